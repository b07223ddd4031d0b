import { expect, test } from "vitest";
import { arrange, choices } from "./board-order.ts";
import type { Quote } from "./wire.ts";

function row(symbol: string, changeBp: number | null, more: Partial<Quote> = {}): Quote {
  return { symbol, name: `${symbol} Limited`, isin: "", series: "EQ", lastPaise: null, previousClosePaise: null, openPaise: null, highPaise: null, lowPaise: null, changePaise: null, changeBp, volume: null, turnoverPaise: null, asOf: null, source: null, stale: false, heldQuantity: 0, indices: [], absence: null, ...more };
}

const rows = [row("A", 5), row("B", null), row("C", -7, { series: "BE" }), row("M&M", 9, { indices: ["NIFTY 50"] })];
const everything = { text: "", series: null, index: null };
const symbols = (some: Quote[]) => some.map((one) => one.symbol);

test("what is unknown stands last, up or down", () => {
  expect(symbols(arrange(rows, everything, { column: "changeBp", descending: true }))).toEqual(["M&M", "A", "C", "B"]);
  expect(symbols(arrange(rows, everything, { column: "changeBp", descending: false }))).toEqual(["C", "A", "M&M", "B"]);
});

test("text is sought in symbol and name, M&M included", () => {
  expect(symbols(arrange(rows, { ...everything, text: "m&m" }, { column: "symbol", descending: false }))).toEqual(["M&M"]);
});

test("series and index narrow the board", () => {
  expect(symbols(arrange(rows, { ...everything, series: "BE" }, { column: "symbol", descending: false }))).toEqual(["C"]);
  expect(symbols(arrange(rows, { ...everything, index: "NIFTY 50" }, { column: "symbol", descending: false }))).toEqual(["M&M"]);
});

test("the rows that were given are not reordered", () => {
  arrange(rows, everything, { column: "symbol", descending: true });
  expect(symbols(rows)).toEqual(["A", "B", "C", "M&M"]);
});

test("the commonest choice comes first", () => {
  expect(choices(rows, (one) => [one.series])).toEqual(["EQ", "BE"]);
});
