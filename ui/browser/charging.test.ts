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
    await told.getByRole("region", { name: "The law, in force from 01 Mar 2026" }).getByText("0.0030699 % on both sides").waitFor();
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

  test("nothing complained meanwhile", () => {
    expect(rig.faults).toEqual([]);
  });
});
