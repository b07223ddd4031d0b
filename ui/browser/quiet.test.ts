// A view that says the same again touches nothing on the page: no node, no attribute, no text, and no pixel of the chart.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserPath, Rig } from "./window.ts";

const path = browserPath();

describe.skipIf(path === null)("the same view again", () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.start(path ?? "");
  });
  afterAll(() => rig.stop());

  for (const screen of ["dashboard", "holdings", "positions", "orders", "orders/triggers", "funds", "market", "market/gainers", "market/indices", "stock/RELIANCE"]) {
    test(`on ${screen}`, async () => {
      const page = await rig.open({ screen });
      await page.waitForTimeout(2500);
      const touched = await page.evaluate(`new Promise((done) => {
        const seen = [];
        const told = (record) => record.type + " " + (record.attributeName ?? "") + " in " + (record.target.nodeType === 1 ? record.target.outerHTML : record.target.parentElement?.outerHTML ?? "").slice(0, 160);
        new MutationObserver((records) => seen.push(...records.map(told))).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
        dispatchEvent(new Event("lakh:again"));
        setTimeout(() => { dispatchEvent(new Event("lakh:again")); setTimeout(() => done(seen), 2500); }, 400);
      })`);
      expect(touched).toEqual([]);
      await page.context().close();
    });
  }
});
