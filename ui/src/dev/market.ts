// The prices of the stand-in exchange: for any stock, day and second the same figures, worked out when asked for.
import type { Candle, Frame, IndexQuote, Quote } from "../wire.ts";
import { type Listing, listings, rightListing } from "./names.ts";
import { chance, hash, wave } from "./numbers.ts";

export const DAYS = ["2026-08-03", "2026-08-04", "2026-08-05", "2026-08-06", "2026-08-07", "2026-08-10", "2026-08-11", "2026-08-12", "2026-08-13", "2026-08-14"];
export const OPEN = 9 * 3600 + 15 * 60;
export const AUCTION = 15 * 3600 + 15 * 60;
export const CLOSE = 15 * 3600 + 30 * 60;

export const stocks = listings();
const bySymbol = new Map([...stocks, rightListing("SUNPHARMA-RE", "Right to buy Sun Pharma", 30_500)].map((stock) => [stock.symbol, stock]));

export function find(symbol: string): Listing | undefined {
  return bySymbol.get(symbol);
}

/** Where a market stands: a day of DAYS, a second of it, and the seed of the path. */
export interface Instant {
  day: number;
  second: number;
  seed: number;
}

/** Yesterday's close of a stock in paise. */
export function previousClose(stock: Listing, day: number, seed: number): number {
  let close = stock.close;
  for (let d = 0; d < day; d += 1) close = onGrid(stock, close * (1 + dayMove(stock, d, seed)));
  return close;
}

/** The price of a stock in paise; null before it opened. */
export function priceAt(stock: Listing, at: Instant): number | null {
  if (at.second < OPEN) return null;
  const before = previousClose(stock, at.day, at.seed);
  const last = lastSecond(stock);
  const part = Math.min(1, (at.second - OPEN) / (last - OPEN));
  const key = stock.seed + at.day * 7919 + at.seed * 104_729;
  const move = dayMove(stock, at.day, at.seed);
  const gap = (chance(key, 5) - 0.5) * 0.012;
  const swing = (wave(key, part * 5) * 0.006 + wave(key + 1, part * 31) * 0.0022 + wave(key + 2, part * 375) * 0.0006 + wave(key + 3, part * 3000) * 0.0005) * Math.sin(Math.PI * Math.min(1, part + 0.05));
  return onGrid(stock, before * (1 + gap * (1 - part) + move * part + swing));
}

/** The row of a stock at an instant. */
export function quote(stock: Listing, at: Instant, held = 0): Quote {
  const last = priceAt(stock, at);
  const before = previousClose(stock, at.day, at.seed);
  const [high, low] = range(stock, at);
  const traded = volume(stock, at);
  return {
    symbol: stock.symbol, name: stock.name, isin: stock.isin, series: stock.series,
    lastPaise: last, previousClosePaise: before, openPaise: priceAt(stock, { ...at, second: Math.min(at.second, OPEN) }),
    highPaise: high, lowPaise: low, changePaise: last === null ? null : last - before,
    changeBp: last === null ? null : Math.round(((last - before) * 10_000) / before),
    volume: last === null ? null : traded, turnoverPaise: last === null ? null : traded * last,
    asOf: stamp(at), source: "Modelled path", stale: false, heldQuantity: held, indices: stock.indices, absence: null,
  };
}

/** The indices of the header at an instant. */
export function indices(at: Instant): IndexQuote[] {
  const base: [string, number][] = [["NIFTY 50", 2_438_560], ["NIFTY BANK", 5_726_110], ["INDIA VIX", 1176], ["NIFTY IT", 3_512_045], ["NIFTY NEXT 50", 6_811_870], ["NIFTY 500", 2_240_425]];
  return base.map(([name, close]) => {
    const key = hash(name) + at.day * 31 + at.seed;
    const part = Math.max(0, Math.min(1, (at.second - OPEN) / (AUCTION - OPEN)));
    const change = Math.round(close * (0.013 * (chance(key, 1) - 0.35) * part + wave(key, part * 9) * 0.003 + wave(key, part * 120) * 0.0005));
    const open = at.second >= OPEN;
    return { name, last: open ? close + change : close, change: open ? change : 0, changeBp: open ? Math.round((change * 10_000) / close) : 0, asOf: stamp(at), source: "Modelled path", stale: false };
  });
}

/** The bars of a stock: of the day so far, or one a day. */
export function candles(stock: Listing, at: Instant, frame: Frame): Candle[] {
  if (frame === "1d") return daily(stock, at);
  const length = { "1m": 60, "5m": 300, "15m": 900 }[frame];
  const midnight = Date.parse(`${DAYS[at.day] ?? ""}T00:00:00Z`) / 1000;
  const end = Math.min(at.second, lastSecond(stock));
  const bars: Candle[] = [];
  for (let from = OPEN; from <= end && from < lastSecond(stock); from += length) {
    const moments = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1].map((part) => Math.min(end, from + Math.floor(part * (length - 1))));
    bars.push({ time: midnight + from, ...bar(stock, at, moments), volume: volume(stock, { ...at, second: Math.min(end, from + length) }) - volume(stock, { ...at, second: from }) });
  }
  return bars;
}

/** `2026-08-03T14:05:10+05:30`. */
export function stamp(at: Instant): string {
  return `${DAYS[at.day] ?? ""}T${clockText(at.second)}+05:30`;
}

/** Seconds of the day as `HH:MM:SS`. */
export function clockText(second: number): string {
  const two = (n: number) => String(Math.floor(n)).padStart(2, "0");
  return `${two(second / 3600)}:${two((second / 60) % 60)}:${two(second % 60)}`;
}

function daily(stock: Listing, at: Instant): Candle[] {
  return DAYS.slice(0, at.day + 1).flatMap((day, index) => {
    const end = index === at.day ? at.second : CLOSE;
    if (end < OPEN) return [];
    const there = { ...at, day: index, second: end };
    const moments = Array.from({ length: 40 }, (_, n) => OPEN + Math.floor(((Math.min(end, lastSecond(stock)) - OPEN) * n) / 39));
    return [{ time: Date.parse(`${day}T00:00:00Z`) / 1000, ...bar(stock, there, moments), volume: volume(stock, there) }];
  });
}

function bar(stock: Listing, at: Instant, moments: number[]) {
  const prices = moments.map((second) => priceAt(stock, { ...at, second }) ?? 0);
  const [first = 0] = prices;
  return { openPaise: first, highPaise: Math.max(...prices), lowPaise: Math.min(...prices), closePaise: prices.at(-1) ?? first };
}

function range(stock: Listing, at: Instant): [number | null, number | null] {
  if (at.second < OPEN) return [null, null];
  const until = Math.min(at.second, lastSecond(stock));
  const steps = Math.min(9, 1 + Math.floor((until - OPEN) / 1800));
  const prices = Array.from({ length: steps + 1 }, (_, n) => priceAt(stock, { ...at, second: OPEN + Math.floor(((until - OPEN) * n) / steps) }) ?? 0);
  return [Math.max(...prices), Math.min(...prices)];
}

function volume(stock: Listing, at: Instant): number {
  const whole = Math.floor(10 ** (3.2 + chance(stock.seed, 11) * 3.2)) * (stock.band === 0 ? 8 : 1);
  const part = Math.max(0, Math.min(1, (at.second - OPEN) / (lastSecond(stock) - OPEN)));
  // More at both ends of the day than in its middle.
  const shape = part + 0.12 * Math.sin(2 * Math.PI * part);
  const minutes = (at.second - OPEN) / 60;
  return Math.floor(whole * Math.max(0, shape + 0.0007 * wave(stock.seed, minutes) * (part > 0 && part < 1 ? 1 : 0)));
}

function dayMove(stock: Listing, day: number, seed: number): number {
  const key = stock.seed + day * 613 + seed * 31;
  const wide = stock.band === 0 ? 0.022 : 0.045;
  return (chance(key, 21) + chance(key, 22) + chance(key, 23) - 1.42) * wide;
}

function lastSecond(stock: Listing): number {
  return stock.band === 0 ? AUCTION : CLOSE;
}

function onGrid(stock: Listing, paise: number): number {
  return Math.max(stock.tick, Math.round(paise / stock.tick) * stock.tick);
}
