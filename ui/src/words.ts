// The words for what an order is: one place, so that every table says the same.
import type { Account, Order, OrderStatus, OrderType, Side, Ticket } from "./wire.ts";
import { amount, count } from "./format.ts";

const STATUS: Record<OrderStatus, string> = {
  pending: "Pending",
  trigger_pending: "Trigger pending",
  queued: "Queued for the open",
  open: "Open",
  partly_filled: "Partly filled",
  filled: "Filled",
  cancelled: "Cancelled",
  rejected: "Rejected",
  expired: "Expired",
};

const TYPE: Record<OrderType, string> = { market: "Market", limit: "Limit", sl: "SL", "sl-m": "SL-M" };

export function statusWord(status: OrderStatus): string {
  return STATUS[status];
}

export function typeWord(type: OrderType): string {
  return TYPE[type];
}

export function sideWord(side: Side): string {
  return side === "buy" ? "Buy" : "Sell";
}

/** `Buy 5 at 1,315.30`, `Sell 2 at market`: what the button of the order window does. */
export function deed(ticket: Ticket): string {
  const at = ticket.pricePaise === null ? (ticket.triggerPaise === null ? "market" : `market from ${amount(ticket.triggerPaise)}`) : amount(ticket.pricePaise);
  return `${sideWord(ticket.side)} ${ticket.quantity > 0 ? count(ticket.quantity) : "—"} at ${at}`;
}

/** How the fate of an order is coloured: done, waiting, or not done. */
export function statusTone(order: Order): "gain" | "loss" | "soft" | "wait" {
  if (order.working) return "wait";
  if (order.status === "filled" || order.filledQuantity > 0) return "gain";
  return order.status === "rejected" ? "loss" : "soft";
}

/** A name that no account has yet: `practice`, then `practice 2`, `practice 3`. */
export function freeName(accounts: Account[]): string {
  const taken = new Set(accounts.map((one) => one.name.toLowerCase()));
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? "practice" : `practice ${number}`;
    if (!taken.has(name)) return name;
  }
}
