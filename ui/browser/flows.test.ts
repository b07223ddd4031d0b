// What people do, in a real browser over the stand-in exchange, found by role and name as a screen reader would.
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserPath, Rig } from "./window.ts";

const path = browserPath();
const PICTURES = resolve(import.meta.dirname, "pictures");

describe.skipIf(path === null)("flows", () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.start(path ?? "");
    mkdirSync(PICTURES, { recursive: true });
  });
  afterAll(() => rig.stop());

  const focused = (page: Page) => page.evaluate("document.activeElement?.getAttribute('name') ?? document.activeElement?.textContent?.trim()");

  test("keys mean what they say after a choice was clicked, whose own keys are arrows and space", async () => {
    const page = await rig.open({ screen: "stock/RELIANCE" });
    await page.getByRole("radio", { name: "5m", exact: true }).click();
    await page.keyboard.press("ArrowRight");
    expect(await page.getByRole("radio", { name: "15m", exact: true }).isChecked()).toBe(true);
    await page.keyboard.press("b");
    await page.getByRole("dialog", { name: "Buy RELIANCE" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("radio", { name: "5m", exact: true }).click();
    await page.keyboard.press("/");
    await page.getByRole("combobox").waitFor();
    await page.context().close();
  });

  test("from the first start to a filled order and a sale, by keyboard alone", async () => {
    const page = await rig.open({ scene: "new", screen: "" });
    await page.keyboard.type("Asha");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Practise on a past day" }).waitFor();
    await page.getByRole("button", { name: "Practise on a past day" }).press("Enter");
    await page.getByText("09:15:00").waitFor();
    expect(await page.getByRole("link", { name: "Free cash ₹1,00,000.00" }).count()).toBe(1);

    await page.keyboard.press("/");
    await page.keyboard.type("rel");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: /^RELIANCE/ }).waitFor();
    await page.keyboard.press("b");
    const order = page.getByRole("dialog", { name: "Buy RELIANCE" });
    await order.waitFor();
    expect(await focused(page)).toBe("quantity");
    await page.keyboard.type("5");
    await order.getByText("Break-even").waitFor();
    await order.getByRole("button", { name: /^Buy 5 at market/ }).waitFor();
    await page.keyboard.press("Enter");
    await order.waitFor({ state: "detached" });
    await page.keyboard.press("Space");
    await page.getByRole("status").getByText(/Bought 5 RELIANCE/).waitFor();
    await page.keyboard.press("Space");
    await page.keyboard.press("h");
    await page.getByRole("row", { name: /RELIANCE/ }).waitFor();

    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("s");
    const sale = page.getByRole("dialog", { name: "Sell RELIANCE" });
    await sale.waitFor();
    await page.keyboard.type("2");
    await page.keyboard.press("Enter");
    await sale.waitFor({ state: "detached" });
    await page.keyboard.press("ArrowRight");
    await page.getByRole("status").getByText(/Sold 2 RELIANCE/).waitFor();
    await page.getByRole("row", { name: /RELIANCE/ }).getByRole("cell", { name: "3", exact: true }).waitFor();
    await page.context().close();
  });

  test("letters never fire inside an input, and Escape closes what is open", async () => {
    const page = await rig.open({ screen: "stock/RELIANCE" });
    await page.keyboard.press("b");
    await page.getByLabel("Quantity").waitFor();
    await page.keyboard.type("bshf12");
    expect(await page.getByRole("dialog").count()).toBe(1);
    expect(await page.getByLabel("Quantity").inputValue()).toBe("bshf12");
    await page.getByText("That is not a whole number of shares.").waitFor();
    await page.keyboard.press("Escape");
    expect(await page.getByRole("dialog").count()).toBe(0);
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    await page.keyboard.press("h");
    expect(page.url()).toContain("stock/RELIANCE");
    await page.keyboard.press("Escape");
    await page.keyboard.press("h");
    await page.getByRole("heading", { name: "Holdings" }).waitFor();
    await page.context().close();
  });

  test("B means the row that was touched last, by pointer or by keyboard", async () => {
    const page = await rig.open();
    const list = page.getByRole("list", { name: "Watch list 1" });
    await list.getByRole("link", { name: /^TCS/ }).focus();
    await list.getByRole("link", { name: /^ITC/ }).hover();
    await page.keyboard.press("b");
    await page.getByRole("dialog", { name: "Buy ITC" }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("s");
    await page.getByRole("dialog", { name: "Sell HDFCBANK" }).waitFor();
    await page.context().close();
  });

  test("the order window: quantity, price, trigger in Tab order; arrows step the tick grid; a refusal beside its field", async () => {
    const page = await rig.open({ screen: "stock/RELIANCE" });
    await page.keyboard.press("b");
    const order = page.getByRole("dialog", { name: "Buy RELIANCE" });
    await order.getByRole("radio", { name: "SL", exact: true }).check();
    await order.getByText("At what price should it wake?").waitFor();
    await order.getByLabel("Quantity").focus();
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("price");
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("trigger");
    await order.getByRole("radio", { name: "Limit" }).check();
    const price = order.getByLabel("Price");
    await price.fill("1320.43");
    await order.getByText("not a multiple of 0.10").waitFor();
    await order.getByText("Accepted: 1,320.40 or 1,320.50").waitFor();
    expect(await price.getAttribute("aria-invalid")).toBe("true");
    await price.focus();
    await page.keyboard.press("ArrowUp");
    expect(await price.inputValue()).toBe("1320.50");
    await page.keyboard.press("ArrowDown");
    expect(await price.inputValue()).toBe("1320.40");
    await order.getByLabel("Quantity").fill("100000");
    await order.getByText(/Needs ₹/).waitFor();
    expect(await page.evaluate("(() => { const box = document.querySelector('[role=dialog]'); return box.scrollWidth - box.clientWidth; })()"), "nothing is pushed out of the ticket").toBe(0);
    await page.screenshot({ path: `${PICTURES}/refusal.png` });
    await page.context().close();
  });

  test("the order window is dragged, stays inside, and remembers its place", async () => {
    const page = await rig.open({ screen: "stock/RELIANCE" });
    await page.keyboard.press("b");
    const order = page.getByRole("dialog", { name: "Buy RELIANCE" });
    const before = await order.boundingBox();
    if (!before) throw new Error("no box");
    await page.mouse.move(before.x + 200, before.y + 16);
    await page.mouse.down();
    await page.mouse.move(before.x - 200, before.y + 60, { steps: 5 });
    await page.mouse.up();
    const after = await order.boundingBox();
    expect(Math.round((after?.x ?? 0) - before.x)).toBe(-400);
    await page.keyboard.press("Escape");
    await page.keyboard.press("s");
    const again = await page.getByRole("dialog", { name: "Sell RELIANCE" }).boundingBox();
    expect(Math.round(again?.x ?? 0)).toBe(Math.round(after?.x ?? -1));
    await page.setViewportSize({ width: 700, height: 500 });
    await page.waitForTimeout(200);
    const small = await page.getByRole("dialog", { name: "Sell RELIANCE" }).boundingBox();
    expect((small?.x ?? 0) + (small?.width ?? 0)).toBeLessThanOrEqual(700);
    await page.context().close();
  });

  test("the board shows all 2,401 stocks, sorts, filters and stays smooth", async () => {
    const page = await rig.open({ screen: "market" });
    const table = page.getByRole("table", { name: "All stocks" });
    await table.getByRole("row", { name: /ADANIPORTS/ }).waitFor();
    expect(await table.getAttribute("aria-rowcount")).toBe("2402");
    expect(await table.getByRole("row").count()).toBeLessThan(80);
    await table.getByRole("button", { name: "%" }).click();
    expect(await table.getByRole("columnheader", { name: "%" }).getAttribute("aria-sort")).toBe("descending");
    const slowest = await page.evaluate(`(async () => {
      const box = document.querySelector("[role='table']");
      let slow = 0, before = performance.now();
      for (let i = 0; i < 90; i += 1) {
        box.scrollTop += 160;
        await new Promise((done) => requestAnimationFrame(done));
        const now = performance.now();
        if (i > 3) slow = Math.max(slow, now - before);
        before = now;
      }
      return slow;
    })()`);
    console.info(`board: slowest of 90 frames while scrolling ${Number(slowest).toFixed(1)} ms`);
    expect(Number(slowest)).toBeLessThan(400);
    await page.getByLabel("Filter by symbol or name").fill("m&m");
    await table.getByRole("row", { name: /M&M/ }).waitFor();
    await page.keyboard.press("Tab");
    await page.getByRole("tab", { name: "Losers" }).click();
    await page.getByLabel("Filter by symbol or name").fill("zzzz");
    await page.getByText("No stock of this board matches “zzzz”").waitFor();
    await page.getByRole("button", { name: "Clear the filter" }).click();
    await page.getByRole("table", { name: "Losers" }).waitFor();
    await page.context().close();
  });

  test("an order is changed and cancelled from the orders page", async () => {
    const page = await rig.open({ screen: "orders" });
    await page.getByRole("button", { name: /^Modify order 7/ }).click();
    const order = page.getByRole("dialog", { name: "Modify SBIN" });
    await order.getByLabel("Price").fill("985");
    await page.keyboard.press("Enter");
    await page.getByRole("cell", { name: "985.00" }).waitFor();
    await page.getByRole("button", { name: /^Cancel order 7/ }).click();
    await page.getByText("No open orders").or(page.getByRole("tab", { name: "Open 0" })).first().waitFor();
    await page.context().close();
  });

  test("the live account refuses an order and says why", async () => {
    const page = await rig.open({ scene: "live", screen: "stock/RELIANCE" });
    await page.getByText("OFFLINE · as of").waitFor();
    await page.keyboard.press("b");
    await page.getByText("Live quotes are off, so there is no price").waitFor();
    await page.screenshot({ path: `${PICTURES}/live-refusal.png` });
    await page.context().close();
  });

  test("watch lists: a stock is added with Ctrl Enter and removed with Delete", async () => {
    const page = await rig.open();
    await page.keyboard.press("3");
    await page.getByText("List 3 is empty.").waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("titan");
    await page.getByRole("option", { name: /^TITAN,/, selected: true }).waitFor();
    await page.keyboard.press("Control+Enter");
    await page.keyboard.press("Escape");
    const row = page.getByRole("list", { name: "Watch list 3" }).getByRole("link", { name: /^TITAN/ }).first();
    await row.focus();
    await page.keyboard.press("Delete");
    await page.getByText("List 3 is empty.").waitFor();
    await page.context().close();
  });

  test("at 200 % every screen fits its width", async () => {
    for (const screen of ["dashboard", "market", "stock/RELIANCE", "orders", "holdings", "positions", "funds", "rules", "orders/triggers", "orders/basket", "practice", "settings", "admin"]) {
      const page = await rig.open({ screen, width: 640, height: 400 });
      await page.waitForTimeout(250);
      expect(await page.evaluate("document.documentElement.scrollWidth"), screen).toBeLessThanOrEqual(640);
      await page.screenshot({ path: `${PICTURES}/zoom-${screen.replaceAll("/", "-")}.png` });
      await page.context().close();
    }
  });

  test("a view with 200 holdings is on screen within a frame or two of its message", async () => {
    const page = await rig.open({ scene: "wide", screen: "holdings" });
    await page.getByText("200 stocks").waitFor();
    await page.getByRole("button", { name: "Speed ×60" }).click();
    const took = await page.evaluate(`new Promise((done) => {
      const times = [];
      new PerformanceObserver((list) => times.push(...list.getEntriesByName("lakh:paint").map((one) => one.duration))).observe({ entryTypes: ["measure"] });
      document.querySelector("[aria-label='Play']").click();
      setTimeout(() => done(times.sort((a, b) => a - b)), 4000);
    })`) as number[];
    const middle = took[Math.floor(took.length / 2)] ?? Number.NaN;
    console.info(`200 holdings: ${took.length} views, the middle one drawn ${middle.toFixed(1)} ms after its message`);
    expect(took.length).toBeGreaterThan(2);
    // A frame or two on a quiet machine; the bound only catches what would be ten times worse.
    expect(middle).toBeLessThan(300);
    await page.context().close();
  });

  test("what fails says so, says what to do, and can be tried again", async () => {
    const start = await rig.open({ fail: "lobby" });
    await start.getByRole("alert").getByText("The market archive could not be read.").waitFor();
    await start.screenshot({ path: `${PICTURES}/failed-start.png` });
    await start.getByRole("button", { name: "Try again" }).click();
    await start.getByText("Account value").waitFor();
    await start.context().close();
    const board = await rig.open({ screen: "market", fail: "board" });
    await board.getByRole("alert").getByText("The market archive could not be read.").waitFor();
    await board.screenshot({ path: `${PICTURES}/failed-board.png` });
    await board.getByRole("button", { name: "Try again" }).click();
    await board.getByRole("table", { name: "All stocks" }).waitFor();
    await board.context().close();
    const order = await rig.open({ screen: "stock/TCS", fail: "act" });
    await order.keyboard.press("b");
    await order.getByRole("button", { name: /^Buy 1 at market/ }).waitFor();
    await order.context().close();
  });

  test("a day ends, the next begins, and the clock never runs backwards", async () => {
    const page = await rig.open();
    await page.getByRole("button", { name: "Speed ×60" }).click();
    await page.getByRole("button", { name: "Play" }).click();
    const times: string[] = [];
    for (let look = 0; look < 25; look += 1) {
      times.push(await page.locator("footer .now").innerText());
      await page.waitForTimeout(80);
    }
    expect(times).toEqual([...times].sort());
    expect(new Set(times).size).toBeGreaterThan(8);
    await page.getByRole("button", { name: "Jump to close" }).click();
    await page.getByRole("button", { name: "Next day" }).click();
    await page.getByText("PRACTICE · 05 AUG 2026").waitFor();
    expect(await page.locator("footer .now").innerText()).toBe("09:00:00");
    await page.context().close();
  });

  test("a second practice account is opened on a chosen day with a seed, and one goes back to the first", async () => {
    const page = await rig.open({ screen: "practice" });
    await page.getByRole("radio", { name: "Thu 06 Aug 2026" }).check();
    await page.getByLabel("Seed").fill("42");
    await page.getByLabel("Name").fill("practice");
    await page.getByText("already an account of that name").waitFor();
    await page.getByLabel("Name").fill("evening");
    await page.getByRole("button", { name: "Begin 06 Aug 2026" }).click();
    await page.getByText("PRACTICE · 06 AUG 2026").waitFor();
    await page.getByText("Your first order, in under a minute").waitFor();
    await page.getByRole("button", { name: /Asha, account evening/ }).click();
    await page.getByRole("button", { name: /^practice/ }).click();
    await page.getByText("PRACTICE · 04 AUG 2026").waitFor();
    await page.context().close();
  });

  test("people change, and what was one's is not on the other's screen", async () => {
    const page = await rig.open({ scene: "many", screen: "" });
    await page.getByRole("button", { name: /Ravi Kumar/ }).click();
    await page.getByText("Account value").waitFor();
    await page.getByRole("button", { name: /Ravi Kumar, account live/ }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Who is here?" }).waitFor();
    expect(await page.getByText("₹1,00,000.00").count()).toBe(0);
    await page.getByRole("button", { name: "Someone new" }).click();
    await page.getByLabel("Your name").fill("asha");
    await page.keyboard.press("Enter");
    await page.getByText("The name asha is taken").waitFor();
    await page.context().close();
  });

  test("with less motion nothing moves", async () => {
    const page = await rig.open({ still: true });
    await page.getByRole("button", { name: "Speed ×60" }).click();
    await page.keyboard.press("m");
    await page.getByRole("button", { name: "Play" }).click();
    await page.waitForTimeout(1200);
    expect(await page.evaluate("document.getAnimations().length")).toBe(0);
    await page.context().close();
  });

  test("the shipped window contains no stand-in", () => {
    const built = resolve(import.meta.dirname, "../dist/assets");
    const files = readdirSync(built).filter((file) => file.endsWith(".js"));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(readFileSync(`${built}/${file}`, "utf8").includes("BAJAJ-AUTO"), file).toBe(false);
  });

  test("nothing complained meanwhile", () => {
    expect(rig.faults).toEqual([]);
  });
});
