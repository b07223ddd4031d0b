import { expect, test } from "vitest";
import * as format from "./format.ts";

test("rupees are grouped as in India and keep both paise digits", () => {
  const cases: [number, string][] = [
    [0, "₹0.00"], [5, "₹0.05"], [50, "₹0.50"], [100, "₹1.00"], [99_999, "₹999.99"], [100_000, "₹1,000.00"],
    [10_000_000, "₹1,00,000.00"], [1_234_567_890, "₹1,23,45,678.90"], [123_456_789_012_345, "₹12,34,56,78,90,123.45"],
  ];
  for (const [paise, text] of cases) expect(format.rupees(paise)).toBe(text);
});

test("a loss carries a true minus in front of the currency", () => {
  expect(format.rupees(-654_321)).toBe("−₹6,543.21");
  expect(format.amount(-5)).toBe("−0.05");
});

test("a change always carries its sign, and no change carries none", () => {
  expect(format.change(760)).toBe("+7.60");
  expect(format.change(-1080)).toBe("−10.80");
  expect(format.change(0)).toBe("0.00");
  expect(format.changeRupees(41_640)).toBe("+₹416.40");
});

test("basis points are a percentage with two decimals", () => {
  expect(format.percent(123)).toBe("+1.23%");
  expect(format.percent(-5)).toBe("−0.05%");
  expect(format.percent(12_345)).toBe("+123.45%");
  expect(format.percent(0)).toBe("0.00%");
});

test("what is unknown is a dash, never a zero", () => {
  for (const write of [format.rupees, format.amount, format.change, format.changeRupees, format.percent, format.count, format.compact, format.compactRupees]) {
    expect(write(null)).toBe("—");
    expect(write(undefined)).toBe("—");
    expect(write(Number.NaN)).toBe("—");
    expect(write(1.5)).toBe("—");
  }
  expect(format.time(null)).toBe("—");
  expect(format.day(null)).toBe("—");
});

test("lakh and crore are rounded half up and never lose a unit", () => {
  expect(format.compact(99_999)).toBe("99,999");
  expect(format.compact(100_000)).toBe("1.00 L");
  expect(format.compact(5_821_000)).toBe("58.21 L");
  expect(format.compact(5_821_499)).toBe("58.21 L");
  expect(format.compact(5_821_500)).toBe("58.22 L");
  expect(format.compact(9_999_499)).toBe("99.99 L");
  expect(format.compact(9_999_500)).toBe("1.00 Cr");
  expect(format.compact(10_000_000)).toBe("1.00 Cr");
  expect(format.compact(1_234_567_890_000)).toBe("1,23,456.79 Cr");
  expect(format.compactRupees(4_560_000_000)).toBe("₹4.56 Cr");
  expect(format.compactRupees(99)).toBe("₹0");
});

test("times are IST as given, in 24 hours, and days are DD MMM YYYY", () => {
  expect(format.time("2026-08-03T14:05:10+05:30")).toBe("14:05:10");
  expect(format.day("2026-08-03")).toBe("03 Aug 2026");
  expect(format.moment("2026-08-14T15:30:00+05:30")).toBe("14 Aug 2026 15:30:00");
  expect(format.weekday("2026-08-03")).toBe("Mon");
});

test("profit and loss are told apart, and nothing is neither", () => {
  expect(format.tone(1)).toBe("gain");
  expect(format.tone(-1)).toBe("loss");
  expect(format.tone(0)).toBe("flat");
  expect(format.tone(null)).toBe("flat");
});

test("initials come from the first and the last name", () => {
  expect(format.initials("asha")).toBe("AS");
  expect(format.initials("Asha Kumari Rao")).toBe("AR");
});

test("a chart's axis says what the price is, to the paisa", () => {
  for (const paise of [1, 5, 131_540, 14_123_505]) expect(format.axisLabel(format.axis(paise))).toBe(format.amount(paise));
});

test("the size of a file is said in the unit that fits", () => {
  expect([0, 812 * 1024, 1_482_752, 3 * 1024 ** 3, null].map((size) => format.bytes(size))).toEqual(["0 KB", "812 KB", "1.4 MB", "3.0 GB", "—"]);
});

test("whose a price is and of when is said in one way, and an old price says that it is the last known", () => {
  const priced = { asOf: "2026-08-03T14:05:10+05:30", source: "NSE", stale: false };
  expect(format.age(priced)).toBe("NSE · 03 Aug 2026 14:05:10");
  expect(format.age({ ...priced, stale: true })).toBe("NSE · last known 03 Aug 2026 14:05:10");
  expect(format.age({ ...priced, source: null })).toBe("03 Aug 2026 14:05:10");
  expect(format.age({ ...priced, asOf: null })).toBe("No price known yet");
  expect([format.dayShort(priced.asOf), format.minute(priced.asOf), format.dayOf(priced.asOf)]).toEqual(["03 Aug", "14:05", "2026-08-03"]);
});
