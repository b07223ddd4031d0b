import { mount, unmount } from "svelte";
import { afterEach, expect, test } from "vitest";
import type { CarriedShort } from "../wire.ts";
import CarriedShorts from "./CarriedShorts.svelte";

let shown: Record<string, unknown> | null = null;

afterEach(() => {
  if (shown) void unmount(shown);
});

test("what is owed is told as a short position with the day on which the exchange buys it in", () => {
  const short: CarriedShort = { symbol: "IDEA", soldOn: "2026-08-03", boughtInOn: "2026-08-04", quantity: 20, averagePaise: 19_998, lastPaise: 25_000, unrealisedPaise: -100_040, marginPaise: 133_320, asOf: "2026-08-04T10:00:00+05:30", source: "Modelled path", stale: false };
  document.body.replaceChildren();
  shown = mount(CarriedShorts, { target: document.body, props: { shorts: [short, { ...short, symbol: "VI", lastPaise: null, unrealisedPaise: null, stale: true }] } });
  const rows = [...document.body.querySelectorAll("tbody tr")].map((row) => [...row.children].map((cell) => cell.textContent.trim().replaceAll(/\s+/g, " ")));
  expect(rows[0]).toEqual(["IDEA Sold 03 Aug 2026", "−20", "199.98", "04 Aug 2026", "250.00", "1,333.20", expect.stringContaining("−1,000.40")]);
  expect(rows[1]?.slice(0, 5)).toEqual(["VI Sold 03 Aug 2026 Stale", "−20", "199.98", "04 Aug 2026", "—"]);
  expect(rows[1]?.at(-1)).toContain("—");
  expect(document.body.textContent).toContain("the exchange buys them in");
});
