import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as ipc from "../ipc.ts";
import type { Estimate, Gtt, Problem } from "../wire.ts";
import { gtt } from "./gtt.svelte.ts";

vi.mock("../ipc.ts", async (original) => ({ ...(await original<typeof ipc>()), act: vi.fn(), estimate: vi.fn() }));

beforeEach(() => {
  vi.mocked(ipc.estimate).mockReset().mockResolvedValue({ pricePaise: 131_540, tickPaise: 10, lot: 1 } as Estimate);
  vi.mocked(ipc.act).mockReset().mockResolvedValue({ message: "Trigger placed", order: null, orders: [], gtt: null });
});
afterEach(() => gtt.close());

test("a single trigger carries one leg, an OCO two of the same quantity", async () => {
  gtt.show({ symbol: "RELIANCE", side: "sell", quantity: 5 });
  gtt.typed("low", "trigger", "1250");
  gtt.typed("low", "price", "1249.50");
  await gtt.submit();
  expect(vi.mocked(ipc.act).mock.lastCall?.[0]).toMatchObject({ kind: "placeGtt", ticket: { symbol: "RELIANCE", side: "sell", legs: [{ triggerPaise: 125_000, pricePaise: 124_950, quantity: 5 }] } });
  gtt.show({ symbol: "RELIANCE", side: "sell", quantity: 5 });
  gtt.setOco(true);
  for (const [leg, price] of [["low", "1250"], ["high", "1400"]] as const) {
    gtt.typed(leg, "trigger", price);
    gtt.typed(leg, "price", price);
  }
  await gtt.submit();
  expect(vi.mocked(ipc.act).mock.lastCall?.[0]).toMatchObject({ ticket: { legs: [{ triggerPaise: 125_000, quantity: 5 }, { triggerPaise: 140_000, quantity: 5 }] } });
});

test("what cannot be read is refused beside its field and never sent", async () => {
  gtt.show({ symbol: "RELIANCE", side: "buy" });
  await gtt.submit();
  expect(gtt.refusal?.field).toBe("trigger");
  gtt.typed("low", "trigger", "1250");
  expect(gtt.refusal).toBeNull();
  await gtt.submit();
  expect(gtt.refusal?.field).toBe("price");
  expect(ipc.act).not.toHaveBeenCalled();
});

test("a purchase has one trigger: turning to buy takes the second away", () => {
  gtt.show({ symbol: "RELIANCE", side: "sell" });
  gtt.setOco(true);
  gtt.setSide("buy");
  expect(gtt.oco).toBe(false);
  expect(gtt.written().legs).toHaveLength(1);
});

test("changing a trigger starts from what it is, the lower leg first, and keeps its number", async () => {
  const old = { id: 3, ticket: { symbol: "SBIN", side: "sell", legs: [{ triggerPaise: 110_000, pricePaise: 110_000, quantity: 2 }, { triggerPaise: 90_000, pricePaise: 89_900, quantity: 2 }], note: "plan" } } as Gtt;
  gtt.show({ symbol: "SBIN", side: "sell", modify: old });
  expect([gtt.oco, gtt.low.trigger, gtt.high.trigger, gtt.note]).toEqual([true, "900.00", "1100.00", "plan"]);
  await gtt.submit();
  expect(vi.mocked(ipc.act).mock.lastCall?.[0]).toMatchObject({ kind: "modifyGtt", gtt: 3 });
});

test("a refusal of the rules keeps the window open", async () => {
  const refused: Problem = { kind: "refused", code: "gtt_legs", message: "One trigger.", accepted: null, field: "trigger", rule: "order_trigger" };
  vi.mocked(ipc.act).mockRejectedValue(refused);
  gtt.show({ symbol: "RELIANCE", side: "buy" });
  gtt.typed("low", "trigger", "1250");
  gtt.typed("low", "price", "1250");
  await gtt.submit();
  expect([gtt.open, gtt.refusal?.code]).toEqual([true, "gtt_legs"]);
});
