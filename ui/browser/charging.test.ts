// What orders are charged under: a profile copied, changed and used by keyboard, and the rule book that follows it.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { faults } from "./axe.ts";
import { browserPath, Rig } from "./window.ts";

const path = browserPath();

describe.skipIf(path === null)("charging", () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.start(path ?? "");
  });
  afterAll(() => rig.stop());

  const card = (page: Page) => page.getByRole("region", { name: "What orders are charged under" });
  const go = async (page: Page, screen: string) => page.goto(`${page.url().split("#")[0]}#/${screen}`);

  /** Copies the profile in force by keyboard; the form to change the copy is open then. */
  async function copied(page: Page, name: string) {
    await card(page).getByRole("button", { name: "Copy…" }).press("Enter");
    const copy = page.getByRole("dialog", { name: /^Copy / });
    await copy.getByLabel("Name of the copy").fill(name);
    await page.keyboard.press("Enter");
    const form = page.getByRole("dialog", { name: `Change ${name}` });
    await form.waitFor();
    return form;
  }

  test("the rule book shows the profile in force with its version and source, and the law's dated rates beside it", async () => {
    const page = await rig.open({ screen: "rules" });
    const told = page.getByRole("region", { name: "What new orders are charged on 04 Aug 2026" });
    const profile = told.getByRole("region", { name: "Discount broker 2026, version 1" });
    await profile.getByText("Zerodha's list of charges, 2026").waitFor();
    await told.getByRole("region", { name: "The law, in force from 01 Mar 2026" }).getByText("0.0030699 %, both sides").waitFor();
    await told.getByRole("link", { name: /in Settings/ }).press("Enter");
    const form = await copied(page, "Mine");
    await form.getByRole("group", { name: "Delivery brokerage" }).getByLabel("% of the value").fill("0.1");
    await page.keyboard.press("Enter");
    await form.waitFor({ state: "detached" });
    await card(page).getByRole("button", { name: "Use this profile" }).press("Enter");
    await card(page).getByText("2, in force for new orders").waitFor();
    await go(page, "rules");
    const mine = told.getByRole("region", { name: "Mine, version 2" });
    await mine.getByText("0.1 % of the order").waitFor();
    await mine.getByText("Your own, from Discount broker 2026, version 1").waitFor();
    await page.getByRole("region", { name: "Charges, delivery (CNC)" }).getByText("Brokerage: 0.1 % of the order").waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByLabel("Search the rules").fill("square-off mine");
    await mine.waitFor();
    await page.getByLabel("Search the rules").fill("tick");
    await told.waitFor({ state: "detached" });
    await page.context().close();
  });

  const focused = (page: Page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent?.trim());

  /** Tabs until what has the focus says this; never more than a screen has. */
  async function tabTo(page: Page, wanted: string): Promise<void> {
    for (let steps = 0; steps < 60 && (await focused(page)) !== wanted; steps += 1) await page.keyboard.press("Tab");
    expect(await focused(page)).toBe(wanted);
  }

  test("a profile is copied, changed and used by the keyboard alone; refusals stand beside their fields", async () => {
    const page = await rig.open({ screen: "settings" });
    await card(page).getByText("Zerodha's list of charges, 2026").waitFor();
    await page.getByRole("heading", { name: "Settings" }).click();
    await tabTo(page, "charge-profile");
    await tabTo(page, "Copy…");
    await page.keyboard.press("Enter");
    const copy = page.getByRole("dialog", { name: "Copy Discount broker 2026" });
    await copy.waitFor();
    expect(await focused(page)).toBe("copy-name");
    // What was offered is selected: typing replaces it.
    await page.keyboard.type("Discount broker 2026");
    await page.keyboard.press("Enter");
    await copy.getByText("There is a charge profile called Discount broker 2026 already.").waitFor();
    expect(await copy.getByLabel("Name of the copy").getAttribute("aria-invalid")).toBe("true");
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await copy.waitFor({ state: "detached" });
    expect(await focused(page)).toBe("Copy…");

    await page.keyboard.press("Enter");
    await page.keyboard.type("Mine");
    await page.keyboard.press("Enter");
    const form = page.getByRole("dialog", { name: "Change Mine" });
    await form.waitFor();
    expect(await focused(page)).toBe("charge-name");
    await page.keyboard.press("Tab");
    await page.keyboard.type("2.51");
    await page.keyboard.press("Enter");
    const delivery = form.getByRole("group", { name: "Delivery brokerage" });
    await delivery.getByText("Accepted: 0 % to 2.5 %").waitFor();
    expect(await focused(page)).toBe("delivery-percent");
    await page.keyboard.type("0.1");
    expect(await form.getByText("Accepted:").count()).toBe(0);
    await tabTo(page, "charge-dp");
    await page.keyboard.type("1000.01");
    await page.keyboard.press("Enter");
    await form.getByText("DP charge: a charge profile does not take that.").waitFor();
    expect(await form.getByLabel("DP charge before GST, ₹").getAttribute("aria-invalid")).toBe("true");
    expect(await faults(page)).toEqual([]);
    await page.keyboard.type("18.50");
    await tabTo(page, "charge-square-off");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    expect(await form.getByRole("radio", { name: "In its own line" }).isChecked()).toBe(true);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    expect(await form.getByRole("checkbox").isChecked()).toBe(false);
    await page.keyboard.press("Enter");
    await form.waitFor({ state: "detached" });
    await card(page).getByText("0.1 % of the order").waitFor();
    await card(page).getByText("₹18.50 + GST once a stock and day of delivery sale").waitFor();
    expect(await card(page).getByText(/in force for new orders/).count()).toBe(0);

    await page.getByRole("heading", { name: "Settings" }).click();
    await tabTo(page, "Use this profile");
    await page.keyboard.press("Enter");
    await page.getByRole("status").getByText("New orders are charged under Mine, version 2.").waitFor();
    await card(page).getByText("2, in force for new orders").waitFor();
    expect(await faults(page)).toEqual([]);
    await page.goto(`${page.url().split("#")[0]}#/stock/TCS`);
    await page.getByRole("heading", { name: /^TCS/ }).waitFor();
    await page.keyboard.press("b");
    await page.getByRole("dialog", { name: "Buy TCS" }).getByText("Mine, version 2").waitFor();
    await page.context().close();
  });

  test("a right is used in part and the rest given up from the holding's row, by the keyboard alone", async () => {
    const page = await rig.open({ scene: "rights", screen: "holdings" });
    const row = page.getByRole("row", { name: /SUNPHARMA-RE/ });
    await row.getByText("Right", { exact: true }).waitFor();
    await row.getByRole("link", { name: "SUNPHARMA-RE" }).focus();
    const more = row.getByRole("button", { name: "Corporate action on SUNPHARMA-RE" });
    await more.focus();
    await page.keyboard.press("Enter");
    const form = page.getByRole("dialog", { name: "SUNPHARMA-RE: the right to buy SUNPHARMA" });
    await form.getByText("Each buys one SUNPHARMA at 1,700.00").waitFor();
    expect(await focused(page)).toBe("rights-quantity");
    await page.keyboard.type("7");
    await page.keyboard.press("Enter");
    await form.getByText("Accepted: At most 6").waitFor();
    expect(await form.getByLabel(/^Rights to use/).getAttribute("aria-invalid")).toBe("true");
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("4");
    expect(await form.getByText("Accepted:").count()).toBe(0);
    await page.keyboard.press("Enter");
    await page.getByRole("status").getByText("Applied for 4 SUNPHARMA; they are allotted on 24 Aug 2026.").waitFor();
    await form.waitFor({ state: "detached" });

    // The row has the focus again, so that its buttons are there.
    expect(await focused(page)).toBe("SUNPHARMA-RE");
    await more.focus();
    await page.keyboard.press("Enter");
    await form.getByText("You hold 6, of which 4 used.").waitFor();
    expect(await form.getByLabel(/^Rights to use/).inputValue()).toBe("2");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("ArrowRight");
    await form.getByText("It cannot be taken back.").waitFor();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await page.getByRole("status").getByText("SUNPHARMA-RE given up: what is not used lapses.").waitFor();
    await row.getByRole("cell", { name: "4", exact: true }).waitFor();
    await page.context().close();
  });

  test("nothing complained meanwhile", () => {
    expect(rig.faults).toEqual([]);
  });
});
