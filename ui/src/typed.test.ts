import { expect, test } from "vitest";
import { day } from "./format.ts";
import { readDay, readPrice, readQuantity, stepPrice, stepQuantity, writePrice } from "./typed.ts";

test("a price is read into whole paise without a float between", () => {
  const cases: [string, number | null][] = [
    ["1315.4", 131_540], ["1,315.40", 131_540], ["₹ 1,315", 131_500], ["0.05", 5], ["1315.", 131_500],
    ["", null], ["abc", null], ["1.234", null], ["-5", null], ["1e3", null], [".5", null],
  ];
  for (const [text, paise] of cases) expect(readPrice(text), text).toBe(paise);
});

test("a quantity is a whole number; what is wrong with it is for the rules to say", () => {
  expect(readQuantity("1,000")).toBe(1000);
  expect(readQuantity("-1000")).toBe(-1000);
  expect(readQuantity("0")).toBe(0);
  expect(readQuantity("2.5")).toBeNull();
  expect(readQuantity("")).toBeNull();
});

test("arrow keys land on the tick grid from anywhere", () => {
  expect(stepPrice(131_540, 10, 1)).toBe(131_550);
  expect(stepPrice(131_540, 10, -1)).toBe(131_530);
  expect(stepPrice(131_543, 10, 1)).toBe(131_550);
  expect(stepPrice(131_543, 10, -1)).toBe(131_540);
  expect(stepPrice(5, 5, -1)).toBe(5);
});

test("quantities step by the lot and stay positive", () => {
  expect(stepQuantity(5, 1, 1)).toBe(6);
  expect(stepQuantity(1, 1, -1)).toBe(1);
  expect(stepQuantity(1200, 600, -1)).toBe(600);
});

test("what is written can be read again", () => {
  for (const paise of [1, 5, 99, 100, 131_540]) expect(readPrice(writePrice(paise))).toBe(paise);
});

test("a date is read as it is shown, and as it is otherwise written in India and on the wire", () => {
  for (const text of ["14 Aug 2026", "14 AUG 2026", " 14  august 2026 ", "14-Aug-2026", "14-08-2026", "14/08/2026", "14.8.2026", "2026-08-14", "2026-8-14"]) expect(readDay(text), text).toBe("2026-08-14");
  expect(readDay("04 Aug 2026")).toBe("2026-08-04");
  expect(readDay("29 Feb 2024")).toBe("2024-02-29");
  for (const shown of ["2026-01-01", "2025-12-31", "2026-05-09"]) expect(readDay(day(shown))).toBe(shown);
});

test("what is no day of the calendar is no date", () => {
  for (const text of ["", "14", "14 Aug", "Aug 2026", "14 Augu 2026", "14 Aux 2026", "29 Feb 2026", "31-06-2026", "32 Aug 2026", "00 Aug 2026", "14-13-2026", "08-14-2026", "2026-14-08", "2026-02-29", "14 Aug 26", "tomorrow", "14082026"]) expect(readDay(text), text).toBeNull();
});
