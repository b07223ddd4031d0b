// What lies over the screens, and small choices of this sitting.
import type { Product, Speed } from "../wire.ts";
import { route } from "./route.svelte.ts";

class Overlays {
  open = $state<"palette" | "keys" | "cancelAll" | "exitAll" | "convert" | "corporate" | null>(null);
  /** What is converted, while that is asked. */
  converts = $state.raw<{ symbol: string; quantity: number; to: Product } | null>(null);
  /** Whether the stock page shows the facts beside its chart. */
  facts = $state(false);
  /** The speed that play takes up again. */
  speed = $state<Speed>("x10");

  /** The side of the screen that a floating window stands on, while there is one. */
  floating = $state<"left" | "right" | null>(null);

  /** The stock whose best bid and offer are shown beside its row. */
  depthOf = $state<string | null>(null);

  /** The stock whose corporate action is entered. */
  corporateOf = $state("");

  corporate(symbol: string): void {
    this.corporateOf = symbol;
    this.open = "corporate";
  }

  convert(symbol: string, quantity: number, to: Product): void {
    this.converts = { symbol, quantity, to };
    this.open = "convert";
  }

  depth(symbol: string): void {
    this.depthOf = this.depthOf === symbol ? null : symbol;
  }

  toggle(which: "palette" | "keys" | "cancelAll" | "exitAll"): void {
    this.open = this.open === which ? null : which;
  }

  close(): void {
    this.open = null;
  }

  details(symbol: string): void {
    this.facts = !(this.facts && route.symbol === symbol);
    route.go("stock", symbol);
  }
}

export const overlays = new Overlays();
