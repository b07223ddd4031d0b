// How numbers and times are written. Every figure of the window passes through here; nothing here does arithmetic on
// money: amounts are whole paise and are cut into digits, never divided.

/** What is shown for a figure that is not known. */
export const UNKNOWN = "—";

const MINUS = "−";
const RUPEE = "₹";

type Unknown = null | undefined;

/** `12345678` paise as `1,23,456.78`; the sign, if negative, is a true minus. */
export function amount(paise: number | Unknown): string {
  if (!known(paise)) return UNKNOWN;
  return (paise < 0 ? MINUS : "") + unsigned(paise);
}

/** `12345678` paise as `₹1,23,456.78`. */
export function rupees(paise: number | Unknown): string {
  if (!known(paise)) return UNKNOWN;
  return (paise < 0 ? MINUS : "") + RUPEE + unsigned(paise);
}

/** A change in paise, always with its sign: `+7.60`, `−10.80`; nothing changed is `0.00`. */
export function change(paise: number | Unknown): string {
  return known(paise) ? sign(paise) + unsigned(paise) : UNKNOWN;
}

/** A change in paise with sign and currency: `+₹416.40`. */
export function changeRupees(paise: number | Unknown): string {
  return known(paise) ? sign(paise) + RUPEE + unsigned(paise) : UNKNOWN;
}

/** Basis points as a percentage, always with its sign: `123` is `+1.23%`. */
export function percent(basisPoints: number | Unknown): string {
  return known(basisPoints) ? sign(basisPoints) + unsigned(basisPoints) + "%" : UNKNOWN;
}

/** A part of a whole from basis points: `10.13%`, without a sign. */
export function share(basisPoints: number | Unknown): string {
  return basisPoints === null || basisPoints === undefined ? UNKNOWN : `${amount(basisPoints)}%`;
}

/** Hundredths of a point of an index: `2470285` is `24,702.85`. */
export const points = amount;

/** A change of an index in hundredths of a point, with its sign. */
export const pointsChange = change;

/** Paise as the rupees that a chart's axis wants: the only figure of the window that is not whole. Never read back. */
export function axis(paise: number): number {
  return paise / 100;
}

/** What a chart says at a height of its axis, to the paisa. */
export function axisLabel(rupees: number): string {
  return amount(Math.round(rupees * 100));
}

/** Shares or a count with Indian grouping: `1234567` is `12,34,567`. */
export function count(quantity: number | Unknown): string {
  if (!known(quantity)) return UNKNOWN;
  return (quantity < 0 ? MINUS : "") + group(digits(quantity));
}

/** A count in lakh and crore: `5821000` is `58.21 L`; below one lakh in full. */
export function compact(quantity: number | Unknown): string {
  if (!known(quantity)) return UNKNOWN;
  return (quantity < 0 ? MINUS : "") + shorten(digits(quantity));
}

/** Paise in lakh and crore of rupees: `₹4.56 Cr`; below one lakh in whole rupees. */
export function compactRupees(paise: number | Unknown): string {
  if (!known(paise)) return UNKNOWN;
  const whole = digits(paise).padStart(3, "0").slice(0, -2);
  return (paise < 0 ? MINUS : "") + RUPEE + shorten(whole);
}

/** `gain`, `loss` or `flat`: the class of a figure that may be a profit. */
export function tone(figure: number | Unknown): "gain" | "loss" | "flat" {
  if (!known(figure) || figure === 0) return "flat";
  return figure > 0 ? "gain" : "loss";
}

/** `2026-08-03T14:05:10+05:30` as `14:05:10`. Every time that reaches the window is IST. */
export function time(moment: string | Unknown): string {
  return moment ? moment.slice(11, 19) : UNKNOWN;
}

/** `2026-08-03` or a moment of it as `03 Aug 2026`. */
export function day(moment: string | Unknown): string {
  if (!moment) return UNKNOWN;
  const month = MONTHS[Number(moment.slice(5, 7)) - 1];
  return month === undefined ? UNKNOWN : `${moment.slice(8, 10)} ${month} ${moment.slice(0, 4)}`;
}

/** `03 Aug 2026 14:05:10`. */
export function moment(at: string | Unknown): string {
  return at ? `${day(at)} ${time(at)}` : UNKNOWN;
}

/** The day of a moment as the wire writes it: `2026-08-03`. */
export function dayOf(at: string): string {
  return at.slice(0, 10);
}

/** `03 Aug`: where the year is plain. */
export function dayShort(at: string | Unknown): string {
  return day(at).slice(0, 6);
}

/** `14:05`: where seconds say nothing. */
export function minute(at: string | Unknown): string {
  return time(at).slice(0, 5);
}

/** Whose a price is and of when: `NSE · 03 Aug 2026 14:05:10`, `Bhavcopy · last known 14 Aug 2026 15:30:00`. */
export function age(priced: { asOf: string | null; source: string | null; stale: boolean }): string {
  if (priced.asOf === null) return "No price known yet";
  return [...(priced.source === null ? [] : [priced.source]), `${priced.stale ? "last known " : ""}${moment(priced.asOf)}`].join(" · ");
}

/** The weekday of a day: `Mon`. */
export function weekday(moment: string): string {
  const date = new Date(`${moment.slice(0, 10)}T00:00:00Z`);
  return WEEKDAYS[date.getUTCDay()] ?? UNKNOWN;
}

/** `asha rao` as `AR`: what stands in the circle of a user. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)].map((word) => [...(word ?? "")][0]) : [...name.trim()].slice(0, 2);
  return letters.join("").toLocaleUpperCase("en-IN");
}

/** The size of a file: `1.4 MB`, `812 KB`. */
export function bytes(size: number | Unknown): string {
  if (!known(size)) return UNKNOWN;
  if (size < 1024 * 1024) return `${count(Math.ceil(size / 1024))} KB`;
  const megabytes = size / (1024 * 1024);
  return megabytes < 1024 ? `${megabytes.toFixed(1)} MB` : `${(megabytes / 1024).toFixed(1)} GB`;
}

/** Words of the program in which a figure is not parted from its `%`. */
export function unbroken(words: string): string {
  return words.replace(/(\d) %/g, "$1\u00a0%");
}

/** One or many: `plural(1, "order")` is `1 order`. */
export function plural(quantity: number, one: string, many = `${one}s`): string {
  return `${count(quantity)} ${quantity === 1 ? one : many}`;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

function known(figure: number | Unknown): figure is number {
  return figure !== null && figure !== undefined && Number.isSafeInteger(figure);
}

function sign(figure: number): string {
  if (figure === 0) return "";
  return figure > 0 ? "+" : MINUS;
}

function digits(figure: number): string {
  return String(figure).replace("-", "");
}

/** Hundredths as grouped digits with two decimals. */
function unsigned(hundredths: number): string {
  const text = digits(hundredths).padStart(3, "0");
  return `${group(text.slice(0, -2))}.${text.slice(-2)}`;
}

/** Indian grouping: the last three, then by two. */
function group(whole: string): string {
  if (whole.length <= 3) return whole;
  return `${whole.slice(0, -3).replace(/\B(?=(\d\d)+$)/g, ",")},${whole.slice(-3)}`;
}

function shorten(whole: string): string {
  if (whole.length <= 5) return group(whole);
  const places = whole.length > 7 ? 7 : 5;
  const kept = roundDigits(whole, places - 2);
  // 99,99,999 rounds up into the next unit.
  if (places === 5 && kept.length > 4) return "1.00 Cr";
  return `${group(kept.slice(0, -2))}.${kept.slice(-2)} ${places === 7 ? "Cr" : "L"}`;
}

/** Drops the last `places` digits, half up. */
function roundDigits(whole: string, places: number): string {
  const kept = BigInt(whole.slice(0, -places));
  return String((whole.at(-places) ?? "0") >= "5" ? kept + 1n : kept);
}
