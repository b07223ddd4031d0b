// Files of the exchange that a person hands to the window, one after the other, and what became of each.
import * as ipc from "../ipc.ts";
import type { ImportedFile } from "../wire.ts";
import { desk } from "./desk.svelte.ts";

/** No file of the exchange is larger, in bytes; the program refuses larger ones too. */
const LARGEST = 64_000_000;

class Intake {
  /** What became of the files of the last time, in the order in which they were handed over. */
  files = $state.raw<ImportedFile[]>([]);
  /** The file that is being read. */
  reading = $state<string | null>(null);

  /** Takes files in. One that cannot be read does not stop the others. */
  async take(handed: Iterable<File>): Promise<void> {
    if (this.reading !== null) return;
    this.files = [];
    for (const file of handed) {
      this.reading = file.name;
      this.files = [...this.files, await one(file)];
    }
    this.reading = null;
    if (this.files.some((file) => file.kind !== null)) await desk.refreshLobby();
  }
}

async function one(file: File): Promise<ImportedFile> {
  const refused = (error: string): ImportedFile => ({ file: file.name, kind: null, day: null, rowsRead: 0, rowsSkipped: 0, rowsRefused: 0, refusals: [], error });
  if (file.size > LARGEST) return refused("the file is larger than any that the exchange publishes: check that it is the right one");
  try {
    return await ipc.importFile(file.name, new Uint8Array(await file.arrayBuffer()));
  } catch (reason) {
    return refused(ipc.sentence(ipc.asProblem(reason)));
  }
}

export const intake = new Intake();
