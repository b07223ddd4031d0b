// Chance that is the same on every machine: the stand-in's prices come from names and seeds, not from Math.random.

/** A whole number from a text (FNV-1a). */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    value ^= text.charCodeAt(i);
    value = Math.imul(value, 0x01000193);
  }
  return value >>> 0;
}

/** 0 to 1 from two whole numbers. */
export function chance(seed: number, step: number): number {
  let value = (seed + Math.imul(step, 0x9e3779b9)) | 0;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return ((value ^ (value >>> 16)) >>> 0) / 4294967296;
}

/** A smooth line through random points one apart, -1 to 1. */
export function wave(seed: number, at: number): number {
  const left = Math.floor(at);
  const part = at - left;
  const ease = part * part * (3 - 2 * part);
  return (chance(seed, left) * (1 - ease) + chance(seed, left + 1) * ease) * 2 - 1;
}
