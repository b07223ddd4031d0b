// Which watch list is shown, and which of its rows is the cursor.
import type { Quote } from "../wire.ts";
import { desk } from "./desk.svelte.ts";

class Watch {
  /** 1 to 7. */
  list = $state(1);
  chosen = $state<string | null>(null);

  get rows(): Quote[] {
    return desk.view?.lists[this.list - 1] ?? [];
  }

  /** The row that keys act on when nothing else is in hand. */
  get cursor(): string | null {
    const rows = this.rows;
    return (rows.find((row) => row.symbol === this.chosen) ?? rows[0])?.symbol ?? null;
  }

  choose(list: number): void {
    this.list = list;
    this.chosen = null;
  }

  has(symbol: string): boolean {
    return this.rows.some((row) => row.symbol === symbol);
  }
}

export const watch = new Watch();
