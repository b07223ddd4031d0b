// Every screen, in every dress, is judged by axe: names, roles, contrast, order.
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { faults } from "./axe.ts";
import { browserPath, Rig } from "./window.ts";

const path = browserPath();
const PICTURES = resolve(import.meta.dirname, "pictures");
if (path === null) console.warn("The tests of the window in a browser did not run: no Chromium or Chrome was found.");

const SCREENS = ["dashboard", "market", "stock/RELIANCE", "orders", "orders/7", "orders/triggers", "orders/basket", "holdings", "positions", "funds", "rules", "practice", "settings", "admin"];

describe.skipIf(path === null)("access", () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.start(path ?? "");
    mkdirSync(PICTURES, { recursive: true });
  });
  afterAll(() => rig.stop());

  for (const scheme of ["dark", "light"] as const) {
    for (const screen of SCREENS) {
      test(`${screen}, ${scheme}`, async () => {
        const page = await rig.open({ screen, scheme });
        expect(await faults(page)).toEqual([]);
        await page.context().close();
      });
    }

    test(`the order window, a purchase and a refused sale, ${scheme}`, async () => {
      const page = await rig.open({ screen: "stock/RELIANCE", scheme });
      await page.keyboard.press("b");
      await page.getByText("Break-even").waitFor();
      expect(await faults(page)).toEqual([]);
      await page.getByLabel("Quantity").fill("0");
      await page.getByText("Accepted:").waitFor();
      expect(await faults(page)).toEqual([]);
      await page.context().close();
    });

    test(`the other palette, ${scheme}`, async () => {
      const page = await rig.open({ screen: "settings", scheme });
      await page.getByRole("radio", { name: "Blue and orange" }).check();
      await page.keyboard.press("h");
      await page.keyboard.press("b");
      expect(await faults(page)).toEqual([]);
      await page.context().close();
    });

    test(`palette and keys, ${scheme}`, async () => {
      const page = await rig.open({ scheme });
      await page.keyboard.press("/");
      await page.keyboard.type("rel");
      await page.getByRole("option", { name: /^RELIANCE/ }).waitFor();
      expect(await faults(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.keyboard.press("?");
      expect(await faults(page)).toEqual([]);
      await page.context().close();
    });

    test(`the first run and the choice of people, ${scheme}`, async () => {
      const first = await rig.open({ scene: "new", screen: "", scheme });
      expect(await faults(first)).toEqual([]);
      await first.getByLabel("Your name").fill("Asha");
      await first.keyboard.press("Enter");
      await first.getByRole("button", { name: "Practise on a past day" }).waitFor();
      expect(await faults(first)).toEqual([]);
      await first.context().close();
      const many = await rig.open({ scene: "many", screen: "", scheme });
      expect(await faults(many)).toEqual([]);
      await many.context().close();
    });

    test(`an exchange that says otherwise than Lakh, ${scheme}`, async () => {
      const page = await rig.open({ scene: "differs", screen: "settings", scheme });
      await page.getByRole("article", { name: "Calendar" }).getByText("18 Dec 2026 (Elections)").waitFor();
      await page.getByRole("article", { name: "Cross-check of the movers" }).scrollIntoViewIfNeeded();
      expect(await faults(page)).toEqual([]);
      await page.screenshot({ path: `${PICTURES}/sources-differ-${scheme}.png` });
      await page.context().close();
    });

    test(`the live account that is offline, ${scheme}`, async () => {
      const page = await rig.open({ scene: "live", scheme });
      expect(await faults(page)).toEqual([]);
      await page.context().close();
    });
  }

  test("nothing complained meanwhile: no policy was broken, no request left the window", () => {
    expect(rig.faults).toEqual([]);
  });
});
