// The stand-in's triggers, baskets and rights: simple enough to draw with.
import { amount, day as dayWords } from "../format.ts";
import type { BasketEstimate, Gtt, GttTicket, Order, Problem, Refusal, Terms, Ticket } from "../wire.ts";
import type { Book } from "./account.ts";
import { DAYS, find, previousClose, priceAt, stamp } from "./market.ts";

/** Writes a trigger or changes one; a refusal is thrown. */
export function writeGtt(book: Book, ticket: GttTicket, id: number | null): Gtt {
  const stock = find(ticket.symbol);
  const last = stock ? (priceAt(stock, book.at) ?? previousClose(stock, book.at.day, book.at.seed)) : 0;
  const no = (code: string, message: string, accepted: string, field: Refusal["field"], rule: string): Problem => ({ kind: "refused", code, message, accepted, field, rule });
  const tick = stock?.tick ?? 5;
  for (const leg of ticket.legs) {
    if (leg.quantity <= 0) throw no("quantity_not_positive", `${leg.quantity} shares cannot be traded.`, "1 share or more", "quantity", "order_size");
    for (const [field, paise] of [["trigger", leg.triggerPaise], ["price", leg.pricePaise]] as const) {
      if (paise % tick !== 0) throw no(`${field}_off_tick`, `The ${field} is not a multiple of the tick, ₹${amount(tick)}.`, `${amount(paise - (paise % tick))} or ${amount(paise - (paise % tick) + tick)}`, field, "tick");
    }
    if (leg.triggerPaise === last) throw no("gtt_at_the_market", `The last price is ${amount(last)} already.`, `A trigger above or below ${amount(last)}`, "trigger", "order_trigger");
  }
  const rises = ticket.legs.filter((leg) => leg.triggerPaise > last).length;
  if (ticket.legs.length === 2 && rises !== 1) throw no("gtt_legs", "A trigger order has one trigger, or two to sell.", `One trigger; or to sell two, one below ${amount(last)} and one above`, "trigger", "order_trigger");
  const old = book.gtts.find((one) => one.id === id);
  const expires = `${Number((DAYS[book.at.day] ?? "2026").slice(0, 4)) + 1}${(DAYS[book.at.day] ?? "").slice(4)}`;
  const gtt: Gtt = { id: old?.id ?? book.gtts.length + 1, ticket, state: "waiting", words: `Waits for ${ticket.legs.map((leg) => amount(leg.triggerPaise)).join(" or ")}`, order: null, lastPaise: last, placedAt: old?.placedAt ?? stamp(book.at), updatedAt: stamp(book.at), expiresOn: old?.expiresOn ?? expires };
  book.gtts = old ? book.gtts.map((one) => (one.id === id ? gtt : one)) : [gtt, ...book.gtts];
  return gtt;
}

/** Takes a trigger back. */
export function deleteGtt(book: Book, id: number): Gtt | undefined {
  book.gtts = book.gtts.map((one) => (one.id === id && one.state === "waiting" ? { ...one, state: "cancelled", words: "Deleted by you", updatedAt: stamp(book.at) } : one));
  return book.gtts.find((one) => one.id === id);
}

/** The triggers that the prices of now set off. */
export function wake(book: Book): void {
  for (const gtt of book.gtts.filter((one) => one.state === "waiting")) {
    const stock = find(gtt.ticket.symbol);
    const price = stock && priceAt(stock, book.at);
    if (!price) continue;
    const leg = gtt.ticket.legs.find((one) => (one.triggerPaise > gtt.lastPaise ? price >= one.triggerPaise : price <= one.triggerPaise));
    if (!leg) continue;
    const order = book.place({ symbol: gtt.ticket.symbol, side: gtt.ticket.side, product: "cnc", type: "limit", validity: "day", quantity: leg.quantity, pricePaise: leg.pricePaise, triggerPaise: null, disclosed: null, amo: false, note: gtt.ticket.note });
    const refused = order.status === "rejected";
    book.gtts = book.gtts.map((one) => (one === gtt ? { ...one, state: refused ? "refused" : "placed", words: refused ? `Its order ${order.id} was refused` : `Placed order ${order.id}`, order: order.id, updatedAt: stamp(book.at) } : one));
  }
}

/** A basket: each after those before it. */
export function basketOf(book: Book, tickets: Ticket[]): BasketEstimate {
  const available = book.available;
  let free = available;
  let charges = 0;
  const lines = tickets.map((ticket) => {
    const line = book.estimate(ticket);
    const needs = line.requiredPaise ?? 0;
    if (line.refusal === null && needs > free) line.refusal = { code: "cash_short", message: `The order needs ₹${amount(needs)}; ₹${amount(free)} is free.`, accepted: "A smaller quantity, or a lower price", field: "quantity", rule: "order_cash" };
    if (line.refusal === null) {
      free -= needs;
      charges += line.charges?.totalPaise ?? 0;
    }
    return line;
  });
  return { lines, requiredPaise: available - free, chargesPaise: charges, availablePaise: available, cashAfterPaise: free };
}

/** Closes every intraday position; gives the orders. */
export function exitAll(book: Book): Order[] {
  return book.intraday.filter((one) => one.net !== 0).map((one) => {
    for (const order of book.orders.filter((each) => each.working && each.ticket.symbol === one.symbol && each.ticket.product === "mis")) book.cancel(order.id);
    return book.place({ symbol: one.symbol, side: one.net > 0 ? "sell" : "buy", product: "mis", type: "market", validity: "day", quantity: Math.abs(one.net), pricePaise: null, triggerPaise: null, disclosed: null, amo: false, note: "" });
  });
}

/** Intraday shares become delivery, or today's delivery intraday. */
export function convert(book: Book, symbol: string, quantity: number, to: "cnc" | "mis"): void {
  const position = book.intraday.find((one) => one.symbol === symbol);
  const lot = book.lots.find((one) => one.symbol === symbol);
  const most = Math.max(0, to === "cnc" ? (position?.net ?? 0) : (lot?.today ?? 0));
  if (quantity < 1 || quantity > most) throw { kind: "refused", code: "nothing_to_convert", message: "That is more than can be converted: shares bought today and not offered for sale.", accepted: `At most ${most}`, field: "quantity", rule: "convert" } satisfies Problem;
  const price = Math.round((to === "cnc" ? position?.average : lot?.average) ?? 0);
  book.cash += to === "cnc" ? -price * quantity : price * quantity;
  book.move(symbol, to === "cnc" ? quantity : -quantity, price);
}

/** A corporate action by hand: splits and bonuses change the shares, the others are only written down. */
export function corporate(book: Book, symbol: string, day: string, terms: Terms): void {
  const lot = book.lots.find((one) => one.symbol === symbol);
  const no = (code: string, message: string, accepted: string): Problem => ({ kind: "refused", code, message, accepted, field: null, rule: "corporate_action" });
  if (day > (DAYS[book.at.day] ?? "")) throw no("ex_date_ahead", `The ex-date, ${dayWords(day)}, has not come yet.`, `The same on ${dayWords(day)} or later`);
  if (terms.kind !== "dividend" && (terms.new < 1 || terms.old < 1)) throw no("terms_impossible", "Those terms cannot be carried out.", "A ratio of shares, both above zero");
  if (!lot) throw no("nothing_held_before", `No shares of that stock were held before ${dayWords(day)}.`, "A stock that was held");
  if (terms.kind === "dividend" || terms.kind === "merger" || terms.kind === "demerger") {
    book.exDates = [{ day, symbol, words: terms.kind === "dividend" ? `Dividend of ₹${amount(terms.aSharePaise)} a share` : terms.kind, effect: `${lot.quantity} shares`, byHand: true, rule: "corporate_action" }, ...book.exDates];
    return;
  }
  const [shares, average] = [lot.quantity, lot.average];
  const more = terms.kind === "split" ? Math.floor((shares * terms.new) / terms.old) : shares + Math.floor((shares * terms.new) / terms.old);
  lot.average = (average * shares) / more;
  lot.quantity = more;
  book.exDates = [{ day, symbol, words: terms.kind === "split" ? `Split: ${terms.new} new for ${terms.old} old shares` : `Bonus ${terms.new}:${terms.old}`, effect: `${shares} → ${more} shares, average ${amount(Math.round(average))} → ${amount(Math.round(lot.average))}`, byHand: true, rule: "corporate_action" }, ...book.exDates];
}

/** Rights are used, as many as are held and not used yet, or given up; says what was done. */
export function rights(book: Book, symbol: string, use: number | null): string {
  const lot = book.lots.find((one) => one.symbol === symbol);
  const no = (code: string, message: string, accepted: string, field: Refusal["field"]): Problem => ({ kind: "refused", code, message, accepted, field, rule: "rights" });
  if (!lot?.right) throw no("not_a_right", "No right to buy shares is held under that symbol.", "A right that is held, such as GENESYS-RE", "symbol");
  const { right } = lot;
  if (use === null) {
    lot.quantity = right.applied;
    return `${symbol} given up: what is not used lapses`;
  }
  const most = lot.quantity - right.applied;
  if (use < 1 || use > most) throw no("rights_not_held", "That is more than the rights that can be used.", `At most ${most}`, "quantity");
  book.cash -= use * right.pricePaise;
  lot.right = { ...right, applied: right.applied + use };
  return `Applied for ${use} ${right.share}; they are allotted on 24 Aug 2026`;
}
