// The stand-in's boards of the day and its indices, from the rows of its market.
import type { IndexRow, Quote, Ranked, Ranking } from "../wire.ts";
import type { Book } from "./account.ts";
import { DAYS, stamp } from "./market.ts";
import { indicesOf } from "./view.ts";

const UNIVERSE: Record<Ranking, string> = {
  gainers: "series EQ, traded on the day", losers: "series EQ, traded on the day", byValue: "every stock that traded on the day", byVolume: "every stock that traded on the day",
  yearHighs: "every stock, against the days that the archive holds since 03 Aug 2026: not 52 weeks yet", yearLows: "every stock, against the days that the archive holds since 03 Aug 2026: not 52 weeks yet",
  upperBand: "every stock with a fixed price band; those with derivatives have none", lowerBand: "every stock with a fixed price band; those with derivatives have none",
};

export function rankedOf(open: Book, all: Quote[], ranking: Ranking, top: number): Ranked {
  const traded = all.filter((row) => row.changeBp !== null && row.lastPaise !== null);
  const by = (of: (row: Quote) => number | null, down = true) => [...traded].sort((a, b) => ((of(b) ?? 0) - (of(a) ?? 0)) * (down ? 1 : -1));
  const change = (row: Quote) => row.changeBp;
  const eq = (row: Quote) => row.series === "EQ";
  const rows = {
    gainers: () => by(change).filter((row) => eq(row) && (row.changeBp ?? 0) > 0), losers: () => by(change, false).filter((row) => eq(row) && (row.changeBp ?? 0) < 0),
    byValue: () => by((row) => row.turnoverPaise), byVolume: () => by((row) => row.volume),
    yearHighs: () => by(change).filter((row) => (row.changeBp ?? 0) > 250), yearLows: () => by(change, false).filter((row) => (row.changeBp ?? 0) < -250),
    upperBand: () => by(change).filter((row) => (row.changeBp ?? 0) > 480), lowerBand: () => [],
  }[ranking]();
  const marked = !["gainers", "losers", "byValue", "byVolume"].includes(ranking);
  return {
    ranking, asOf: stamp(open.at), day: DAYS[open.at.day] ?? "", source: "Modelled path through the real day", universe: UNIVERSE[ranking], inAll: rows.length,
    rows: rows.slice(0, top).map((quote, at) => ({ quote, reached: marked && quote.lastPaise !== null ? { pricePaise: quote.lastPaise - 5 * (at % 3), on: ranking.startsWith("year") ? "2026-08-03" : null, still: at % 3 !== 2 } : null })),
  };
}

export function indexRows(open: Book, all: Quote[]): IndexRow[] {
  return indicesOf(open).map((index) => ({ index, members: all.filter((row) => row.indices.includes(index.name)).length }));
}
