import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as ipc from "../ipc.ts";
import type { Quote } from "../wire.ts";
import { Finder } from "./finder.svelte.ts";

vi.mock("../ipc.ts");

const found = (symbol: string) => [{ symbol } as Quote];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("an answer that comes late does not replace the answer to a later question", async () => {
  let late: (quotes: Quote[]) => void = () => undefined;
  vi.mocked(ipc.search).mockImplementation((text) =>
    text === "re" ? new Promise((done) => (late = done)) : Promise.resolve(found("RELIANCE")));
  const finder = new Finder();
  finder.ask("re");
  await vi.advanceTimersByTimeAsync(50);
  finder.ask("rel");
  await vi.advanceTimersByTimeAsync(50);
  late(found("REDINGTON"));
  await vi.advanceTimersByTimeAsync(0);
  expect(finder.found.map((quote) => quote.symbol)).toEqual(["RELIANCE"]);
  expect(finder.answered).toBe("rel");
});

test("fast typing asks once, and nothing typed asks nothing", async () => {
  vi.mocked(ipc.search).mockReset().mockResolvedValue([]);
  const finder = new Finder();
  for (const text of ["r", "re", "rel"]) finder.ask(text);
  await vi.advanceTimersByTimeAsync(50);
  expect(vi.mocked(ipc.search).mock.calls).toEqual([["rel"]]);
  finder.ask(" ");
  await vi.advanceTimersByTimeAsync(50);
  expect(vi.mocked(ipc.search)).toHaveBeenCalledTimes(1);
});

test("a search that fails says so", async () => {
  vi.mocked(ipc.search).mockReset().mockRejectedValue(new Error("gone"));
  const finder = new Finder();
  finder.ask("rel");
  await vi.advanceTimersByTimeAsync(50);
  expect(finder.failed).toBe(true);
});
