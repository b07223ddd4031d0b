// The stand-in's rule book and contract notes.
import type { ChargedBy, ChargeProfile, ContractNote, Rule, RuleBook } from "../wire.ts";
import type { Book } from "./account.ts";
import { add, NONE } from "./costs.ts";
import { find } from "./market.ts";

const CAS = "NSE circular CMTR74466 (closing auction from 3 August 2026)";
const ZERODHA = "Zerodha's list of charges, 2026";

function rule(name: string, topic: string, words: string, source: string, from: string | null = null): Rule {
  return { name, topic, words, from, source };
}

const HOURS = rule("session", "Session", "Stocks with a closing auction: 09:15–15:15 continuous trading; 15:20–15:25 closing auction, orders collect; intraday positions are squared off at 15:10", CAS);
const RULES: Rule[] = [
  HOURS,
  rule("settlement", "Settlement", "Trades settle on the next trading day", "SEBI circular of 7 September 2021 (T+1)"),
  rule("tick", "Tick", "Close of the month before below 250: 0.01", "NSE circular on the revision of tick sizes", "2025-04-15"),
  rule("tick", "Tick", "Close of the month before above 1,000 to 5,000: 0.10", "NSE circular on the revision of tick sizes", "2025-04-15"),
  rule("band", "Price band", "5 % of the base price 100.00: 95.00–105.00", "NSE's list of price bands (sec_list)"),
  rule("order_size", "Orders", "An order has 1 to 1,00,000 shares and at most ₹10,00,00,000.00", "What the screens of a broker take (Kite)"),
  rule("order_type", "Orders", "Market, limit, SL and SL-M; a stop's trigger has yet to be reached", "NSE's order types"),
  rule("order_validity", "Orders", "DAY stands until trading ends; IOC takes what is there at once", "NSE's order types"),
  rule("order_after_market", "Orders", "After-market orders (AMO) are taken from the end of trading to the next pre-open", "Brokers' after-market orders (Kite)"),
  rule("order_disclosed", "Orders", "A disclosed quantity is a tenth of the order or more", "NSE's order types"),
  rule("order_trigger", "Orders", "A trigger (GTT) blocks nothing and lives 365 days; two to sell cancel each other (OCO)", "Kite's documents on GTT"),
  rule("order_cash", "Orders", "Delivery sets its whole value and charges aside, intraday its margin", "SEBI's upfront margins"),
  rule("order_holdings", "Orders", "Delivery sells what is held", "NSE Clearing's settlement"),
  rule("corporate_action", "Corporate actions", "Whoever bought before the ex-date is entitled", "T+1 settlement: the ex-date is the record date"),
  rule("fill_market", "Fills", "A market order takes the adverse side of the first quote after it was accepted", "Lakh's model of matching"),
  rule("leverage", "Intraday leverage", "A stock with derivatives (no fixed band): 5 times", "Upstox's published ladder"),
  rule("charge_profile", "Charge profiles", "A profile can be copied, and a copy changed and chosen; what the law, the exchange and SEBI take stays law", "A decision: brokers differ"),
  rule("square_off", "Intraday positions", "Intraday positions are closed by the program at 15:10, at the market, for ₹50.00 + GST an order", "Zerodha's square-off and its fee"),
  rule("convert", "Intraday positions", "Shares bought today turn from intraday into delivery or back until the square-off", "Brokers' conversion of positions (Kite)"),
  ...([["brokerage", "Brokerage: Nothing"], ["stt", "STT: 0.1 % on both sides"], ["transaction", "NSE transaction charge: 0.0030699 % on both sides"], ["sebi", "SEBI fee: 0.0001 % on both sides"], ["stamp", "Stamp duty: 0.015 % on the purchase"], ["gst", "GST: 18 % of brokerage, transaction charge and SEBI fee"], ["ipft", "NSE investor protection fund: 0.0000001 % on both sides"], ["dp", "DP charge: ₹13.00 + GST once a stock and day of delivery sale"], ["square_off", "Square-off by the broker: ₹50.00 + GST an order"]] as const).map(([name, words]) => rule(`charge_${name}`, "Charges, delivery (CNC)", words, ZERODHA, name === "transaction" ? "2026-03-01" : null)),
];

function chargedBy(profile: ChargeProfile): ChargedBy {
  const { id: _, terms, version, inForce, lines, source } = profile;
  const levy = (name: string, rate: string, source: string) => ({ name, rate, source });
  return { profile: terms.name, version, inForce, lines, source, lawFrom: "2026-03-01", law: [levy("STT, delivery", "0.1 %, both sides", "Finance (No. 2) Act 2004, chapter VII"), levy("NSE transaction charge", "0.0030699 %, both sides", "NSE circular FA73061"), levy("GST", "18 %", "GST on financial services, 18 %, since 1 July 2017")] };
}

/** The rules of a day under a profile, and two days on which the book changed. */
export function rulesOn(day: string, profile: ChargeProfile): RuleBook {
  const brokerage = profile.lines.find((line) => line.name === "Delivery brokerage")?.value ?? "";
  const rules = RULES.map((one) => (one.name === "charge_brokerage" ? { ...one, words: `Brokerage: ${brokerage}`, source: profile.source } : one));
  const early = rule("session", "Session", "All stocks: 09:15–15:30 continuous trading; intraday positions are squared off at 15:20", "NSE's market timings");
  const later = rule("session", "Session", "Stocks with a closing auction: 09:00–09:05 pre-open, orders collect; 09:05–09:10 pre-open, limit orders only", "NSE circular CMTR74969");
  return { day, closed: null, chargedBy: chargedBy(profile), rules, changes: [{ day: "2026-08-03", gone: [early], came: [HOURS] }, { day: "2026-09-07", gone: [HOURS], came: [later] }] };
}

/** The contract note of a day, or of the last day that traded. */
export function contractNote(book: Book, wanted: string | null, today: string, over: boolean): ContractNote | null {
  const days = [...new Set(book.trades.map((trade) => trade.at.slice(0, 10)))];
  const day = wanted ?? days[0];
  if (day === undefined || !days.includes(day)) return null;
  const trades = book.trades.filter((trade) => trade.at.startsWith(day)).reverse();
  const charged = trades.reduce((sum, trade) => add(sum, trade.charges), NONE);
  return {
    day, settlesOn: day, days,
    orders: trades.map((trade) => ({ order: trade.order, placedAt: book.orders.find((order) => order.id === trade.order)?.placedAt ?? trade.at, symbol: trade.symbol, isin: find(trade.symbol)?.isin ?? "", side: trade.side, product: trade.product, quantity: trade.quantity, averagePaise: trade.pricePaise, valuePaise: trade.valuePaise, trades: 1, charges: trade.charges, chargedUnder: "Discount broker 2026, version 1; rates in force from 01 Mar 2026" })),
    netPaise: trades.reduce((sum, trade) => sum + (trade.side === "sell" ? trade.valuePaise : -trade.valuePaise), 0),
    charged, chargedUnder: ["Discount broker 2026, version 1; rates in force from 01 Mar 2026"], adjustment: null, reasons: [], total: charged, written: day !== today || over,
  };
}
