// What the stand-in makes of a file that is handed over: one row a line, a line with a question mark refused.
import type { ImportedFile, Message } from "../wire.ts";

export function imported(file: string, bytes: Uint8Array<ArrayBuffer>): ImportedFile {
  const lines = new TextDecoder().decode(bytes).trim().split("\n").slice(1);
  const none: ImportedFile = { file, kind: null, day: null, rowsRead: 0, rowsSkipped: 0, rowsRefused: 0, refusals: [], error: null };
  if (lines.length === 0) return { ...none, error: "the file is empty: download it again" };
  const refusals = lines.flatMap((line, at) => (line.includes("?") ? [{ row: at + 1, reason: `ClsPric: "${line}" is not a price in rupees` }] : []));
  return { ...none, kind: "bhavcopy (UDiFF)", day: "2026-08-03", rowsRead: lines.length, rowsRefused: refusals.length, refusals };
}

/** Files that were dropped on the page and not taken yet. */
let inHand: File[] = [];

/** Tells of files that hang over the page or are dropped on it, as the program does for its window. */
export function drops(tell: (message: Message) => void): void {
  const hang = (over: boolean) => (event: Event) => {
    event.preventDefault();
    tell({ kind: "hanging", over });
  };
  addEventListener("dragover", hang(true));
  addEventListener("dragleave", hang(false));
  addEventListener("drop", (event) => {
    event.preventDefault();
    inHand = [...(event.dataTransfer?.files ?? [])];
    tell({ kind: "dropped", files: inHand.map((file) => file.name) });
  });
}

/** Takes a dropped file in; slowly, so that its reading can be seen. */
export async function takeDropped(place: number): Promise<ImportedFile[]> {
  const file = inHand[place];
  await new Promise((done) => setTimeout(done, 250));
  return [imported(file?.name ?? "", new Uint8Array((await file?.arrayBuffer()) ?? new ArrayBuffer(0)))];
}
