import { mount, unmount } from "svelte";
import { afterEach, expect, test } from "vitest";
import type { Order } from "../wire.ts";
import OrdersTable from "./OrdersTable.svelte";

let shown: Record<string, unknown> | null = null;

afterEach(() => {
  if (shown) void unmount(shown);
});

const working: Order = {
  id: 1, filledQuantity: 0, averagePaise: null, lastPaise: 101_250, status: "open", reason: null, rule: null, working: true, history: [],
  ticket: { symbol: "INFY", side: "buy", product: "cnc", type: "limit", validity: "day", quantity: 5, pricePaise: 100_000, triggerPaise: null, disclosed: null, amo: false, note: "" },
  placedAt: "2026-08-03T10:00:00+05:30", updatedAt: "2026-08-03T10:00:00+05:30",
};

function heads(orders: Order[]): { heads: string[]; rows: string[][] } {
  document.body.replaceChildren();
  shown = mount(OrdersTable, { target: document.body, props: { orders, caption: "Orders", today: "2026-08-03" } });
  const texts = (row: Element) => [...row.children].map((cell) => cell.textContent.trim().replaceAll(/\s+/g, " "));
  return { heads: [...document.querySelectorAll("thead th")].map((head) => head.textContent), rows: [...document.querySelectorAll("tbody tr")].map(texts) };
}

test("an order that works stands beside the last price of its stock", () => {
  const { heads: names, rows } = heads([working, { ...working, id: 2, lastPaise: null, status: "trigger_pending" }]);
  expect(names).toEqual(["Time", "Stock", "Order", "Quantity", "Price", "Last price", "Average", "Status"]);
  expect(rows.map((row) => row.slice(4, 6))).toEqual([["1,000.00", "1,012.50"], ["1,000.00", "—"]]);
});

test("orders that have ended need no last price", () => {
  const { heads: names } = heads([{ ...working, lastPaise: null, status: "filled", working: false }]);
  expect(names).not.toContain("Last price");
});
