// Files of the exchange that a person hands to the window, one after the other, and what became of each.
import * as ipc from "../ipc.ts";
import type { ImportedFile } from "../wire.ts";
import { desk } from "./desk.svelte.ts";

/** No file of the exchange is larger, in bytes; the program refuses larger ones too. */
const LARGEST = 64_000_000;

/** A file in hand, and how it is given to the program; a zip archive comes back as every file in it. */
interface Handed {
  name: string;
  give: () => Promise<ImportedFile[]>;
}

class Intake {
  /** Whether files hang over the window. */
  hanging = $state(false);
  /** What became of the files of the last time, in the order in which they were handed over. */
  files = $state.raw<ImportedFile[]>([]);
  /** The file that is being read. */
  reading = $state<string | null>(null);
  /** How many were handed over, and how many of them are done. */
  handed = $state(0);
  done = $state(0);

  /** Takes in files that were chosen in the window. */
  choose(files: File[]): Promise<void> {
    return this.#take(files.map((file) => ({ name: file.name, give: () => bytesOf(file) })));
  }

  /** Takes in files that were dropped on the window, of which the page knows the names only. */
  dropped(names: string[]): Promise<void> {
    this.hanging = false;
    return this.#take(names.map((name, place) => ({ name, give: () => ipc.importDropped(place) })));
  }

  /** One that cannot be read does not stop the others. */
  async #take(handed: Handed[]): Promise<void> {
    if (this.reading !== null || handed.length === 0) return;
    this.files = [];
    this.handed = handed.length;
    this.done = 0;
    for (const { name, give } of handed) {
      this.reading = name;
      const read = await give().catch((reason: unknown) => [refused(name, ipc.sentence(ipc.asProblem(reason)))]);
      this.files = [...this.files, ...read];
      this.done += 1;
    }
    this.reading = null;
    if (this.files.some((file) => file.kind !== null)) await desk.refreshLobby();
  }
}

function refused(file: string, error: string): ImportedFile {
  return { file, kind: null, day: null, rowsRead: 0, rowsSkipped: 0, rowsRefused: 0, refusals: [], error };
}

async function bytesOf(file: File): Promise<ImportedFile[]> {
  if (file.size > LARGEST) return [refused(file.name, "the file is larger than any that the exchange publishes: check that it is the right one")];
  return ipc.importFile(file.name, new Uint8Array(await file.arrayBuffer()));
}

export const intake = new Intake();
