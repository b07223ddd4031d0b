// A search as one types: waits a moment, asks, and shows only the answer to the latest question.
import * as ipc from "../ipc.ts";
import type { Quote } from "../wire.ts";

const WAIT = 40;

export class Finder {
  text = $state("");
  found = $state.raw<Quote[]>([]);
  /** The text that `found` answers. */
  answered = $state("");
  failed = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #question = 0;

  ask(text: string): void {
    this.text = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#fetch(text.trim()), WAIT);
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#question += 1;
    this.text = "";
    this.answered = "";
    this.found = [];
  }

  async #fetch(text: string): Promise<void> {
    this.#question += 1;
    const mine = this.#question;
    try {
      const found = text === "" ? [] : await ipc.search(text);
      if (mine !== this.#question) return;
      this.found = found;
      this.failed = false;
    } catch {
      if (mine !== this.#question) return;
      this.found = [];
      this.failed = true;
    }
    this.answered = text;
  }
}
