// The commands of the palette: what one can do by name.
import { lockWindow } from "./keys.ts";
import { desk } from "./state/desk.svelte.ts";
import { overlays } from "./state/overlays.svelte.ts";
import { route } from "./state/route.svelte.ts";
import type { Settings, View } from "./wire.ts";

export interface Command {
  name: string;
  about: string;
  key?: string;
  run: () => void;
}

/** What can be done now, in this account. */
export function commands(view: View): Command[] {
  return [...screens(), ...deeds(view), ...(view.account.kind === "practice" ? clock(view) : []), ...dress(), { name: "Keys", about: "Every key of the window", key: "?", run: () => (overlays.open = "keys") }];
}

function screens(): Command[] {
  return [
    { name: "Dashboard", about: "Value, profit, movers", key: "A", run: () => route.go("dashboard") },
    { name: "Market", about: "All stocks, gainers, losers, most active", key: "M", run: () => route.go("market") },
    { name: "Orders", about: "Open, executed, rejected, trades", key: "O", run: () => route.go("orders") },
    { name: "Holdings", about: "The portfolio", key: "H", run: () => route.go("holdings") },
    { name: "Positions", about: "Intraday", key: "P", run: () => route.go("positions") },
    { name: "Funds", about: "Cash, charges, contract notes", key: "F", run: () => route.go("funds") },
    { name: "Triggers", about: "Good till triggered (GTT), across days", run: () => route.go("orders", "triggers") },
    { name: "Basket", about: "Several orders, checked and placed together", key: "K", run: () => route.go("orders", "basket") },
    { name: "Rules", about: "The rule book of the account's day, and what changed", run: () => route.go("rules") },
    { name: "Practice", about: "Past days, practice accounts", run: () => route.go("practice") },
    { name: "Settings", about: "Theme, density, data, ledger", run: () => route.go("settings") },
    { name: "Administration", about: "Users, health, the log of acts", run: () => route.go("admin") },
    { name: "Lock the window", about: "The password opens it again", key: "Ctrl L", run: lockWindow },
  ];
}

function deeds(view: View): Command[] {
  const open = view.orders.some((order) => order.working);
  const positions = view.positions.some((position) => position.openQuantity > 0);
  return [
    ...(open ? [{ name: "Cancel all orders", about: "Every open order", key: "X", run: () => (overlays.open = "cancelAll") }] : []),
    ...(positions ? [{ name: "Exit all positions", about: "Every intraday position, at the market", key: "E", run: () => (overlays.open = "exitAll") }] : []),
  ];
}

function clock(view: View): Command[] {
  const { dayOver, lastDay, playing } = view.clock;
  const act = (action: Parameters<typeof desk.act>[0]) => () => void desk.act(action);
  if (dayOver) return lastDay ? [] : [{ name: "Next day", about: "Start the next trading day", run: act({ kind: "nextDay" }) }];
  return [
    playing ? { name: "Pause the clock", about: "", key: "Space", run: act({ kind: "pause" }) } : { name: "Play the clock", about: "", key: "Space", run: act({ kind: "play", speed: overlays.speed }) },
    { name: "Step 15 seconds", about: "", key: "→", run: act({ kind: "step" }) },
    { name: "Next event", about: "The account's next event or the next phase", run: act({ kind: "nextEvent" }) },
    { name: "Jump to the close", about: "The end of this day", run: act({ kind: "toClose" }) },
  ];
}

function dress(): Command[] {
  const settings = desk.lobby?.settings;
  if (!settings) return [];
  const save = (change: Partial<Settings>) => () => void desk.save({ ...settings, ...change });
  return [
    { name: "Dark theme", about: "", run: save({ theme: "dark" }) },
    { name: "Light theme", about: "", run: save({ theme: "light" }) },
    { name: "Theme of the system", about: "", run: save({ theme: "system" }) },
  ];
}
