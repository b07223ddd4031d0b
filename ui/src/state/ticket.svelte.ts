// The order window: what is typed into it, and what the rules and the charges say about it.
import * as ipc from "../ipc.ts";
import { readPrice, readQuantity, stepPrice, stepQuantity, writePrice } from "../typed.ts";
import type { Estimate, Field, Order, OrderType, Product, Refusal, Side, Ticket, Validity } from "../wire.ts";
import { count, plural } from "../format.ts";
import { sideWord } from "../words.ts";
import { basket } from "./basket.svelte.ts";
import { desk } from "./desk.svelte.ts";
import { gtt } from "./gtt.svelte.ts";
import { toasts } from "./toasts.svelte.ts";

const WAIT = 80;

/** What is typed into the order window. */
export type TicketText = "quantity" | "price" | "trigger" | "disclosed" | "note";

/** How an order window may be opened; what is not given is as the last order was. */
export interface Opening {
  symbol: string;
  side: Side;
  quantity?: number;
  product?: Product;
  /** The order to change, instead of writing a new one. */
  modify?: Order;
}

class OrderWindow {
  open = $state(false);
  symbol = $state("");
  side = $state<Side>("buy");
  product = $state<Product>("cnc");
  type = $state<OrderType>("market");
  validity = $state<Validity>("day");
  quantity = $state("");
  price = $state("");
  trigger = $state("");
  /** Shares shown at a time; empty shows all of them. */
  disclosed = $state("");
  /** The plan in a line. */
  note = $state("");
  /** After-market: set by itself when the exchange takes no other orders. */
  amo = $state(false);
  /** The order that is being changed. */
  modifies = $state.raw<Order | null>(null);
  estimate = $state.raw<Estimate | null>(null);
  /** The refusal of the last submission; it stands until something is typed. */
  refusal = $state.raw<Refusal | null>(null);
  failure = $state.raw<string | null>(null);
  sending = $state(false);
  /** Counts openings, so that the window can take the focus each time. */
  opened = $state(0);
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What the estimate said when the submission was refused. */
  #foretold: string | null = null;
  #question = 0;

  get takesPrice(): boolean {
    return this.type === "limit" || this.type === "sl";
  }

  get takesTrigger(): boolean {
    return this.type === "sl" || this.type === "sl-m";
  }

  show(opening: Opening): void {
    gtt.close();
    const order = opening.modify ?? null;
    this.modifies = order;
    this.symbol = opening.symbol;
    this.side = opening.side;
    this.product = order?.ticket.product ?? opening.product ?? this.product;
    // A stop belongs to the order that it was written for; the next one would begin with an empty trigger.
    this.type = order?.ticket.type ?? (this.takesTrigger ? "market" : this.type);
    this.validity = order?.ticket.validity ?? "day";
    this.quantity = String(order?.ticket.quantity ?? opening.quantity ?? 1);
    this.price = writePrice(order?.ticket.pricePaise ?? null);
    this.trigger = writePrice(order?.ticket.triggerPaise ?? null);
    this.disclosed = order?.ticket.disclosed ? String(order.ticket.disclosed) : "";
    this.note = order?.ticket.note ?? "";
    this.amo = order?.ticket.amo ?? false;
    this.estimate = null;
    if (order === null && this.takesPrice) this.price = writePrice(this.lastPaise);
    this.open = true;
    this.opened += 1;
    this.#changed(0);
  }

  close(): void {
    this.open = false;
    this.#question += 1;
    clearTimeout(this.#timer);
  }

  setProduct(product: Product): void {
    this.product = product;
    this.#changed();
  }

  setType(type: OrderType): void {
    this.type = type;
    if (this.takesPrice && this.price === "") this.price = writePrice(this.lastPaise);
    if (type === "sl-m" || type === "sl" || type === "market") this.validity = type === "market" ? this.validity : "day";
    this.#changed();
  }

  setValidity(validity: Validity): void {
    this.validity = validity;
    if (validity === "ioc") this.disclosed = "";
    this.#changed();
  }

  setAmo(amo: boolean): void {
    this.amo = amo;
    this.#changed();
  }

  typed(field: TicketText, text: string): void {
    this[field] = text;
    this.#changed();
  }

  /** The arrow keys: a quantity by its lot, a price along the tick grid. */
  step(field: Exclude<TicketText, "note">, direction: 1 | -1): void {
    if (field === "quantity" || field === "disclosed") {
      const lot = this.estimate?.lot ?? 1;
      this[field] = String(stepQuantity(readQuantity(this[field]) ?? 0, lot, direction));
    } else {
      const from = readPrice(this[field]) ?? this.lastPaise;
      const tick = this.estimate?.tickPaise ?? null;
      if (from === null || tick === null) return;
      this[field] = writePrice(stepPrice(from, tick, direction));
    }
    this.#changed();
  }

  /** The price that the stock last traded at, as far as this window knows. */
  get lastPaise(): number | null {
    const listed = desk.view?.lists.flat().find((row) => row.symbol === this.symbol)?.lastPaise;
    return listed ?? (this.takesPrice && readPrice(this.price) !== null ? null : (this.estimate?.pricePaise ?? null));
  }

  /** A refusal for what could be typed but not sent: an unreadable number. */
  get unreadable(): Refusal | null {
    const bad = (field: Field, message: string, accepted: string): Refusal => ({ code: "unreadable", message, accepted, field, rule: null });
    if (readQuantity(this.quantity) === null) return bad("quantity", this.quantity.trim() === "" ? "How many shares?" : "That is not a whole number of shares.", "A whole number, such as 5.");
    if (this.takesPrice && readPrice(this.price) === null) return bad("price", this.price.trim() === "" ? "At what price?" : "That is not a price.", "Rupees and paise, such as 1315.40.");
    if (this.takesTrigger && readPrice(this.trigger) === null) return bad("trigger", this.trigger.trim() === "" ? "At what price should it wake?" : "That is not a price.", "Rupees and paise, such as 1315.40.");
    if (this.disclosed.trim() !== "" && readQuantity(this.disclosed) === null) return bad("disclosed", "That is not a whole number of shares.", "A whole number, or nothing to show all of them.");
    return null;
  }

  /** The refusal to show: of the submission, else of what is typed, else what the rules would say. */
  get shownRefusal(): Refusal | null {
    const said = this.estimate?.refusal ?? null;
    // An order that is not changed yet is no mistake.
    return this.refusal ?? this.unreadable ?? (this.modifies && said?.code === "nothing_to_change" ? null : said);
  }

  written(): Ticket {
    return {
      symbol: this.symbol, side: this.side, product: this.product, type: this.type, validity: this.validity,
      quantity: readQuantity(this.quantity) ?? 0,
      pricePaise: this.takesPrice ? readPrice(this.price) : null,
      triggerPaise: this.takesTrigger ? readPrice(this.trigger) : null,
      disclosed: this.disclosed.trim() === "" ? null : readQuantity(this.disclosed),
      amo: this.amo,
      note: this.note.trim(),
    };
  }

  async submit(): Promise<void> {
    if (this.sending) return;
    this.failure = null;
    if (this.unreadable) {
      this.refusal = this.unreadable;
      return;
    }
    this.sending = true;
    const which = `${sideWord(this.side)} ${count(this.written().quantity)} ${this.symbol}`;
    try {
      const receipt = await ipc.act(this.#action());
      this.close();
      const rejected = receipt.order?.status === "rejected";
      toasts.say(rejected ? "bad" : "good", `${which} · ${receipt.message}`, receipt.order?.id ?? this.modifies?.id ?? null);
    } catch (reason) {
      const problem = ipc.asProblem(reason);
      if (problem.kind === "refused") [this.refusal, this.#foretold] = [problem, this.estimate?.refusal?.code ?? null];
      else this.failure = ipc.sentence(problem);
    } finally {
      this.sending = false;
    }
  }

  /** Keeps what is written for later, beside other orders. */
  intoBasket(): void {
    if (this.unreadable) {
      this.refusal = this.unreadable;
      return;
    }
    basket.add(this.written());
    this.close();
    toasts.say("info", `In the basket: ${plural(basket.tickets.length, "order")}.`);
  }

  /** A trigger on a stock instead: to sell what is held of it, else to buy. */
  triggerOn(symbol: string): void {
    const held = desk.view?.holdings.find((one) => one.symbol === symbol)?.quantity ?? 0;
    this.close();
    gtt.show(held > 0 ? { symbol, side: "sell", quantity: held } : { symbol, side: "buy" });
  }

  /** Goes on as a trigger that lives across days. */
  asTrigger(): void {
    const { symbol, side, quantity } = this.written();
    this.close();
    gtt.show({ symbol, side, quantity: Math.max(1, quantity) });
  }

  /** Asks again: prices moved. */
  refresh(): void {
    if (this.open) this.#later(0);
  }

  /** After hours a new order is an after-market order, and once they are over it is none. */
  #fitHours(): void {
    if (this.modifies) return;
    const hours = this.estimate?.afterHours ?? null;
    const amo = hours !== null && (hours.only || this.amo);
    if (amo === this.amo) return;
    this.amo = amo;
    this.#later(0);
  }

  #action() {
    const ticket = this.written();
    if (!this.modifies) return { kind: "place", ticket } as const;
    return { kind: "modify", order: this.modifies.id, ticket } as const;
  }

  #changed(wait = WAIT): void {
    this.refusal = null;
    this.failure = null;
    this.#later(wait);
  }

  #later(wait: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), wait);
  }

  async #ask(): Promise<void> {
    this.#question += 1;
    const mine = this.#question;
    try {
      const estimate = await ipc.estimate(this.written(), this.modifies?.id ?? null);
      if (mine !== this.#question) return;
      this.estimate = estimate;
      // What an estimate foretold is over when one says so no more: the shares have come, the cash is there.
      if (this.refusal !== null && this.refusal.code === this.#foretold && estimate.refusal?.code !== this.#foretold) this.refusal = null;
      this.#fitHours();
    } catch (reason) {
      if (mine === this.#question) this.failure = ipc.sentence(ipc.asProblem(reason));
    }
  }
}

export const ticket = new OrderWindow();
