import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as ipc from "../ipc.ts";
import { overlays } from "../state/overlays.svelte.ts";
import { toasts } from "../state/toasts.svelte.ts";
import { DATES } from "../typed.ts";
import type { Problem, View } from "../wire.ts";
import Corporate from "./Corporate.svelte";

vi.mock("../ipc.ts", async (original) => ({ ...(await original<typeof ipc>()), act: vi.fn() }));

let shown: Record<string, unknown> | null = null;

beforeEach(() => {
  document.body.replaceChildren();
  vi.mocked(ipc.act).mockReset().mockResolvedValue({ message: "Bonus 1:1", order: null, orders: [], gtt: null });
  const view = { clock: { day: "2026-08-04" }, holdings: [{ symbol: "RELIANCE", quantity: 5 }] } as View;
  shown = mount(Corporate, { target: document.body, props: { view, symbol: "RELIANCE" } });
  flushSync();
  const bonus = document.querySelector<HTMLInputElement>("input[value=bonus]");
  bonus?.dispatchEvent(new Event("change", { bubbles: true }));
  flushSync();
});
afterEach(() => {
  if (shown) void unmount(shown);
  overlays.close();
  toasts.clear();
});

const exDate = () => document.querySelector<HTMLInputElement>("#corporate-day");

/** Types a date and leaves the field. */
function type(text: string): void {
  const field = exDate();
  if (field) field.value = text;
  field?.dispatchEvent(new Event("input", { bubbles: true }));
  flushSync();
  field?.dispatchEvent(new Event("change", { bubbles: true }));
  flushSync();
}

async function enter(): Promise<void> {
  document.querySelector("form")?.requestSubmit();
  await new Promise((done) => setTimeout(done));
  flushSync();
}

const sent = () => (vi.mocked(ipc.act).mock.lastCall?.[0] as { exDay?: string } | undefined)?.exDay;

test("the ex-date begins as the account's day, in words, and is sent as the wire writes it", async () => {
  expect(exDate()?.value).toBe("04 Aug 2026");
  await enter();
  expect(vi.mocked(ipc.act).mock.lastCall?.[0]).toEqual({ kind: "corporate", symbol: "RELIANCE", exDay: "2026-08-04", terms: { kind: "bonus", new: 1, old: 1 } });
});

test("a date may be typed in each of the ways, and is then shown as every date is", async () => {
  for (const text of ["3 Aug 2026", "03-08-2026", "2026-08-03"]) {
    type(text);
    expect(exDate()?.value, text).toBe("03 Aug 2026");
    await enter();
    expect(sent(), text).toBe("2026-08-03");
  }
});

test("a wrong date is refused beside its field with what is accepted, and never sent", async () => {
  for (const text of ["31-06-2026", "tomorrow", ""]) {
    type(text);
    expect(exDate()?.value).toBe(text);
    await enter();
    expect([exDate()?.getAttribute("aria-invalid"), document.activeElement?.id], text).toEqual(["true", "corporate-day"]);
    expect(document.getElementById(exDate()?.getAttribute("aria-describedby") ?? "")?.textContent, text).toBe(`That is not a date. Accepted: ${DATES}`);
  }
  expect(ipc.act).not.toHaveBeenCalled();
  type("03 Aug 2026");
  expect([exDate()?.getAttribute("aria-invalid"), document.getElementById("corporate-refusal")]).toEqual(["false", null]);
});

test("a day that the rules refuse is named beside its field", async () => {
  vi.mocked(ipc.act).mockRejectedValueOnce({ kind: "refused", code: "ex_date_ahead", message: "The ex-date, 20 Aug 2026, has not come yet.", accepted: "The same on 20 Aug 2026 or later", field: null, rule: "corporate_action" } satisfies Problem);
  type("20 Aug 2026");
  await enter();
  expect(exDate()?.getAttribute("aria-invalid")).toBe("true");
  expect(document.getElementById("corporate-refusal")?.textContent).toContain("has not come yet");
});
