import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Refresh } from "./refresh.svelte.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("asks at once, then not more often than the pause, and never twice at the same time", async () => {
  let answer: (value: number) => void = () => undefined;
  const ask = vi.fn(() => new Promise<number>((done) => (answer = done)));
  const refresh = new Refresh(ask, 1000);
  refresh.soon();
  await vi.advanceTimersByTimeAsync(0);
  expect(ask).toHaveBeenCalledTimes(1);
  refresh.soon();
  refresh.soon();
  await vi.advanceTimersByTimeAsync(5000);
  expect(ask, "while the first is not answered").toHaveBeenCalledTimes(1);
  answer(1);
  await vi.advanceTimersByTimeAsync(0);
  expect(refresh.value).toBe(1);
  expect(ask, "what was wanted meanwhile").toHaveBeenCalledTimes(2);
});

test("an answer to an older question is dropped, and a failure keeps what was shown", async () => {
  const answers: ((value: string) => void)[] = [];
  let fails = false;
  const refresh = new Refresh(() => (fails ? Promise.reject(new Error("no")) : new Promise<string>((done) => answers.push(done))), 0);
  refresh.soon();
  await vi.advanceTimersByTimeAsync(0);
  refresh.anew();
  await vi.advanceTimersByTimeAsync(0);
  answers[1]?.("new");
  await vi.advanceTimersByTimeAsync(0);
  answers[0]?.("old");
  await vi.advanceTimersByTimeAsync(0);
  expect(refresh.value).toBe("new");
  fails = true;
  refresh.soon();
  await vi.advanceTimersByTimeAsync(0);
  expect(refresh.value).toBe("new");
  expect(refresh.problem).not.toBeNull();
});
