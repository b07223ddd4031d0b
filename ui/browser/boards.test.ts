// The boards of the day and the indices, by the keyboard alone: what each shows, of when, and what stands where there is nothing.
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { faults } from "./axe.ts";
import { browserPath, Rig } from "./window.ts";

const path = browserPath();
const PICTURES = resolve(import.meta.dirname, "pictures");
const BOARDS: [string, string][] = [["gainers", "Gainers"], ["losers", "Losers"], ["value", "Most active by value"], ["volume", "Most active by volume"], ["highs", "52-week highs"], ["lows", "52-week lows"], ["upper-band", "At the upper band"], ["indices", "Indices"]];

describe.skipIf(path === null)("boards", () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.start(path ?? "");
    mkdirSync(PICTURES, { recursive: true });
  });
  afterAll(() => rig.stop());

  for (const scheme of ["dark", "light"] as const) {
    test(`each has its own address and is read by axe, ${scheme}`, async () => {
      const page = await rig.open({ screen: "market", scheme });
      for (const [part, name] of BOARDS) {
        await page.evaluate(`location.hash = "#/market/${part}"`);
        await page.getByRole("table", { name, exact: true }).waitFor();
        expect(await faults(page), part).toEqual([]);
        await page.screenshot({ path: `${PICTURES}/board-${part}-${scheme}.png` });
      }
      await page.evaluate(`location.hash = "#/market/lower-band"`);
      await page.getByText("No stock has touched its lower band").waitFor();
      await page.context().close();
    });
  }

  test("from tab to tab, to the other half of a board, to a row and its order: no pointer", async () => {
    const page = await rig.open({ screen: "market" });
    await page.getByRole("tab", { name: "All stocks" }).focus();
    for (let step = 0; step < 3; step += 1) await page.keyboard.press("ArrowRight");
    await page.getByRole("table", { name: "Most active by value" }).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    const table = page.getByRole("table", { name: "Most active by volume" });
    await table.waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("b");
    await page.getByRole("dialog", { name: /^Buy / }).waitFor();
    await page.context().close();
  });

  test("an index opens its members", async () => {
    const page = await rig.open({ screen: "market/indices" });
    await page.getByRole("button", { name: "NIFTY 50", exact: true }).press("Enter");
    await page.getByRole("table", { name: "Members of NIFTY 50" }).waitFor();
    expect(await page.getByLabel("Index").inputValue()).toBe("NIFTY 50");
    await page.context().close();
  });

  test("old prices say whose and of when, and a board that fails can be made again", async () => {
    const live = await rig.open({ scene: "live", screen: "market/gainers" });
    await live.getByRole("tabpanel").getByText(/^Last known prices · /).waitFor();
    await live.context().close();
    const page = await rig.open({ screen: "market/highs", fail: "ranked" });
    await page.getByRole("alert").getByText("The market archive could not be read.").waitFor();
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("table", { name: "52-week highs" }).waitFor();
    await page.context().close();
  });

  test("nothing complained meanwhile", () => {
    expect(rig.faults).toEqual([]);
  });
});
