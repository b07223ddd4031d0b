import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ChargeProfile, Problem } from "../wire.ts";
import CopyProfile from "./CopyProfile.svelte";

const PROFILE = { id: "discount-broker-2026-women", version: 1, own: false, inForce: true, lines: [], source: "", terms: { name: "A profile whose name is forty letters long" } } as unknown as ChargeProfile;

let shown: Record<string, unknown> | null = null;
const copy = vi.fn<(of: string, name: string) => Promise<void>>();

beforeEach(() => {
  document.body.replaceChildren();
  copy.mockReset().mockResolvedValue();
  shown = mount(CopyProfile, { target: document.body, props: { profile: PROFILE, copy, close: vi.fn() } });
  flushSync();
});
afterEach(() => {
  if (shown) void unmount(shown);
});

const name = () => document.querySelector<HTMLInputElement>("#copy-name");

async function enter(): Promise<void> {
  document.querySelector("form")?.requestSubmit();
  await new Promise((done) => setTimeout(done));
  flushSync();
}

test("a name is offered that a profile can have, and is sent with what is copied", async () => {
  expect(name()?.value).toHaveLength(40);
  await enter();
  expect(copy.mock.lastCall).toEqual(["discount-broker-2026-women", "My A profile whose name is forty letters"]);
});

test("a name that is taken is refused beside the name; typing another takes the refusal away", async () => {
  copy.mockRejectedValueOnce({ kind: "refused", code: "charge_profile_name_taken", message: "There is a charge profile called Mine already.", accepted: "Another name", field: null, about: "Name", rule: "charge_profile" } satisfies Problem);
  await enter();
  expect(name()?.getAttribute("aria-invalid")).toBe("true");
  expect(document.getElementById(name()?.getAttribute("aria-describedby") ?? "")?.textContent).toBe("There is a charge profile called Mine already. Accepted: Another name");
  const field = name();
  if (field) field.value = "Other";
  field?.dispatchEvent(new Event("input", { bubbles: true }));
  flushSync();
  expect([field?.getAttribute("aria-invalid"), document.getElementById("copy-refusal")]).toEqual(["false", null]);
  await enter();
  expect(copy.mock.lastCall?.[1]).toBe("Other");
});

test("a refusal that is not about the name leaves the name as it is", async () => {
  copy.mockRejectedValueOnce({ kind: "refused", code: "too_many_charge_profiles", message: "An account keeps at most 20 charge profiles of its own.", accepted: "A change of one that there is", field: null, rule: "charge_profile" } satisfies Problem);
  await enter();
  expect(name()?.getAttribute("aria-invalid")).toBe("false");
  expect(document.getElementById("copy-refusal")?.textContent).toContain("at most 20");
});
