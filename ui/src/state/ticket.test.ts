import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as ipc from "../ipc.ts";
import type { AfterHours, Estimate, Order, Problem } from "../wire.ts";
import { desk } from "./desk.svelte.ts";
import { ticket } from "./ticket.svelte.ts";
import { toasts } from "./toasts.svelte.ts";

vi.mock("../ipc.ts", async (original) => ({ ...(await original<typeof ipc>()), act: vi.fn(), estimate: vi.fn() }));

const answer = (pricePaise: number, afterHours: AfterHours | null = null) => ({ pricePaise, tickPaise: 10, lot: 1, refusal: null, afterHours } as Estimate);
const order = { id: 7, ticket: { symbol: "SBIN", side: "buy", product: "cnc", type: "limit", validity: "day", quantity: 3, pricePaise: 98_000, triggerPaise: null, disclosed: null, amo: false, note: "dip" } } as Order;

beforeEach(() => {
  vi.useFakeTimers();
  vi.mocked(ipc.estimate).mockReset().mockResolvedValue(answer(131_540));
  vi.mocked(ipc.act).mockReset().mockResolvedValue({ message: "Accepted.", order: null, orders: [], gtt: null });
  desk.view = null;
});
afterEach(() => {
  ticket.close();
  vi.useRealTimers();
});

async function settled(): Promise<void> {
  await vi.advanceTimersByTimeAsync(100);
}

test("only the answer to what is typed last is shown", async () => {
  let late: (estimate: Estimate) => void = () => undefined;
  ticket.show({ symbol: "RELIANCE", side: "buy" });
  await settled();
  vi.mocked(ipc.estimate).mockImplementationOnce(() => new Promise((done) => (late = done)));
  ticket.typed("quantity", "5");
  await settled();
  vi.mocked(ipc.estimate).mockResolvedValueOnce(answer(1));
  ticket.typed("quantity", "50");
  await settled();
  late(answer(2));
  await settled();
  expect(ticket.estimate?.pricePaise).toBe(1);
  expect(vi.mocked(ipc.estimate).mock.lastCall?.[0].quantity).toBe(50);
});

test("what cannot be read is refused beside its field and never sent", async () => {
  ticket.show({ symbol: "RELIANCE", side: "buy" });
  ticket.setType("limit");
  ticket.typed("price", "13x");
  await ticket.submit();
  expect(ticket.shownRefusal?.field).toBe("price");
  expect(ipc.act).not.toHaveBeenCalled();
  expect(ticket.open).toBe(true);
});

test("a market order carries no price, whatever was typed before", async () => {
  ticket.show({ symbol: "RELIANCE", side: "sell", quantity: 5 });
  ticket.setType("limit");
  ticket.typed("price", "1315.40");
  ticket.setType("market");
  await ticket.submit();
  expect(vi.mocked(ipc.act).mock.lastCall?.[0]).toMatchObject({ kind: "place", ticket: { side: "sell", quantity: 5, pricePaise: null, triggerPaise: null } });
  expect(ticket.open).toBe(false);
});

test("a refusal of the rules keeps the window open until something is typed", async () => {
  const refused: Problem = { kind: "refused", code: "price_off_tick", message: "Off the tick.", accepted: "1,315.40", field: "price", rule: "tick" };
  vi.mocked(ipc.act).mockRejectedValue(refused);
  ticket.show({ symbol: "RELIANCE", side: "buy" });
  await ticket.submit();
  expect(ticket.shownRefusal).toMatchObject({ code: "price_off_tick", field: "price" });
  ticket.typed("quantity", "6");
  expect(ticket.refusal).toBeNull();
});

test("an order that the exchange rejected at once is not praised", async () => {
  vi.mocked(ipc.act).mockResolvedValue({ message: "Rejected: no cash.", order: { ...order, status: "rejected" }, orders: [], gtt: null });
  ticket.show({ symbol: "SBIN", side: "buy" });
  await ticket.submit();
  expect(toasts.shown.at(-1)).toMatchObject({ tone: "bad", message: "Buy 1 SBIN · Rejected: no cash." });
});

test("a refusal that was foretold goes when the shares have come; one that was not stays until something is typed", async () => {
  const notHeld = { code: "not_held", message: "That is more than is held.", accepted: "Nothing today", field: "quantity", rule: "order_holdings" } as const;
  const answered = async (refusal: typeof notHeld | null) => {
    vi.mocked(ipc.estimate).mockResolvedValue({ ...answer(1), refusal });
    ticket.refresh();
    await vi.waitFor(() => expect(ticket.estimate?.refusal).toEqual(refusal));
  };
  vi.mocked(ipc.act).mockRejectedValue({ kind: "refused", ...notHeld } satisfies Problem);
  ticket.show({ symbol: "SBIN", side: "sell" });
  await answered(notHeld);
  await ticket.submit();
  expect(ticket.shownRefusal?.code).toBe("not_held");
  await answered(null);
  expect(ticket.shownRefusal).toBeNull();
  await ticket.submit();
  await answered({ ...notHeld });
  await answered(null);
  expect(ticket.shownRefusal?.code).toBe("not_held");
});

test("changing an order starts from what it is and sends only that", async () => {
  ticket.show({ symbol: "SBIN", side: "buy", modify: order });
  expect([ticket.type, ticket.price, ticket.quantity]).toEqual(["limit", "980.00", "3"]);
  ticket.typed("price", "985");
  await settled();
  await ticket.submit();
  expect(ipc.act).toHaveBeenCalledWith({ kind: "modify", order: 7, ticket: { ...order.ticket, pricePaise: 98_500 } });
  expect(vi.mocked(ipc.estimate).mock.lastCall?.[1], "it is estimated as a change").toBe(7);
});

test("the arrow keys step along the tick grid once it is known", async () => {
  ticket.show({ symbol: "RELIANCE", side: "buy" });
  await settled();
  ticket.setType("limit");
  expect(ticket.price).toBe("1315.40");
  ticket.step("price", 1);
  expect(ticket.price).toBe("1315.50");
  ticket.step("quantity", -1);
  expect(ticket.quantity).toBe("1");
});

test("after hours a new order is an after-market order by itself, and in trading hours it is none", async () => {
  vi.mocked(ipc.estimate).mockResolvedValue(answer(131_540, { entersOn: "2026-08-04", only: true }));
  ticket.show({ symbol: "RELIANCE", side: "buy" });
  await settled();
  await settled();
  expect(ticket.written().amo).toBe(true);
  expect(vi.mocked(ipc.estimate).mock.lastCall?.[0].amo, "what is shown is what will be sent").toBe(true);
  vi.mocked(ipc.estimate).mockResolvedValue(answer(131_540));
  ticket.refresh();
  await settled();
  expect(ticket.written().amo).toBe(false);
});

test("beside the post-close session an after-market order is one's own choice", async () => {
  vi.mocked(ipc.estimate).mockResolvedValue(answer(131_540, { entersOn: "2026-08-04", only: false }));
  ticket.show({ symbol: "RELIANCE", side: "buy" });
  await settled();
  expect(ticket.written().amo).toBe(false);
  ticket.setAmo(true);
  await settled();
  expect(ticket.written().amo).toBe(true);
});

test("an order that is not changed yet is no mistake", async () => {
  vi.mocked(ipc.estimate).mockResolvedValue({ ...answer(1), refusal: { code: "nothing_to_change", message: "The order already says so.", accepted: null, field: null, rule: "order_change" } });
  ticket.show({ symbol: "SBIN", side: "buy", modify: order });
  await settled();
  expect(ticket.shownRefusal).toBeNull();
});
