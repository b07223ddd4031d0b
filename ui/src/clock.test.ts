import { expect, test } from "vitest";
import { clockTime, runOn, seconds } from "./clock.ts";
import type { Clock } from "./wire.ts";

function clock(now: string, more: Partial<Clock> = {}): Clock {
  return {
    now: `2026-08-03T${now}+05:30`, day: "2026-08-03", mode: "practice", badge: "", phase: "", trading: true, playing: "x10",
    spans: [{ from: "09:15:00", to: "15:15:00", tone: "continuous", label: "" }, { from: "15:15:00", to: "15:35:00", tone: "auction", label: "" }],
    marks: [], countdown: null, dayOver: false, lastDay: false, liveOn: false, answeredAt: null, errand: null, ...more,
  };
}

test("times and seconds of the day agree", () => {
  expect(seconds("14:05:10")).toBe(50_710);
  expect(clockTime(50_710.9)).toBe("14:05:10");
});

test("a playing clock runs on at its speed", () => {
  expect(clockTime(runOn(clock("10:00:00"), 1500))).toBe("10:00:15");
});

test("a paused clock and a closed day stand still", () => {
  expect(clockTime(runOn(clock("10:00:00", { playing: null }), 5000))).toBe("10:00:00");
  expect(clockTime(runOn(clock("16:00:00", { dayOver: true }), 5000))).toBe("16:00:00");
});

test("it never runs more than a second past the next change of phase", () => {
  expect(clockTime(runOn(clock("15:14:50"), 10_000))).toBe("15:15:01");
});

test("it does not run away when messages stop", () => {
  expect(clockTime(runOn(clock("10:00:00"), 600_000))).toBe("10:00:30");
});
