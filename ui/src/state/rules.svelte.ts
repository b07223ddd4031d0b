// The rule books that were asked for, by day: a book of a day never changes while the program runs.
import * as ipc from "../ipc.ts";
import type { RuleBook } from "../wire.ts";

class Rules {
  #books = new Map<string, Promise<RuleBook>>();

  /** The book of a day; of the account's own day without one. */
  of(day: string | null): Promise<RuleBook> {
    const key = day ?? "";
    const known = this.#books.get(key);
    if (known) return known;
    const asked = ipc.rules(day);
    this.#books.set(key, asked);
    // What failed is asked again the next time; the account's own day moves on.
    if (day === null) void asked.finally(() => this.#books.delete(key)).catch(() => undefined);
    else asked.catch(() => this.#books.delete(key));
    return asked;
  }
}

export const rules = new Rules();
