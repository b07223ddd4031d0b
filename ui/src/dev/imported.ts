// What the stand-in makes of a file that is handed over: one row a line, a line with a question mark refused.
import type { ImportedFile } from "../wire.ts";

export function imported(file: string, bytes: Uint8Array<ArrayBuffer>): ImportedFile {
  const lines = new TextDecoder().decode(bytes).trim().split("\n").slice(1);
  const none: ImportedFile = { file, kind: null, day: null, rowsRead: 0, rowsSkipped: 0, rowsRefused: 0, refusals: [], error: null };
  if (lines.length === 0) return { ...none, error: "the file is empty: download it again" };
  const refusals = lines.flatMap((line, at) => (line.includes("?") ? [{ row: at + 1, reason: `ClsPric: "${line}" is not a price in rupees` }] : []));
  return { ...none, kind: "bhavcopy (UDiFF)", day: "2026-08-03", rowsRead: lines.length, rowsRefused: refusals.length, refusals };
}
