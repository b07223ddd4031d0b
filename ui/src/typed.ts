// What a person types into a field for a price, a quantity or a date, read into whole paise, shares or a day of the wire;
// prices are stepped along the tick grid.

/** The ways in which a date may be typed, for a refusal. */
export const DATES = "A date such as 14 Aug 2026, 14-08-2026 or 2026-08-14";

/** A date as typed (`14 Aug 2026`, `14-08-2026`, `2026-08-14`) as the wire writes it: `2026-08-14`; null when it is no day of the calendar. */
export function readDay(text: string): string | null {
  const [, year = "", month = "", day = ""] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim()) ?? [];
  if (year !== "") return dated(year, Number(month), Number(day));
  const parts = /^(\d{1,2})[\s./-]+(\d{1,2}|[a-z]{3,9})[\s.,/-]+(\d{4})$/i.exec(text.trim());
  if (!parts) return null;
  const [, of = "", named = "", inYear = ""] = parts;
  return dated(inYear, /^\d/.test(named) ? Number(named) : monthOf(named), Number(of));
}

function monthOf(name: string): number {
  const wanted = name.toLowerCase();
  return FULL.findIndex((month) => month === wanted || month.slice(0, 3) === wanted) + 1;
}

/** The day where the calendar has it: no 31 June, no 29 February of an ordinary year. */
function dated(year: string, month: number, day: number): string | null {
  const date = new Date(0);
  date.setUTCFullYear(Number(year), month - 1, day);
  const there = month >= 1 && month <= 12 && date.getUTCDate() === day;
  return there ? `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}` : null;
}

const FULL = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/** A price as typed (`1,315.4`) in paise; null when it is not a price with at most two decimals. */
export function readPrice(text: string): number | null {
  const match = /^(\d{1,11})(?:\.(\d{0,2}))?$/.exec(clean(text));
  if (!match) return null;
  return Number(`${match[1]}${(match[2] ?? "").padEnd(2, "0")}`);
}

/** A number of shares as typed (`1,000`, `-5`); null when it is not a whole number. */
export function readQuantity(text: string): number | null {
  const cleaned = clean(text).replace("−", "-");
  return /^-?\d{1,12}$/.test(cleaned) ? Number(cleaned) : null;
}

/** Paise as a person would type them: `131540` is `1315.40`. */
export function writePrice(paise: number | null): string {
  if (paise === null) return "";
  const text = String(paise).padStart(3, "0");
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
}

/** The next price of the grid above (`+1`) or below (`-1`), never under one tick. */
export function stepPrice(paise: number, tick: number, direction: 1 | -1): number {
  const below = paise - (paise % tick);
  const onGrid = below === paise;
  if (direction === 1) return below + tick;
  return Math.max(tick, onGrid ? below - tick : below);
}

/** The next quantity in steps of the lot, never under one lot. */
export function stepQuantity(quantity: number, lot: number, direction: 1 | -1): number {
  return Math.max(lot, quantity + direction * lot);
}

function clean(text: string): string {
  return text.replace(/[,\s₹]/g, "");
}
