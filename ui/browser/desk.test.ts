// The depth beside a row, the indices at the head, and what the charges took of the year.
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { faults } from "./axe.ts";
import { browserPath, Rig } from "./window.ts";

const path = browserPath();
const PICTURES = resolve(import.meta.dirname, "pictures");

describe.skipIf(path === null)("depth, indices, the year's costs", () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.start(path ?? "");
    mkdirSync(PICTURES, { recursive: true });
  });
  afterAll(() => rig.stop());

  const picture = (page: Page, name: string) => page.screenshot({ path: `${PICTURES}/${name}.png` });
  const list = (page: Page) => page.getByRole("list", { name: "Watch list 1" });
  const head = (page: Page) => page.getByRole("banner").getByRole("list", { name: "Indices" });

  test("a row of the watch list buys, sells, charts, shows its depth and is removed, by keyboard alone", async () => {
    const page = await rig.open();
    await list(page).getByRole("link", { name: /^TCS/ }).focus();
    for (const name of ["Buy TCS", "Sell TCS", "Chart of TCS", "Depth of TCS", "Remove TCS from list 1"]) {
      await page.keyboard.press("Tab");
      expect(await page.evaluate("document.activeElement?.getAttribute('aria-label')")).toBe(name);
    }
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    const depth = page.getByRole("dialog", { name: "Depth of TCS" });
    await depth.getByRole("cell", { name: "412" }).waitFor();
    await depth.getByRole("cell", { name: "1,250" }).waitFor();
    expect(await faults(page)).toEqual([]);
    await picture(page, "depth");
    await page.keyboard.press("Escape");
    await depth.waitFor({ state: "detached" });
    expect(await page.evaluate("document.activeElement?.getAttribute('aria-label')")).toBe("Depth of TCS");
    await page.context().close();
  });

  test("where nobody tells who waits, that is said and no figure stands there; Q opens and closes it, B goes on to buy", async () => {
    const page = await rig.open();
    await list(page).getByRole("link", { name: /^RELIANCE/ }).hover();
    await page.keyboard.press("q");
    const depth = page.getByRole("dialog", { name: "Depth of RELIANCE" });
    await depth.getByText("A practised day has no order book").waitFor();
    expect(await depth.getByRole("table").getByRole("row").nth(1).innerText()).toBe("—\t—\t—\t—");
    await page.keyboard.press("q");
    await depth.waitFor({ state: "detached" });
    await page.keyboard.press("q");
    await depth.getByText("VWAP").waitFor();
    await page.keyboard.press("b");
    await depth.waitFor({ state: "detached" });
    expect(await page.getByRole("dialog", { name: "Buy RELIANCE" }).getByLabel("Quantity").inputValue()).toBe("1");
    expect(await page.evaluate("document.activeElement?.getAttribute('name')")).toBe("quantity");
    await page.context().close();
  });

  test("an index is put at the head and taken off again; NIFTY 50 stays", async () => {
    const page = await rig.open({ width: 1920, height: 1080 });
    await page.getByRole("link", { name: "Choose the indices" }).click();
    const pin = (name: string) => page.getByRole("button", { name: `${name} at the head of the window`, exact: true });
    await page.getByRole("row", { name: /^NIFTY 50 .*Always at the head/ }).waitFor();
    expect(await pin("NIFTY 50").count()).toBe(0);
    for (const name of ["NIFTY BANK", "INDIA VIX"]) {
      expect(await pin(name).getAttribute("aria-pressed")).toBe("true");
      await pin(name).press("Enter");
      await page.waitForFunction((label) => document.querySelector(`[aria-label="${label}"]`)?.getAttribute("aria-pressed") === "false", `${name} at the head of the window`);
    }
    expect(await faults(page)).toEqual([]);
    const words = await head(page).innerText();
    expect(words).toContain("NIFTY 50");
    expect(words).not.toContain("BANK");
    await pin("INDIA VIX").press("Enter");
    await head(page).getByText("VIX").waitFor();
    await picture(page, "indices-pinned");
    await page.context().close();
  });

  test("funds say what the charges took of the year's gross result", async () => {
    const page = await rig.open({ screen: "funds" });
    const year = page.getByRole("region", { name: /^What the charges took, FY/ });
    await year.getByText(/Charges .* gross profit|Charges made the loss/).waitFor();
    expect(await faults(page)).toEqual([]);
    await picture(page, "funds");
    await page.context().close();
  });

  test("nothing complained meanwhile", () => {
    expect(rig.faults).toEqual([]);
  });
});
