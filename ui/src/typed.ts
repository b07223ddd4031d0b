// What a person types into a price or quantity field, read into whole paise or shares, and stepped along the tick grid.

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
