// The stand-in's account as the window is told of it.
import { count, rupees } from "../format.ts";
import type { Clock, Holding, IndexQuote, Portfolio, Profile, Quote, Span, Speed, View } from "../wire.ts";
import type { Book } from "./account.ts";
import { AUCTION, clockText, CLOSE, DAYS, find, indices, OPEN, previousClose, priceAt, quote, stamp } from "./market.ts";

const SPANS: Span[] = [
  { from: "09:00:00", to: "09:08:00", tone: "preOpen", label: "Pre-open: orders" },
  { from: "09:08:00", to: "09:15:00", tone: "quiet", label: "Pre-open: matching" },
  { from: "09:15:00", to: "15:15:00", tone: "continuous", label: "Continuous" },
  { from: "15:15:00", to: "15:35:00", tone: "auction", label: "Closing auction" },
  { from: "15:35:00", to: "15:50:00", tone: "quiet", label: "Pause" },
  { from: "15:50:00", to: "16:00:00", tone: "postClose", label: "Post-close" },
];

/** What is true of the account now. */
export function view(book: Book, profile: Profile, revision: number, playing: Speed | null, lists: string[][], head: string[]): View {
  const holdings = book.lots.filter((lot) => lot.quantity > 0).map((lot) => holding(book, lot.symbol));
  const positions = book.intraday.map((one) => book.position(one));
  return {
    revision, profile, account: book.account, clock: clock(book, playing),
    funds: { capitalPaise: book.account.capitalPaise, cashPaise: book.cash, availablePaise: book.available, blockedPaise: book.blocked, receivablePaise: 0, payablePaise: 0, chargesPaise: book.charges.totalPaise, realisedPaise: book.realised, charges: book.charges, year: yearOf(book) },
    portfolio: portfolio(book, holdings), holdings, positions, shorts: [],
    orders: book.orders.map((order) => ({ ...order, lastPaise: order.working ? lastOf(book, order.ticket.symbol) : null })), trades: [...book.trades], gtts: [...book.gtts], chargedUnder: book.charging.inForce,
    lists: lists.map((symbols) => symbols.flatMap((symbol) => row(book, symbol))),
    indices: indicesOf(book).filter((index) => head.length === 0 || index.name === "NIFTY 50" || head.includes(index.name)),
  };
}

function yearOf(book: Book): View["funds"]["year"] {
  const [gross, charges] = [book.realised, book.charges.totalPaise];
  const shareBp = gross === 0 ? null : Math.round((charges * 10_000) / Math.abs(gross));
  const words = shareBp === null ? `Nothing was realised yet; ${rupees(charges)} of charges wait to be earned.` : gross < 0 ? `Charges made the loss ${shareBp / 100} % larger.` : charges > gross ? `Charges were ${shareBp / 100} % of the gross profit: they turned it into a loss.` : `Charges took ${shareBp / 100} % of the gross profit.`;
  return { name: "FY 2026-27", grossPaise: gross, chargesPaise: charges, netPaise: gross - charges, shareBp, words };
}

/** The row of one stock in an account. */
export function row(book: Book, symbol: string): Quote[] {
  const stock = find(symbol);
  if (!stock) return [];
  const held = book.lots.find((lot) => lot.symbol === symbol)?.quantity ?? 0;
  const found = quote(stock, book.at, held);
  return [book.live ? { ...found, stale: true, source: "Bhavcopy of 14 Aug 2026" } : found];
}

/** Every index, as old as the account's prices are. */
export function indicesOf(book: Book): IndexQuote[] {
  const levels = indices(book.at);
  return book.live ? levels.map((index) => ({ ...index, stale: true, source: "Index closes of 14 Aug 2026" })) : levels;
}

function lastOf(book: Book, symbol: string): number | null {
  const stock = find(symbol);
  return stock ? priceAt(stock, book.at) : null;
}

function holding(book: Book, symbol: string): Holding {
  const lot = book.lots.find((one) => one.symbol === symbol);
  const stock = find(symbol);
  if (!lot || !stock) throw new Error(`no holding of ${symbol}`);
  const last = priceAt(stock, book.at) ?? previousClose(stock, book.at.day, book.at.seed);
  const average = Math.round(lot.average);
  const invested = average * lot.quantity;
  const value = last * lot.quantity;
  const before = previousClose(stock, book.at.day, book.at.seed);
  const dayProfit = (last - before) * (lot.quantity - lot.today) + (last - average) * lot.today;
  return { symbol, isin: stock.isin, newIsin: null, quantity: lot.quantity, t1Quantity: lot.t1, todayQuantity: lot.today, averagePaise: average, averageWithChargesPaise: average, lastPaise: last, investedPaise: invested, valuePaise: value, profitPaise: value - invested, profitBp: Math.round(((value - invested) * 10_000) / invested), dayProfitPaise: dayProfit, dayProfitBp: Math.round((dayProfit * 10_000) / (before * lot.quantity)), asOf: stamp(book.at), source: "Modelled path", stale: false, right: lot.right ?? null };
}

function portfolio(book: Book, holdings: Holding[]): Portfolio {
  const sum = (of: (one: Holding) => number | null) => holdings.reduce((total, one) => total + (of(one) ?? 0), 0);
  const invested = sum((one) => one.investedPaise);
  const current = sum((one) => one.valuePaise);
  const open = book.intraday.reduce((total, one) => total + (book.position(one).unrealisedPaise ?? 0), 0);
  const dayProfit = sum((one) => one.dayProfitPaise) + book.intraday.reduce((total, one) => total + (book.position(one).profitPaise ?? 0), 0);
  const bp = (part: number, whole: number) => (whole === 0 ? null : Math.round((part * 10_000) / whole));
  return { valuePaise: book.cash + current + open, cashPaise: book.cash, investedPaise: invested, currentPaise: current, profitPaise: current - invested, profitBp: bp(current - invested, invested), dayProfitPaise: dayProfit, dayProfitBp: bp(dayProfit, book.cash + current), asOf: stamp(book.at), staleCount: book.live ? holdings.length : 0 };
}

function clock(book: Book, playing: Speed | null): Clock {
  const { day, second } = book.at;
  const now = clockText(second);
  const span = SPANS.find((one) => one.from <= now && now < one.to);
  const date = new Date(`${DAYS[day] ?? ""}T00:00:00Z`).toLocaleDateString("en-GB", { day: "2-digit", month: "short", year: "numeric", timeZone: "UTC" });
  const over = second >= 16 * 3600;
  return {
    now: stamp(book.at), day: DAYS[day] ?? "", mode: book.live ? "offline" : over ? "closed" : "practice",
    badge: book.live ? "OFFLINE · as of 14 Aug 2026 15:30" : `PRACTICE · ${date.toUpperCase()}`,
    phase: book.live ? "Live quotes are off" : phase(span, over), trading: !book.live && second >= OPEN && second < CLOSE, playing,
    spans: book.live ? [] : SPANS, marks: book.trades.filter((trade) => trade.at.startsWith(DAYS[day] ?? "")).map((trade) => ({ at: trade.at, side: trade.side, symbol: trade.symbol, quantity: trade.quantity, pricePaise: trade.pricePaise })),
    countdown: book.live ? null : countdown(second), dayOver: over, lastDay: day === DAYS.length - 1,
    liveOn: false, answeredAt: null, errand: null,
  };
}

function phase(span: Span | undefined, over: boolean): string {
  if (over) return "Closed";
  return span?.tone === "continuous" ? "Continuous trading" : (span?.label ?? "Before the pre-open");
}

function countdown(second: number): string | null {
  const squareOff = AUCTION - 300;
  if (second < OPEN) return `Opens in ${count(Math.ceil((OPEN - second) / 60))} m`;
  if (second < squareOff) {
    const minutes = Math.ceil((squareOff - second) / 60);
    return `Square-off in ${minutes >= 60 ? `${Math.floor(minutes / 60)} h ` : ""}${String(minutes % 60).padStart(2, "0")} m`;
  }
  return second < CLOSE ? "Next: closing auction 15:20" : null;
}
