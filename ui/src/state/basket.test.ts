import { beforeEach, expect, test, vi } from "vitest";
import * as ipc from "../ipc.ts";
import type { BasketEstimate, Order, Ticket } from "../wire.ts";
import { basket } from "./basket.svelte.ts";

vi.mock("../ipc.ts", async (original) => ({ ...(await original<typeof ipc>()), act: vi.fn(), basket: vi.fn() }));

const ticket = (symbol: string) => ({ symbol, side: "buy", quantity: 1 } as Ticket);
const symbols = () => basket.tickets.map((one) => one.symbol);
const answer = (count: number) => ({ lines: Array.from({ length: count }, () => ({ refusal: null })) } as BasketEstimate);

beforeEach(() => {
  vi.mocked(ipc.basket).mockReset().mockImplementation((tickets) => Promise.resolve(answer(tickets.length)));
  vi.mocked(ipc.act).mockReset();
  basket.clear();
});

test("orders are placed from the top, in the order they were put", async () => {
  for (const symbol of ["A", "B", "C"]) basket.add(ticket(symbol));
  basket.move(2, -1);
  basket.move(0, -1);
  expect(symbols()).toEqual(["A", "C", "B"]);
  vi.mocked(ipc.act).mockResolvedValue({ message: "3 orders placed", order: null, orders: [{ id: 1, status: "open" } as Order], gtt: null });
  await basket.place();
  expect(vi.mocked(ipc.act).mock.lastCall?.[0]).toMatchObject({ kind: "placeAll", tickets: [{ symbol: "A" }, { symbol: "C" }, { symbol: "B" }] });
  expect([symbols(), basket.placed.length]).toEqual([[], 1]);
});

test("a failure keeps the basket as it is", async () => {
  basket.add(ticket("A"));
  vi.mocked(ipc.act).mockRejectedValue(new Error("gone"));
  await basket.place();
  expect(symbols()).toEqual(["A"]);
  expect(basket.failure).toContain("gone");
});

test("only the answer for the lines that stand is shown", async () => {
  let late: (estimate: BasketEstimate) => void = () => undefined;
  vi.mocked(ipc.basket).mockImplementationOnce(() => new Promise((done) => (late = done)));
  basket.add(ticket("A"));
  basket.add(ticket("B"));
  await vi.waitFor(() => expect(basket.estimate?.lines).toHaveLength(2));
  late(answer(1));
  await Promise.resolve();
  expect(basket.estimate?.lines).toHaveLength(2);
});

test("another account's basket is another basket", () => {
  basket.open("one");
  basket.add(ticket("A"));
  basket.open("two");
  expect(symbols()).toEqual([]);
});
