// Which rows of the board are shown and in what order. Pure, so that it can be tested; comparing is not reckoning.
import type { Quote } from "./wire.ts";

export type Column = "symbol" | "lastPaise" | "changePaise" | "changeBp" | "openPaise" | "highPaise" | "lowPaise" | "volume" | "turnoverPaise";

export interface Order {
  column: Column;
  descending: boolean;
}

export interface Filter {
  text: string;
  /** A series, or null for all. */
  series: string | null;
  /** An index, or null for all. */
  index: string | null;
}

/** Whether a stock's symbol or name holds the text. */
export function matches(row: Quote, text: string): boolean {
  const wanted = text.trim().toUpperCase();
  return wanted === "" || row.symbol.includes(wanted) || row.name.toUpperCase().includes(wanted);
}

/** The rows that pass the filter, ordered; what is unknown stands last whichever way. */
export function arrange(rows: Quote[], filter: Filter, order: Order): Quote[] {
  const kept = rows.filter((row) =>
    (filter.series === null || row.series === filter.series)
    && (filter.index === null || row.indices.includes(filter.index))
    && matches(row, filter.text));
  return kept.sort((a, b) => compare(a, b, order) || (a.symbol < b.symbol ? -1 : 1));
}

/** The values that a filter can take, most common first. */
export function choices(rows: Quote[], of: (row: Quote) => string[]): string[] {
  const counts = new Map<string, number>();
  for (const row of rows) for (const one of of(row)) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([name]) => name);
}

function compare(a: Quote, b: Quote, { column, descending }: Order): number {
  const [left, right] = [a[column], b[column]];
  if (left === right) return 0;
  if (left === null) return 1;
  if (right === null) return -1;
  return (left < right ? -1 : 1) * (descending ? -1 : 1);
}
