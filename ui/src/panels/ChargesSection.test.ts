import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Charging } from "../dev/charging.ts";
import * as ipc from "../ipc.ts";
import { toasts } from "../state/toasts.svelte.ts";
import type { ChargingAct, Problem, Receipt, View } from "../wire.ts";
import ChargesSection from "./ChargesSection.svelte";

vi.mock("../ipc.ts", async (original) => ({ ...(await original<typeof ipc>()), act: vi.fn(), chargeProfiles: vi.fn() }));

let charging = new Charging();
let shown: Record<string, unknown> | null = null;
const view = { account: { name: "practice" }, chargedUnder: "Discount broker 2026, version 1" } as View;

beforeEach(() => {
  document.body.replaceChildren();
  charging = new Charging();
  vi.mocked(ipc.chargeProfiles).mockReset().mockImplementation(async () => structuredClone(charging.profiles));
  vi.mocked(ipc.act).mockReset().mockImplementation(async (action) => ({ message: charging.act((action as { act: ChargingAct }).act), order: null, orders: [], gtt: null }) satisfies Receipt);
});
afterEach(() => {
  if (shown) void unmount(shown);
  toasts.clear();
});

async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise((done) => setTimeout(done));
    flushSync();
  }
}

async function open(): Promise<void> {
  shown = mount(ChargesSection, { target: document.body, props: { view } });
  await settled();
}

const button = (words: string) => [...document.querySelectorAll("button")].find((one) => one.textContent?.trim() === words);

async function press(words: string): Promise<void> {
  button(words)?.click();
  await settled();
}

async function choose(id: string): Promise<void> {
  const select = document.querySelector("select");
  if (select) select.value = id;
  select?.dispatchEvent(new Event("change", { bubbles: true }));
  await settled();
}

const dialog = () => document.querySelector("dialog")?.getAttribute("aria-label") ?? null;
const said = () => document.querySelector("dl")?.getAttribute("aria-label");
const lastAct = () => (vi.mocked(ipc.act).mock.lastCall?.[0] as { kind: string; act: ChargingAct } | undefined)?.act;

test("the profile in force is shown first, with version and source, and cannot be used again nor changed", async () => {
  await open();
  expect(said()).toBe("Discount broker 2026, version 1");
  const words = document.querySelector("dl")?.textContent;
  for (const part of ["0.03 % of the order, at most ₹20.00", "1, in force for new orders", "Zerodha's list of charges, 2026"]) expect(words).toContain(part);
  expect([button("Use this profile"), button("Change…")]).toEqual([undefined, undefined]);
});

test("looking at another profile sends nothing; using it does, and says so", async () => {
  await open();
  await choose("discount-broker-2026-women");
  expect(said()).toBe("Discount broker 2026, women, version 1");
  expect(ipc.act).not.toHaveBeenCalled();
  await press("Use this profile");
  expect(lastAct()).toEqual({ kind: "choose", profile: "discount-broker-2026-women" });
  expect(toasts.shown.at(-1)?.message).toBe("New orders are charged under Discount broker 2026, women, version 1.");
  expect(document.querySelector("dl")?.textContent).toContain("1, in force for new orders");
});

test("a copy is shown at once and opened to be changed; what is changed is its next version", async () => {
  await open();
  await press("Copy…");
  expect(dialog()).toBe("Copy Discount broker 2026");
  document.querySelector("form")?.requestSubmit();
  await settled();
  expect(lastAct()).toEqual({ kind: "copy", of: "discount-broker-2026", name: "My Discount broker 2026" });
  expect([said(), dialog()]).toEqual(["My Discount broker 2026, version 1", "Change My Discount broker 2026"]);
  const percent = document.querySelector<HTMLInputElement>("#delivery-percent");
  if (percent) percent.value = "0.1";
  percent?.dispatchEvent(new Event("input", { bubbles: true }));
  document.querySelector("form")?.requestSubmit();
  await settled();
  expect(lastAct()).toMatchObject({ kind: "edit", profile: "own-1", terms: { name: "My Discount broker 2026", delivery: { percent: "0.1" } } });
  expect([said(), dialog()]).toEqual(["My Discount broker 2026, version 2", null]);
  expect(document.querySelector("dl")?.textContent).toContain("0.1 % of the order");
});

test("a choice that is refused is told; profiles that cannot be read can be asked for again", async () => {
  await open();
  await choose("discount-broker-2026-women");
  vi.mocked(ipc.act).mockRejectedValueOnce({ kind: "refused", code: "account_archived", message: "The account is archived.", accepted: null, field: null, rule: null } satisfies Problem);
  await press("Use this profile");
  expect(toasts.shown.at(-1)).toMatchObject({ tone: "bad", message: "The account is archived." });
  if (shown) void unmount(shown);
  vi.mocked(ipc.chargeProfiles).mockRejectedValueOnce({ kind: "failed", code: "world", message: "The ledger is busy.", nextStep: "Try again." } satisfies Problem);
  await open();
  expect(document.body.textContent).toContain("The ledger is busy.");
  await press("Try again");
  expect(said()).toBe("Discount broker 2026, version 1");
});
