// The keyboard: one table, read by the one listener and by the overlay that shows it.
import { asProblem } from "./ipc.ts";
import { desk } from "./state/desk.svelte.ts";
import { gtt } from "./state/gtt.svelte.ts";
import { overlays } from "./state/overlays.svelte.ts";
import { route } from "./state/route.svelte.ts";
import { toasts } from "./state/toasts.svelte.ts";
import { ticket } from "./state/ticket.svelte.ts";
import { watch } from "./state/watch.svelte.ts";

export interface Key {
  keys: string[];
  what: string;
  group: "Trade" | "Go to" | "Lists" | "Practice clock" | "Everywhere";
}

export const KEYS: Key[] = [
  { keys: ["B"], what: "Buy the stock in hand", group: "Trade" },
  { keys: ["S"], what: "Sell the stock in hand", group: "Trade" },
  { keys: ["C"], what: "Its chart", group: "Trade" },
  { keys: ["D"], what: "Its details", group: "Trade" },
  { keys: ["Q"], what: "Its depth: best bid and offer", group: "Trade" },
  { keys: ["G"], what: "A trigger (GTT) on it", group: "Trade" },
  { keys: ["X"], what: "Cancel all open orders", group: "Trade" },
  { keys: ["E"], what: "Exit all intraday positions", group: "Trade" },
  { keys: ["A"], what: "Dashboard", group: "Go to" },
  { keys: ["M"], what: "Market", group: "Go to" },
  { keys: ["O"], what: "Orders", group: "Go to" },
  { keys: ["H"], what: "Holdings", group: "Go to" },
  { keys: ["P"], what: "Positions", group: "Go to" },
  { keys: ["F"], what: "Funds", group: "Go to" },
  { keys: ["K"], what: "Basket", group: "Go to" },
  { keys: ["1", "…", "7"], what: "Watch list 1 to 7", group: "Lists" },
  { keys: ["↑", "↓"], what: "Row by row", group: "Lists" },
  { keys: ["Enter"], what: "Open the row", group: "Lists" },
  { keys: ["Delete"], what: "Take it off the watch list", group: "Lists" },
  { keys: ["Space"], what: "Play or pause", group: "Practice clock" },
  { keys: ["→"], what: "One beat on (15 s)", group: "Practice clock" },
  { keys: ["Shift", "→"], what: "To the next event", group: "Practice clock" },
  { keys: ["/"], what: "Find a stock or a command (or Ctrl K)", group: "Everywhere" },
  { keys: ["Ctrl", "L"], what: "Lock the window", group: "Everywhere" },
  { keys: ["?"], what: "These keys", group: "Everywhere" },
  { keys: ["Esc"], what: "Close what is open", group: "Everywhere" },
];

/** Answers a key press anywhere in the window. */
export function pressed(event: KeyboardEvent): void {
  if (event.defaultPrevented || desk.stage !== "open") return;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") return take(event, () => overlays.toggle("palette"));
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "l") return take(event, lockWindow);
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target instanceof HTMLElement ? event.target : document.body;
  if (event.key === "Escape") {
    if (overlays.depthOf) take(event, () => (overlays.depthOf = null));
    else if (ticket.open) take(event, () => ticket.close());
    else if (gtt.open) take(event, () => gtt.close());
    return;
  }
  // Letters never fire where one types, nor behind a dialog. A choice or a tick takes no letters: only arrows and space are its own.
  const chosen = target.closest("input[type='radio'], input[type='checkbox']") !== null;
  if (target.closest("dialog, [role='dialog']") || (!chosen && target.closest("input, select, textarea"))) return;
  const act = letters(event) ?? (chosen ? undefined : (rows(event, target) ?? clock(event, target)));
  if (act) take(event, act);
}

/** Locks the window; who has no password is told what locking would need. */
export function lockWindow(): void {
  desk.lock().catch((reason: unknown) => toasts.problem(asProblem(reason)));
}

let pointed = false;
let wheeled = false;
let over: HTMLElement | null = null;

/** The pointer moved, the wheel turned or the focus went elsewhere: what was touched last is what keys mean. */
export function touched(event: Event): void {
  pointed = event.type !== "focusin";
  wheeled = event.type === "wheel";
  over = pointed && event.target instanceof Element ? event.target.closest<HTMLElement>("[data-symbol]") : null;
}

/** The row under the pointer. One that came there because a window above it closed was not touched. */
function underPointer(): HTMLElement | null {
  if (wheeled) return document.querySelector<HTMLElement>("[data-symbol]:hover");
  return over?.matches(":hover") ? over : null;
}

/** The stock in hand: of the row touched last, by pointer or by keyboard, of the page, else of the list's cursor. */
export function inHand(): string | null {
  const focused = document.activeElement?.closest<HTMLElement>("[data-symbol]")?.dataset.symbol;
  const under = underPointer()?.dataset.symbol;
  return (pointed ? (under ?? focused) : (focused ?? under)) ?? route.symbol ?? watch.cursor;
}

function letters(event: KeyboardEvent): (() => void) | undefined {
  if (event.key === "?") return () => overlays.toggle("keys");
  if (event.key === "/") return () => overlays.toggle("palette");
  if (/^[1-7]$/.test(event.key)) return () => watch.choose(Number(event.key));
  if (event.shiftKey) return undefined;
  const symbol = inHand();
  switch (event.key.toLowerCase()) {
    case "b": return symbol ? () => ticket.show({ symbol, side: "buy" }) : undefined;
    case "s": return symbol ? () => ticket.show({ symbol, side: "sell" }) : undefined;
    case "c": return symbol ? () => route.go("stock", symbol) : undefined;
    case "d": return symbol ? () => overlays.details(symbol) : undefined;
    case "q": return symbol ? () => overlays.depth(symbol) : undefined;
    case "g": return symbol ? () => ticket.triggerOn(symbol) : undefined;
    case "x": return () => overlays.toggle("cancelAll");
    case "e": return () => overlays.toggle("exitAll");
    case "k": return () => route.go("orders", "basket");
    case "a": return () => route.go("dashboard");
    case "m": return () => route.go("market");
    case "o": return () => route.go("orders");
    case "h": return () => route.go("holdings");
    case "p": return () => route.go("positions");
    case "f": return () => route.go("funds");
    default: return undefined;
  }
}

/** Up and down walk the rows of the list that has the focus, else of the page, else of the watch list. */
function rows(event: KeyboardEvent, target: HTMLElement): (() => void) | undefined {
  if (event.key === "Delete") {
    const listed = target.closest<HTMLElement>("[data-watch]")?.dataset.symbol;
    return listed ? () => void desk.tell({ kind: "unwatch", list: watch.list, symbol: listed }) : undefined;
  }
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return undefined;
  const list = target.closest("[data-rows]") ?? document.querySelector("main [data-rows='page']") ?? document.querySelector("[data-rows='watch']");
  const stops = list ? [...list.querySelectorAll<HTMLElement>("[data-row]")] : [];
  if (stops.length === 0) return undefined;
  const row = target.closest("[data-symbol]") ?? target;
  const at = stops.findIndex((stop) => stop === target || row.contains(stop));
  const next = at === -1 ? 0 : at + (event.key === "ArrowDown" ? 1 : -1);
  return () => stops[Math.max(0, Math.min(stops.length - 1, next))]?.focus();
}

function clock(event: KeyboardEvent, target: HTMLElement): (() => void) | undefined {
  const view = desk.view;
  if (!view || view.account.kind !== "practice") return undefined;
  if (event.key === " ") {
    if (target.closest("button, a, summary, [role='tab']")) return undefined;
    return () => void desk.act(view.clock.playing ? { kind: "pause" } : { kind: "play", speed: overlays.speed });
  }
  if (event.key !== "ArrowRight" || target.closest("[role='tablist']")) return undefined;
  return () => void desk.act({ kind: event.shiftKey ? "nextEvent" : "step" });
}

function take(event: KeyboardEvent, act: () => void): void {
  event.preventDefault();
  act();
}
