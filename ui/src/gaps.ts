// Where nothing was traded, or nobody told what was, a chart shows a gap: the chart library leaves out what has no point.
import type { Candle } from "./wire.ts";

/** A moment of the chart without a bar. */
export interface Blank {
  time: number;
}

const DAY = 86_400;

/** The bars of one length, in seconds, with a blank for each that is missing between two of the same day. Days follow each other
 * without blanks: between them the market was closed. */
export function withGaps(candles: Candle[], length: number): (Candle | Blank)[] {
  const filled: (Candle | Blank)[] = [];
  let before: number | null = null;
  for (const candle of candles) {
    if (before !== null && length < DAY && Math.floor(before / DAY) === Math.floor(candle.time / DAY)) {
      for (let time = before + length; time < candle.time; time += length) filled.push({ time });
    }
    filled.push(candle);
    before = candle.time;
  }
  return filled;
}

export function isBar(point: Candle | Blank): point is Candle {
  return "closePaise" in point;
}

/** Whether `next` is what was drawn, but for its last point, with perhaps some more after it. */
export function goesOn(drawn: (Candle | Blank)[], next: (Candle | Blank)[]): boolean {
  if (next.length < drawn.length || next.length - drawn.length >= 30 || next[drawn.length - 1]?.time !== drawn.at(-1)?.time) return false;
  return drawn.slice(0, -1).every((point, at) => same(point, next[at]));
}

function same(one: Candle | Blank, other: Candle | Blank | undefined): boolean {
  if (other === undefined || one.time !== other.time || !isBar(one) || !isBar(other)) return other !== undefined && one.time === other.time && !isBar(one) && !isBar(other);
  return one.openPaise === other.openPaise && one.highPaise === other.highPaise && one.lowPaise === other.lowPaise && one.closePaise === other.closePaise && one.volume === other.volume;
}
