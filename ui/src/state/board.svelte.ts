// All stocks, kept fresh while the board is on screen: fetched whole once, then changed row by row.
import * as ipc from "../ipc.ts";
import type { BoardChange, Problem, Quote } from "../wire.ts";

class BoardOfStocks {
  rows = $state.raw<Quote[]>([]);
  asOf = $state.raw<string | null>(null);
  source = $state.raw<string | null>(null);
  problem = $state.raw<Problem | null>(null);
  loading = $state(false);
  #place = new Map<string, number>();

  async load(): Promise<void> {
    this.loading = true;
    this.problem = null;
    try {
      const board = await ipc.board();
      this.#place = new Map(board.rows.map((row, at) => [row.symbol, at]));
      this.rows = board.rows;
      this.asOf = board.asOf;
      this.source = board.source;
    } catch (reason) {
      this.problem = ipc.asProblem(reason);
    } finally {
      this.loading = false;
    }
  }

  change(change: BoardChange): void {
    if (this.rows.length === 0) return;
    const rows = [...this.rows];
    for (const tick of change.rows) {
      const at = this.#place.get(tick.symbol);
      const row = at === undefined ? undefined : rows[at];
      if (at !== undefined && row) rows[at] = { ...row, ...tick, asOf: change.asOf };
    }
    this.rows = rows;
    this.asOf = change.asOf;
  }

  forget(): void {
    this.rows = [];
    this.asOf = null;
    this.#place.clear();
  }
}

export const board = new BoardOfStocks();
