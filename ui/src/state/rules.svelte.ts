// The rule books that were asked for: a book of a day never changes while the program runs, but for what the account
// is charged under.
import * as ipc from "../ipc.ts";
import type { RuleBook } from "../wire.ts";
import { desk } from "./desk.svelte.ts";

class Rules {
  #books = new Map<string, Promise<RuleBook>>();

  /** The book of a day; of the account's own day without one. Its charges are those of `under`, a trade's or an
   * estimate's rule version, or of the profile in force. */
  of(day: string | null, under: string | null = null): Promise<RuleBook> {
    const key = [desk.view?.account.name, desk.view?.chargedUnder, day, under].join();
    const known = this.#books.get(key);
    if (known) return known;
    const asked = ipc.rules(day, under);
    this.#books.set(key, asked);
    // What failed is asked again the next time; the account's own day moves on.
    if (day === null) void asked.finally(() => this.#books.delete(key)).catch(() => undefined);
    else asked.catch(() => this.#books.delete(key));
    return asked;
  }
}

export const rules = new Rules();
