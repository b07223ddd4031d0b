import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ChargeProfile, Problem, ProfileTerms } from "../wire.ts";
import ChargeForm from "./ChargeForm.svelte";

const TERMS: ProfileTerms = {
  name: "Mine", delivery: { percent: "0", leastPaise: 0, mostPaise: null, flatPaise: 0 }, intraday: { percent: "0.03", leastPaise: 0, mostPaise: 2_000, flatPaise: 0 },
  sebiGst: "inTheBase", gstOfIpft: true, dpPaise: 1_300, squareOffPaise: 5_000,
};
const PROFILE: ChargeProfile = { id: "own-1", version: 1, own: true, inForce: false, lines: [], source: "Your own", terms: TERMS };

let shown: Record<string, unknown> | null = null;
const change = vi.fn<(terms: ProfileTerms) => Promise<void>>();
const close = vi.fn();

beforeEach(() => {
  document.body.replaceChildren();
  change.mockReset().mockResolvedValue();
  close.mockReset();
  shown = mount(ChargeForm, { target: document.body, props: { profile: PROFILE, change, close } });
  flushSync();
});
afterEach(() => {
  if (shown) void unmount(shown);
});

/** The field of a label; within a brokerage where labels are the same. */
function field(label: string, legend?: string): HTMLInputElement {
  const within = legend === undefined ? document : [...document.querySelectorAll("fieldset")].find((one) => one.querySelector("legend")?.textContent === legend);
  const found = [...(within?.querySelectorAll("label") ?? [])].find((one) => one.textContent?.trim() === label);
  return document.getElementById(found?.getAttribute("for") ?? "") as HTMLInputElement;
}

function type(into: HTMLInputElement, text: string): void {
  into.value = text;
  into.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Enter, and all that follows from it. */
async function enter(): Promise<void> {
  document.querySelector("form")?.requestSubmit();
  await vi.waitFor(() => expect(document.querySelector<HTMLButtonElement>("button[type=submit]")?.disabled).toBe(false));
  await new Promise((done) => setTimeout(done));
  flushSync();
}

const invalid = () => [...document.querySelectorAll("[aria-invalid=true]")].map((one) => one.id);

test("what is sent is what stands in the fields, in paise, with an empty most as none", async () => {
  type(field("% of the value", "Delivery brokerage"), "0.1");
  type(field("at most, ₹", "Delivery brokerage"), "25");
  type(field("at most, ₹", "Intraday brokerage"), " ");
  type(field("and an order, ₹", "Intraday brokerage"), "1.5");
  type(field("DP charge before GST, ₹"), "18.50");
  await enter();
  expect(change.mock.lastCall?.[0]).toEqual({
    ...TERMS, delivery: { percent: "0.1", leastPaise: 0, mostPaise: 2_500, flatPaise: 0 }, intraday: { percent: "0.03", leastPaise: 0, mostPaise: null, flatPaise: 150 }, dpPaise: 1_850,
  });
  expect(close).toHaveBeenCalledOnce();
});

test("what cannot be read is refused beside its field and never sent", async () => {
  type(field("at least, ₹", "Intraday brokerage"), "ten");
  await enter();
  expect(change).not.toHaveBeenCalled();
  expect(invalid()).toEqual(["intraday-least"]);
  const refusal = document.getElementById("charge-refusal");
  expect(refusal?.textContent).toContain("Intraday brokerage, least an order: that is not an amount. Accepted: Rupees and paise, such as 20 or 13.50");
  expect(refusal?.closest("fieldset")?.querySelector("legend")?.textContent).toBe("Intraday brokerage");
  expect(document.activeElement?.id).toBe("intraday-least");
  type(field("at least, ₹", "Intraday brokerage"), "10");
  flushSync();
  expect([invalid(), document.getElementById("charge-refusal")]).toEqual([[], null]);
});

test("a refusal of the rules stands beside the line that it is about, and the form stays open", async () => {
  const lines: [string, string][] = [
    ["Name", "charge-name"], ["Delivery brokerage, share of the value", "delivery-percent"], ["Delivery brokerage, sum an order", "delivery-flat"],
    ["Intraday brokerage, least an order", "intraday-least"], ["Intraday brokerage, most an order", "intraday-most"], ["DP charge", "charge-dp"], ["Square-off fee", "charge-square-off"],
  ];
  for (const [about, id] of lines) {
    const refused: Problem = { kind: "refused", code: "charge_outside", message: `${about}: a charge profile does not take that.`, accepted: "less", field: null, about, rule: "charge_profile" };
    change.mockRejectedValueOnce(refused);
    await enter();
    expect(invalid(), about).toEqual([id]);
    expect(document.getElementById(id)?.getAttribute("aria-describedby"), about).toBe("charge-refusal");
    expect(document.activeElement?.id, about).toBe(id);
    expect(document.querySelectorAll("#charge-refusal"), about).toHaveLength(1);
  }
  expect(close).not.toHaveBeenCalled();
});

test("a refusal about no field, and a failure, are told all the same", async () => {
  change.mockRejectedValueOnce({ kind: "refused", code: "charge_profile_unchanged", message: "The profile already says so.", accepted: null, field: null, rule: "charge_profile" } satisfies Problem);
  await enter();
  expect([invalid(), document.getElementById("charge-refusal")?.textContent]).toEqual([[], "The profile already says so."]);
  change.mockRejectedValueOnce({ kind: "failed", code: "world", message: "The disk is full.", nextStep: "Make room." } satisfies Problem);
  await enter();
  expect(document.querySelector("[role=alert]")?.textContent).toBe("The disk is full. Make room.");
  expect(document.getElementById("charge-refusal")).toBeNull();
});
