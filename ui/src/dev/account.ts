// One account of the stand-in exchange: orders, fills, holdings and cash, with rules simple enough to draw with.
import { amount, count } from "../format.ts";
import type { Account, AfterHours, Estimate, ExDate, Gtt, Order, OrderStatus, Position, Refusal, Right, Ticket, Trade } from "../wire.ts";
import { Charging } from "./charging.ts";
import { add, charge, lines, NONE, short } from "./costs.ts";
import { AUCTION, CLOSE, DAYS, find, type Instant, OPEN, previousClose, priceAt, stamp } from "./market.ts";

const CAPITAL = 10_000_000;

/** The rules behind the refusals. */
const RULES: Record<string, string> = { quantity: "order_size", quantity_limit: "order_size", lot: "order_size", trade_to_trade: "leverage", tick: "tick", band: "band", trigger: "order_type", closed: "session", not_held: "order_holdings", cash: "order_cash", disclosed: "order_disclosed", amo_while_open: "order_after_market" };

interface Lot {
  symbol: string;
  quantity: number;
  t1: number;
  today: number;
  average: number;
  right?: Right;
}

interface Intraday {
  symbol: string;
  net: number;
  average: number;
  realised: number;
}

/** An account and its day. */
export class Book {
  at: Instant = { day: 0, second: 9 * 3600, seed: 7 };
  cash = CAPITAL;
  orders: Order[] = [];
  trades: Trade[] = [];
  gtts: Gtt[] = [];
  exDates: ExDate[] = [];
  charging = new Charging();
  lots: Lot[] = [];
  intraday: Intraday[] = [];
  charges = NONE;
  realised = 0;
  notices: { tone: "good" | "info" | "bad"; message: string; order: number | null }[] = [];

  constructor(readonly account: Account) {}

  get live(): boolean {
    return this.account.kind === "live";
  }

  get blocked(): number {
    const working = this.orders.filter((order) => order.working && order.ticket.side === "buy");
    return working.reduce((sum, order) => sum + this.required(order.ticket), 0) + this.margin;
  }

  get margin(): number {
    return this.intraday.reduce((sum, one) => sum + Math.round((Math.abs(one.net) * one.average) / 5), 0);
  }

  get available(): number {
    return this.cash - this.blocked;
  }

  /** What the rules say to a ticket; null when it may be placed. */
  refuse(ticket: Ticket): Refusal | null {
    const stock = find(ticket.symbol);
    const no = (code: string, message: string, accepted: string | null, field: Refusal["field"], rule: string | null = RULES[code] ?? null): Refusal => ({ code, message, accepted, field, rule });
    if (this.live) return no("live_quotes_off", "Live quotes are off, so there is no price to trade at.", "Practise on a past day, or turn live quotes on when they arrive.", null);
    if (!stock) return no("unknown_symbol", `${ticket.symbol} is not listed.`, null, "symbol");
    if (ticket.quantity <= 0) return no("quantity", "A quantity is at least one share.", `1 to 1,00,000.`, "quantity");
    if (ticket.quantity > 100_000) return no("quantity_limit", "One order is at most 1,00,000 shares.", "1 to 1,00,000.", "quantity");
    if (ticket.quantity % stock.lot !== 0) return no("lot", `${stock.symbol} trades in lots of ${count(stock.lot)}.`, `${count(stock.lot)}, ${count(stock.lot * 2)}, …`, "quantity");
    if (ticket.product === "mis" && stock.series !== "EQ") return no("trade_to_trade", `${stock.symbol} is in series ${stock.series}: delivery only.`, "Longterm CNC.", "product");
    if (ticket.pricePaise !== null && ticket.pricePaise % stock.tick !== 0) {
      const below = ticket.pricePaise - (ticket.pricePaise % stock.tick);
      return no("tick", `The price is not a multiple of ${amount(stock.tick)}.`, `${amount(below)} or ${amount(below + stock.tick)}.`, "price");
    }
    const [low, high] = this.band(ticket.symbol);
    if (ticket.pricePaise !== null && (ticket.pricePaise < low || ticket.pricePaise > high)) return no("band", "The price is outside the day's band.", `${amount(low)} to ${amount(high)}.`, "price");
    if ((ticket.type === "sl" || ticket.type === "sl-m") && ticket.triggerPaise === null) return no("trigger", "A stop order needs a trigger.", "A price the stock has yet to reach.", "trigger");
    if (ticket.disclosed !== null && (ticket.disclosed < Math.ceil(ticket.quantity / 10) || ticket.disclosed > ticket.quantity)) return no("disclosed", "The disclosed quantity is a tenth of the order or more.", `${Math.ceil(ticket.quantity / 10)} to ${ticket.quantity}.`, "disclosed");
    if (ticket.amo && this.afterHours === null) return no("amo_while_open", "The exchange takes orders now; an after-market order waits for the next session.", "The same order without AMO.", "validity");
    if (!ticket.amo && this.at.second >= (stock.band === 0 ? AUCTION : AUCTION + 900)) return no("closed", "Continuous trading is over for today.", "Place it after the next day has opened.", null);
    const sellable = this.sellable(ticket);
    if (ticket.side === "sell" && ticket.product === "cnc" && ticket.quantity > sellable) return no("not_held", `You hold ${count(sellable)} ${ticket.symbol} that can be sold.`, sellable > 0 ? `1 to ${count(sellable)}, or Intraday MIS.` : "Intraday MIS, or buy first.", "quantity");
    const required = this.required(ticket);
    if (required > this.available) return no("cash", short(required, this.available), null, "quantity");
    return null;
  }

  /** When the next session is waited for. */
  get afterHours(): AfterHours | null {
    return this.live || this.at.second < CLOSE + 300 ? null : { entersOn: DAYS[this.at.day + 1] ?? DAYS[this.at.day] ?? "", only: true };
  }

  estimate(ticket: Ticket): Estimate {
    const stock = find(ticket.symbol);
    const price = ticket.pricePaise ?? (stock ? priceAt(stock, this.at) ?? previousClose(stock, this.at.day, this.at.seed) : null);
    const [low, high] = this.band(ticket.symbol);
    const common = { leverage: stock?.series === "EQ" ? 5 : null, refusal: this.refuse(ticket), tickPaise: stock?.tick ?? null, bandLowPaise: low, bandHighPaise: high, sellableQuantity: this.sellable(ticket), lot: stock?.lot ?? 1, afterHours: this.afterHours, ruleVersion: this.charging.ruleVersion, chargedUnder: this.charging.inForce };
    if (price === null || ticket.quantity <= 0) return { pricePaise: price, valuePaise: null, charges: null, lines: [], requiredPaise: null, cashAfterPaise: null, breakEvenPaise: null, breakEvenBp: null, breakEvenTicks: null, ...common };
    const value = price * ticket.quantity;
    const charges = charge(ticket.side, ticket.product, value);
    const back = charge(ticket.side === "buy" ? "sell" : "buy", ticket.product, value);
    const even = price + Math.ceil(((charges.totalPaise + back.totalPaise) / ticket.quantity) * (ticket.side === "buy" ? 1 : -1));
    const required = ticket.side === "sell" && ticket.product === "cnc" ? 0 : this.required(ticket);
    const after = ticket.side === "sell" && ticket.product === "cnc" ? this.available + value - charges.totalPaise : this.available - required;
    return { pricePaise: price, valuePaise: value, charges, lines: lines(ticket.side, ticket.product, charges), requiredPaise: required, cashAfterPaise: after, breakEvenPaise: even, breakEvenBp: Math.round(((even - price) * 10_000) / price), breakEvenTicks: even - price, ...common };
  }

  place(ticket: Ticket): Order {
    const refusal = this.refuse(ticket);
    const at = stamp(this.at);
    const waits = ticket.type === "sl" || ticket.type === "sl-m";
    const status: OrderStatus = refusal ? "rejected" : ticket.amo || this.at.second < OPEN ? "queued" : waits ? "trigger_pending" : "open";
    const history = [{ at, what: "Received" }, refusal ? { at, what: `Rejected: ${refusal.message}` } : { at, what: waits ? "Waiting for the trigger" : "Accepted by the exchange" }];
    const order: Order = { id: this.orders.length + 1, ticket, filledQuantity: 0, averagePaise: null, lastPaise: null, status, reason: refusal?.message ?? (ticket.amo ? "After-market order: waits for the next session's pre-open" : null), rule: refusal ? refusal.rule : waits ? "order_type" : ticket.amo ? "order_after_market" : null, placedAt: at, updatedAt: at, working: refusal === null, history };
    this.orders.unshift(order);
    return order;
  }

  cancel(id: number): Order | undefined {
    const order = this.orders.find((one) => one.id === id && one.working);
    if (order) this.end(order, "cancelled", "Cancelled by you");
    return order;
  }

  /** Offers the price of now to every working order. */
  match(): void {
    if (this.at.second < OPEN) return;
    for (const order of this.orders.filter((one) => one.working)) {
      const stock = find(order.ticket.symbol);
      const price = stock && priceAt(stock, this.at);
      if (!stock || !price || stamp(this.at) <= order.placedAt) continue;
      const buy = order.ticket.side === "buy";
      const { triggerPaise: trigger, pricePaise: limit } = order.ticket;
      if (order.status === "trigger_pending") {
        if (trigger === null || (buy ? price < trigger : price > trigger)) continue;
        this.step(order, "open", `Triggered at ${amount(price)}`);
      }
      if (order.status === "queued") this.step(order, "open", "Sent at the open");
      const worse = price + (buy ? stock.tick : -stock.tick);
      if (limit !== null && (buy ? worse > limit : worse < limit)) continue;
      this.fill(order, worse, price);
    }
  }

  /** Everything that happens between two days. */
  endDay(): void {
    for (const order of this.orders.filter((one) => one.working && one.status !== "queued")) this.end(order, "expired", "The day is over");
    for (const lot of this.lots) [lot.t1, lot.today] = [lot.today, 0];
    this.lots = this.lots.filter((lot) => lot.quantity > 0);
    this.intraday = [];
  }

  position(one: Intraday): Position {
    const stock = find(one.symbol);
    const last = stock ? priceAt(stock, this.at) : null;
    const open = last === null ? null : Math.round((last - one.average) * one.net);
    const profit = open === null ? null : open + one.realised;
    return { symbol: one.symbol, product: "mis", side: one.net < 0 ? "sell" : "buy", openQuantity: Math.abs(one.net), averagePaise: Math.round(one.average), lastPaise: last, profitPaise: profit, realisedPaise: one.realised, unrealisedPaise: open, profitBp: profit === null || one.net === 0 ? null : Math.round((profit * 10_000) / Math.abs(one.average * one.net)), marginPaise: Math.round((Math.abs(one.net) * one.average) / 5), asOf: stamp(this.at), source: "Modelled path", stale: false };
  }

  sellable(ticket: Ticket): number {
    return ticket.product === "mis" ? 0 : (this.lots.find((lot) => lot.symbol === ticket.symbol)?.quantity ?? 0);
  }

  private required(ticket: Ticket): number {
    const stock = find(ticket.symbol);
    const price = ticket.pricePaise ?? (stock ? priceAt(stock, this.at) ?? stock.close : 0);
    const value = price * ticket.quantity;
    if (ticket.product === "cnc" && ticket.side === "sell") return 0;
    return (ticket.product === "mis" ? Math.ceil(value / 5) : value) + charge(ticket.side, ticket.product, value).totalPaise;
  }

  private band(symbol: string): [number, number] {
    const stock = find(symbol);
    if (!stock) return [0, 0];
    const base = previousClose(stock, this.at.day, this.at.seed);
    const width = (base * (stock.band || 10)) / 100;
    return [Math.ceil((base - width) / stock.tick) * stock.tick, Math.floor((base + width) / stock.tick) * stock.tick];
  }

  private fill(order: Order, price: number, seen: number): void {
    const { symbol, side, product, quantity } = order.ticket;
    const value = price * quantity;
    const charges = charge(side, product, value);
    this.trades.unshift({ id: this.trades.length + 1, order: order.id, symbol, side, product, quantity, pricePaise: price, valuePaise: value, at: stamp(this.at), charges, ruleVersion: this.charging.ruleVersion, rule: "fill_market", evidence: [
      { name: "Quote used", value: `${amount(seen)} at ${stamp(this.at).slice(11, 19)}, modelled path, seed ${this.at.seed}` },
      { name: "Rule", value: "A market order fills at the next quote after it was accepted, at the adverse side" },
      { name: "Slippage", value: `${amount(Math.abs(price - seen))}, one tick` },
      { name: "Charges", value: "Discount broker 2026, version 2026-03-01" },
    ] });
    this.charges = add(this.charges, charges);
    if (product === "cnc") this.deliver(symbol, side, quantity, price);
    else this.turn(symbol, side === "buy" ? quantity : -quantity, price);
    this.cash += (product === "cnc" ? (side === "buy" ? -value : value) : 0) - charges.totalPaise;
    order.filledQuantity = quantity;
    order.averagePaise = price;
    this.end(order, "filled", `${side === "buy" ? "Bought" : "Sold"} ${count(quantity)} at ${amount(price)}`);
    order.reason = null;
    this.notices.push({ tone: "good", message: `${side === "buy" ? "Bought" : "Sold"} ${count(quantity)} ${symbol} at ${amount(price)}.`, order: order.id });
  }

  private deliver(symbol: string, side: "buy" | "sell", quantity: number, price: number): void {
    let lot = this.lots.find((one) => one.symbol === symbol);
    if (!lot) this.lots.push((lot = { symbol, quantity: 0, t1: 0, today: 0, average: 0 }));
    if (side === "buy") {
      lot.average = (lot.average * lot.quantity + price * quantity) / (lot.quantity + quantity);
      lot.quantity += quantity;
      lot.today += quantity;
      return;
    }
    this.realised += Math.round((price - lot.average) * quantity);
    lot.quantity -= quantity;
    lot.today = Math.min(lot.today, lot.quantity);
    lot.t1 = Math.min(lot.t1, lot.quantity - lot.today);
  }

  private turn(symbol: string, change: number, price: number): void {
    let one = this.intraday.find((each) => each.symbol === symbol);
    if (!one) this.intraday.push((one = { symbol, net: 0, average: 0, realised: 0 }));
    if (one.net === 0 || Math.sign(one.net) === Math.sign(change)) {
      one.average = (one.average * Math.abs(one.net) + price * Math.abs(change)) / (Math.abs(one.net) + Math.abs(change));
      one.net += change;
      return;
    }
    const closed = Math.min(Math.abs(change), Math.abs(one.net)) * Math.sign(one.net);
    const gain = Math.round((price - one.average) * closed);
    one.realised += gain;
    this.realised += gain;
    this.cash += gain;
    one.net += change;
    if (Math.abs(change) > Math.abs(closed)) one.average = price;
  }

  /** Shares change their product at their price. */
  move(symbol: string, intoDelivery: number, price: number): void {
    const lot = this.lots.find((one) => one.symbol === symbol);
    if (intoDelivery > 0) {
      const position = this.intraday.find((one) => one.symbol === symbol);
      if (position) position.net -= intoDelivery;
      this.deliver(symbol, "buy", intoDelivery, price);
    } else if (lot) {
      lot.quantity += intoDelivery;
      lot.today += intoDelivery;
      this.turn(symbol, -intoDelivery, price);
    }
  }

  private step(order: Order, status: OrderStatus, what: string): void {
    order.status = status;
    order.updatedAt = stamp(this.at);
    order.history = [...order.history, { at: order.updatedAt, what }];
  }

  private end(order: Order, status: OrderStatus, what: string): void {
    this.step(order, status, what);
    order.working = false;
    order.reason = status === "filled" ? null : what;
  }
}
