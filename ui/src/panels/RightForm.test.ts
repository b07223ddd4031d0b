import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as ipc from "../ipc.ts";
import { overlays } from "../state/overlays.svelte.ts";
import { toasts } from "../state/toasts.svelte.ts";
import type { Holding, Problem, Right } from "../wire.ts";
import RightForm from "./RightForm.svelte";

vi.mock("../ipc.ts", async (original) => ({ ...(await original<typeof ipc>()), act: vi.fn() }));

const RIGHT = { symbol: "SHANTI-RE", quantity: 12, right: { share: "SHANTIGOLD", pricePaise: 15_050, applied: 4, closesOn: "2026-08-20", listed: true } } as Holding & { right: Right };

let shown: Record<string, unknown> | null = null;

beforeEach(() => {
  document.body.replaceChildren();
  vi.mocked(ipc.act).mockReset().mockResolvedValue({ message: "Applied for 3 SHANTIGOLD; they are allotted on 27 Aug 2026", order: null, orders: [], gtt: null });
  overlays.corporate("SHANTI-RE");
  shown = mount(RightForm, { target: document.body, props: { right: RIGHT } });
  flushSync();
});
afterEach(() => {
  if (shown) void unmount(shown);
  toasts.clear();
});

const quantity = () => document.querySelector<HTMLInputElement>("#rights-quantity");

function type(text: string): void {
  const field = quantity();
  if (field) field.value = text;
  field?.dispatchEvent(new Event("input", { bubbles: true }));
  flushSync();
}

async function enter(): Promise<void> {
  document.querySelector("form")?.requestSubmit();
  await new Promise((done) => setTimeout(done));
  flushSync();
}

function giveUp(): void {
  const radio = document.querySelector<HTMLInputElement>("input[value=give]");
  if (radio) radio.checked = true;
  radio?.dispatchEvent(new Event("change", { bubbles: true }));
  flushSync();
}

test("as many as are not used yet are offered, with what each buys, at which price and until when", () => {
  expect(quantity()?.value).toBe("8");
  expect(document.body.textContent).toContain("You hold 12, of which 4 used. Each buys one SHANTIGOLD at 150.50.");
  expect(document.body.textContent).toContain("after the issue closes on 20 Aug 2026");
});

test("rights that are used are sent with their number, and what was done is said", async () => {
  type("3");
  await enter();
  expect(vi.mocked(ipc.act).mock.lastCall?.[0]).toEqual({ kind: "rights", right: "SHANTI-RE", use: 3 });
  expect(overlays.open).toBeNull();
  expect(toasts.shown.at(-1)?.message).toBe("Applied for 3 SHANTIGOLD; they are allotted on 27 Aug 2026.");
});

test("given up they are sent without a number, and the form says that it cannot be taken back", async () => {
  giveUp();
  expect(quantity()).toBeNull();
  expect(document.body.textContent).toContain("It cannot be taken back.");
  await enter();
  expect(vi.mocked(ipc.act).mock.lastCall?.[0]).toEqual({ kind: "rights", right: "SHANTI-RE", use: null });
});

test("a number that cannot be read is refused beside it and never sent", async () => {
  type("2.5");
  await enter();
  expect(ipc.act).not.toHaveBeenCalled();
  expect(quantity()?.getAttribute("aria-invalid")).toBe("true");
  expect(document.getElementById(quantity()?.getAttribute("aria-describedby") ?? "")?.textContent).toBe("That is not a number of rights. Accepted: A whole number, such as 6");
  type("2");
  expect([quantity()?.getAttribute("aria-invalid"), document.getElementById("rights-refusal")]).toEqual(["false", null]);
});

test("more than there are is refused by the rules beside the number, and the form stays open", async () => {
  vi.mocked(ipc.act).mockRejectedValueOnce({ kind: "refused", code: "rights_not_held", message: "That is more than the rights that can be used.", accepted: "At most 8", field: "quantity", rule: "rights" } satisfies Problem);
  type("9");
  await enter();
  expect([overlays.open, quantity()?.getAttribute("aria-invalid")]).toEqual(["corporate", "true"]);
  expect(document.getElementById("rights-refusal")?.textContent).toContain("Accepted: At most 8");
});
