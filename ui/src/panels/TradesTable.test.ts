import { mount, tick, unmount } from "svelte";
import { afterEach, expect, test } from "vitest";
import type { Trade } from "../wire.ts";
import TradesTable from "./TradesTable.svelte";

let shown: Record<string, unknown> | null = null;

afterEach(() => {
  if (shown) void unmount(shown);
});

const charges = { brokeragePaise: 0, sttPaise: 700, transactionPaise: 21, sebiPaise: 1, stampPaise: 0, gstPaise: 4, ipftPaise: 0, dpPaise: 1534, squareOffPaise: 0, totalPaise: 2260 };
const sale: Trade = {
  id: 3, order: 4, symbol: "INFY", side: "sell", product: "cnc", quantity: 6, pricePaise: 117_470, valuePaise: 704_820, at: "2026-08-05T09:08:26+05:30", charges, ruleVersion: "discount-broker-2026/1@2026-03-01", rule: "pre_open_price",
  evidence: [{ name: "Rule", value: "The pre-open matched at one price" }, { name: "Taken from", value: "5 shares of 03 Aug 2026" }, { name: "Taken from", value: "1 share of 04 Aug 2026" }],
};

test("a sale of two purchases names both of them", async () => {
  document.body.replaceChildren();
  shown = mount(TradesTable, { target: document.body, props: { trades: [sale], today: "2026-08-05" } });
  document.querySelector<HTMLButtonElement>("button")?.click();
  await tick();
  const facts = [...document.querySelectorAll("dl[aria-label='Why this price'] dd")].map((fact) => fact.textContent.trim());
  expect(facts.slice(1)).toEqual(["5 shares of 03 Aug 2026 Why?", "1 share of 04 Aug 2026 Why?"]);
});
