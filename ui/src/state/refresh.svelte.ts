// Asks the program for something again and again while it is on screen: whenever the account's view has changed, but not more
// often than the eye needs, and never twice at once. What is asked for may change; an answer to an older question is dropped.
import * as ipc from "../ipc.ts";
import type { Problem } from "../wire.ts";

export class Refresh<T> {
  value = $state.raw<T | null>(null);
  problem = $state.raw<Problem | null>(null);
  #busy = false;
  #again = false;
  #question = 0;
  #asked = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `pause` is the least time between two questions, in milliseconds. */
  constructor(private readonly ask: () => Promise<T>, private readonly pause = 1500) {}

  /** Asks soon; at once when the last time is long enough ago. */
  soon(): void {
    if (this.#busy) {
      this.#again = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#load(), Math.max(0, this.#asked + this.pause - performance.now()));
  }

  /** Asks at once for something else; what was shown stays until the answer. */
  now(): void {
    this.#question += 1;
    this.#asked = Number.NEGATIVE_INFINITY;
    this.#busy = false;
    this.soon();
  }

  /** Asks at once for something else: what was shown is forgotten. */
  anew(): void {
    this.value = null;
    this.problem = null;
    this.now();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#question += 1;
    this.#busy = false;
  }

  async #load(): Promise<void> {
    this.#busy = true;
    this.#asked = performance.now();
    const mine = this.#question;
    try {
      const value = await this.ask();
      if (mine === this.#question) [this.value, this.problem] = [value, null];
    } catch (reason) {
      if (mine === this.#question) this.problem = ipc.asProblem(reason);
    }
    if (mine !== this.#question) return;
    this.#busy = false;
    if (this.#again) {
      this.#again = false;
      this.soon();
    }
  }
}
