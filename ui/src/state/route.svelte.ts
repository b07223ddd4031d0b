// Which screen is shown. It lives in the address after `#`, so that back and forward work and links are links.

export const SCREENS = ["dashboard", "market", "stock", "orders", "holdings", "positions", "funds", "rules", "practice", "settings", "admin"] as const;
export type Screen = (typeof SCREENS)[number];

class Route {
  screen = $state<Screen>("dashboard");
  /** The stock of the stock page; null elsewhere. */
  symbol = $state<string | null>(null);
  /** The part of a page, where it has tabs. */
  part = $state<string | null>(null);

  constructor() {
    this.#read();
    window.addEventListener("hashchange", () => this.#read());
  }

  go(screen: Screen, more: string | null = null): void {
    location.hash = address(screen, more);
  }

  #read(): void {
    const [name = "", more = ""] = location.hash.replace(/^#\//, "").split("/");
    this.screen = SCREENS.find((one) => one === name) ?? "dashboard";
    const rest = more === "" ? null : decodeURIComponent(more);
    this.symbol = this.screen === "stock" ? rest : null;
    this.part = this.screen === "stock" ? null : rest;
  }
}

/** The link to a screen; a symbol such as `M&M` is safe in it. */
export function address(screen: Screen, more: string | null = null): string {
  return `#/${screen}${more === null ? "" : `/${encodeURIComponent(more)}`}`;
}

export const route = new Route();
