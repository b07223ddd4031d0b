import { expect, test } from "vitest";
import { goesOn, isBar, withGaps } from "./gaps.ts";
import type { Candle } from "./wire.ts";

const bar = (time: number): Candle => ({ time, openPaise: 1, highPaise: 1, lowPaise: 1, closePaise: 1, volume: 1 });
const times = (candles: Candle[], length: number) => withGaps(candles, length).map((point) => (isBar(point) ? point.time : -point.time));

test("minutes without a bar are blanks, so that a gap is drawn as wide as it was long", () => {
  expect(times([bar(600), bar(660), bar(840)], 60)).toEqual([600, 660, -720, -780, 840]);
  expect(times([bar(600), bar(1500)], 300)).toEqual([600, -900, -1200, 1500]);
  expect(times([], 60)).toEqual([]);
});

test("the night is no gap, and days have none", () => {
  expect(times([bar(86_340), bar(86_400 + 33_300)], 60)).toEqual([86_340, 119_700]);
  expect(times([bar(0), bar(5 * 86_400)], 86_400)).toEqual([0, 432_000]);
});

test("what is drawn is drawn anew only where something before its end became another", () => {
  const drawn = withGaps([bar(0), bar(60), bar(180)], 60);
  expect(goesOn(drawn, withGaps([bar(0), bar(60), { ...bar(180), closePaise: 2 }, bar(240)], 60))).toBe(true);
  expect(goesOn(drawn, withGaps([bar(0), { ...bar(60), highPaise: 9 }, bar(180)], 60))).toBe(false);
  expect(goesOn(drawn, withGaps([bar(0), bar(60), bar(120), bar(180)], 60))).toBe(false);
  expect(goesOn(drawn, withGaps([bar(0)], 60))).toBe(false);
});
