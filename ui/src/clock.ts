// The practice clock between two messages: it runs on smoothly, and is never believed. Time only, no prices.
import type { Clock, Speed } from "./wire.ts";

export const PACE: Record<Speed, number> = { x1: 1, x10: 10, x60: 60 };

/** `HH:MM:SS` as seconds of the day. */
export function seconds(time: string): number {
  const [hours = 0, minutes = 0, rest = 0] = time.split(":").map(Number);
  return hours * 3600 + minutes * 60 + rest;
}

/** Seconds of the day as `HH:MM:SS`. */
export function clockTime(second: number): string {
  const two = (figure: number) => String(Math.floor(figure)).padStart(2, "0");
  return `${two(second / 3600)}:${two((second / 60) % 60)}:${two(second % 60)}`;
}

/**
 * Where the clock stands `elapsed` milliseconds after the message that said so. While it plays it runs on, at most to one
 * second past the next change of phase, and not far beyond a message that does not come.
 */
export function runOn(clock: Clock, elapsed: number): number {
  const said = seconds(clock.now.slice(11, 19));
  if (clock.playing === null || clock.dayOver) return said;
  const pace = PACE[clock.playing];
  const most = Math.max(30, 2 * pace);
  const next = clock.spans.flatMap((span) => [seconds(span.from), seconds(span.to)]).filter((edge) => edge > said);
  const edge = next.length === 0 ? said : Math.min(...next) + 1;
  return Math.min(said + Math.min(most, (Math.max(0, elapsed) / 1000) * pace), edge);
}
