// What lies over the screens, and small choices of this sitting.
import type { Speed } from "../wire.ts";
import { route } from "./route.svelte.ts";

class Overlays {
  open = $state<"palette" | "keys" | null>(null);
  /** Whether the stock page shows the facts beside its chart. */
  facts = $state(false);
  /** The speed that play takes up again. */
  speed = $state<Speed>("x10");

  toggle(which: "palette" | "keys"): void {
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
