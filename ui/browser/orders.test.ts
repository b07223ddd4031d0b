// The ways of an order: after hours, changed, together with others, as a trigger; and the rule behind each answer.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { faults } from "./axe.ts";
import { browserPath, Rig } from "./window.ts";

const path = browserPath();

describe.skipIf(path === null)("orders", () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.start(path ?? "");
  });
  afterAll(() => rig.stop());

  const toast = (page: Page, words: string | RegExp) => page.getByRole("status").getByText(words).waitFor();

  test("after hours the ticket says that it is queued, and the order waits for the next pre-open", async () => {
    const page = await rig.open({ screen: "stock/RELIANCE" });
    await page.getByRole("button", { name: "Jump to close" }).click();
    await page.getByRole("button", { name: "Next day" }).waitFor();
    await page.keyboard.press("b");
    const order = page.getByRole("dialog", { name: "Buy RELIANCE" });
    await order.getByText("queued for the pre-open of 05 Aug 2026").waitFor();
    await order.getByLabel("Plan").fill("Gap up tomorrow");
    expect(await faults(page)).toEqual([]);
    await order.getByRole("button", { name: /^Queue: Buy 1 at market/ }).click();
    await toast(page, "Buy 1 RELIANCE · Order queued: it enters the next session's pre-open");
    // What is told never lies over the order window, wherever that stands.
    await page.keyboard.press("s");
    const told = page.getByRole("status").filter({ hasText: "Order queued" });
    const next = page.getByRole("dialog", { name: "Sell RELIANCE" });
    const apart = async () => {
      const [note, ticket] = [await told.boundingBox(), await next.boundingBox()];
      return note !== null && ticket !== null && (note.x + note.width <= ticket.x || ticket.x + ticket.width <= note.x);
    };
    expect(await apart()).toBe(true);
    await next.getByText("Sell RELIANCE").hover();
    await page.mouse.down();
    await page.mouse.move(200, 120, { steps: 4 });
    await page.mouse.up();
    expect(await apart()).toBe(true);
    await page.keyboard.press("Escape");
    await page.keyboard.press("o");
    const row = page.getByRole("row", { name: /RELIANCE.*AMO/ });
    await row.getByText("Queued for the open").waitFor();
    await row.getByRole("button", { name: /history of order/ }).click();
    await page.getByText("Plan: Gap up tomorrow").waitFor();
    await page.context().close();
  });

  test("an order is changed with the same ticket: type, disclosed quantity; a refusal beside its field opens its rule", async () => {
    const page = await rig.open({ screen: "orders" });
    await page.getByRole("button", { name: /^Modify order 7/ }).click();
    const order = page.getByRole("dialog", { name: "Modify SBIN" });
    await order.getByLabel("Quantity").fill("100");
    await order.getByLabel("Price").fill("100");
    await order.getByText("outside the day's band").waitFor();
    await order.getByRole("button", { name: "Why?" }).click();
    await order.getByText("5 % of the base price 100.00: 95.00–105.00").waitFor();
    await order.getByText("NSE's list of price bands (sec_list)").waitFor();
    await order.getByLabel("Price").fill("980");
    await order.getByLabel("Disclosed").fill("5");
    await order.getByText("The disclosed quantity is a tenth of the order or more.").waitFor();
    expect(await order.getByLabel("Disclosed").getAttribute("aria-invalid")).toBe("true");
    await order.getByLabel("Disclosed").fill("10");
    await order.getByRole("button", { name: /^Change to Buy 100 at 980.00/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("cell", { name: "100 shows 10" }).waitFor();
    await page.context().close();
  });

  test("X cancels all open orders: one clear ticket, Enter", async () => {
    const page = await rig.open({ screen: "orders" });
    await page.keyboard.press("x");
    const ticket = page.getByRole("dialog", { name: "Cancel all orders" });
    await ticket.getByRole("listitem").filter({ hasText: "SBIN" }).waitFor();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await ticket.waitFor({ state: "detached" });
    await toast(page, /orders cancelled/);
    await page.getByText("No open orders").or(page.getByRole("tab", { name: "Open 0" })).first().waitFor();
    await page.keyboard.press("x");
    await ticket.getByText("No order is open.").waitFor();
    await page.keyboard.press("Escape");
    await page.context().close();
  });

  test("E exits all intraday positions, with their charges told before", async () => {
    const page = await rig.open({ screen: "positions" });
    await page.keyboard.press("e");
    const ticket = page.getByRole("dialog", { name: "Exit all positions" });
    await ticket.getByRole("row", { name: /TATASTEEL.*Buy 60/ }).waitFor();
    await ticket.getByText(/Charges about \d/).waitFor();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await ticket.waitFor({ state: "detached" });
    await page.keyboard.press("ArrowRight");
    await page.getByRole("row", { name: /TATASTEEL.*Closed/ }).waitFor();
    await page.context().close();
  });

  test("an intraday purchase is converted to delivery from its row, and not more than there is", async () => {
    const page = await rig.open({ screen: "stock/ITC" });
    await page.keyboard.press("b");
    const order = page.getByRole("dialog", { name: "Buy ITC" });
    await order.getByRole("radio", { name: /Intraday/ }).check();
    await order.getByLabel("Quantity").fill("5");
    await order.getByRole("button", { name: /^Buy 5 at market/ }).click();
    await order.waitFor({ state: "detached" });
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("p");
    const row = page.getByRole("row", { name: /ITC/ });
    await row.getByRole("link", { name: "ITC" }).focus();
    await row.getByRole("button", { name: "Convert ITC to CNC" }).click();
    const ticket = page.getByRole("dialog", { name: "Convert ITC" });
    await ticket.getByLabel("Quantity, at most 5").fill("6");
    await ticket.getByRole("button", { name: /Convert to/ }).click();
    await ticket.getByText("Accepted: At most 5").waitFor();
    expect(await faults(page)).toEqual([]);
    await ticket.getByLabel("Quantity, at most 5").fill("5");
    await page.keyboard.press("Enter");
    await ticket.waitFor({ state: "detached" });
    await page.keyboard.press("h");
    await page.getByRole("row", { name: /ITC.*Today/ }).waitFor();
    await page.context().close();
  });

  test("a trigger is written on a holding with G, listed, changed and deleted by keyboard", async () => {
    const page = await rig.open({ screen: "holdings" });
    await page.getByRole("link", { name: "HDFCBANK", exact: true }).last().focus();
    await page.keyboard.press("g");
    const window = page.getByRole("dialog", { name: "Trigger HDFCBANK" });
    await window.waitFor();
    expect(await window.getByLabel(/^Quantity/).inputValue()).toBe("16");
    await window.getByRole("radio", { name: /OCO/ }).check();
    await window.getByLabel("Stop-loss trigger").fill("700");
    await window.getByLabel("Stop-loss limit").fill("699.03");
    await window.getByLabel("Target trigger").fill("900");
    await window.getByLabel("Target limit").fill("900");
    await page.keyboard.press("Enter");
    await window.getByText("not a multiple of the tick").waitFor();
    expect(await faults(page)).toEqual([]);
    await window.getByLabel("Stop-loss limit").fill("699");
    await page.keyboard.press("Enter");
    await window.waitFor({ state: "detached" });
    await page.goto(`${page.url().split("#")[0]}#/orders/triggers`);
    const row = page.getByRole("row", { name: /HDFCBANK.*OCO.*700.00 \/ 900.00/ });
    await row.getByText("Waiting").waitFor();
    expect(await faults(page)).toEqual([]);
    await row.getByRole("button", { name: /^Modify trigger/ }).click();
    await page.getByRole("dialog", { name: "Modify trigger HDFCBANK" }).getByLabel("Target trigger").fill("910");
    await page.keyboard.press("Enter");
    await page.getByRole("row", { name: /HDFCBANK.*700.00 \/ 910.00/ }).getByRole("button", { name: /^Delete trigger/ }).press("Enter");
    await page.getByRole("row", { name: /HDFCBANK.*Deleted/ }).waitFor();
    await page.context().close();
  });

  test("a trigger lives across practice days", async () => {
    const page = await rig.open({ screen: "orders/triggers" });
    await page.getByRole("row", { name: /RELIANCE.*Waiting/ }).waitFor();
    await page.getByRole("button", { name: "Jump to close" }).click();
    await page.getByRole("button", { name: "Next day" }).click();
    await page.getByText("PRACTICE · 05 AUG 2026").waitFor();
    await page.getByRole("row", { name: /RELIANCE.*1,000.00 \/ 2,000.00.*Waiting/ }).waitFor();
    await page.context().close();
  });

  test("a basket is checked together against the same cash and placed from the top, each result shown", async () => {
    const page = await rig.open({ screen: "stock/RELIANCE" });
    const add = async (quantity: string) => {
      await page.keyboard.press("b");
      const order = page.getByRole("dialog", { name: "Buy RELIANCE" });
      await order.getByLabel("Quantity").fill(quantity);
      await order.getByRole("button", { name: "Add to basket" }).click();
      await order.waitFor({ state: "detached" });
    };
    await add("30");
    await add("30");
    await add("1");
    await page.keyboard.press("k");
    const rows = page.getByRole("table", { name: "Basket" }).getByRole("row");
    await rows.nth(2).getByText(/The order needs ₹/).waitFor();
    await rows.nth(3).getByText("Accepted").waitFor();
    await page.getByText("1 order would be refused").waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByRole("button", { name: "Remove RELIANCE from the basket" }).nth(1).click();
    await page.getByRole("button", { name: "Place 2 orders" }).click();
    await page.getByText("Placed just now").waitFor();
    expect(await page.getByRole("status").getByRole("listitem").count()).toBe(2);
    await page.context().close();
  });

  test("the rule book: found by the palette, searched, with what changed since; a charge opens its rule", async () => {
    const page = await rig.open();
    await page.keyboard.press("/");
    await page.keyboard.type("rules");
    await page.getByRole("option", { name: /^Rules/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Rules", exact: true }).waitFor();
    await page.getByText("In force on 04 Aug 2026").waitFor();
    const changes = page.getByRole("complementary", { name: "When the book changed" });
    await changes.getByText("07 Sep 2026").waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByLabel("Search the rules").fill("gst 18");
    await page.getByText("GST: 18 % of brokerage").waitFor();
    expect(await page.getByText("Trades settle on").count()).toBe(0);
    await page.getByLabel("Search the rules").fill("zzz");
    await page.getByText("No rule says “zzz”").waitFor();

    await page.goto(`${page.url().split("#")[0]}#/stock/TCS`);
    await page.getByRole("heading", { name: /^TCS/ }).waitFor();
    await page.keyboard.press("b");
    const order = page.getByRole("dialog", { name: "Buy TCS" });
    await order.getByRole("button", { name: "Stamp duty" }).click();
    await order.getByText("Stamp duty: 0.015 % on the purchase").waitFor();
    await order.getByRole("link", { name: /In the rule book/ }).click();
    await page.locator("li.named", { hasText: "Stamp duty" }).waitFor();
    await page.context().close();
  });

  test("the contract note of a day lists its orders, and its sum is that of the trades", async () => {
    const page = await rig.open({ screen: "funds" });
    const note = page.getByRole("table", { name: "Contract note of 04 Aug 2026" });
    await note.getByRole("row", { name: /INFY/ }).waitFor();
    await page.getByText("the day is not over").waitFor();
    await page.getByRole("combobox", { name: /^Day/ }).selectOption("2026-08-03");
    const first = page.getByRole("table", { name: "Contract note of 03 Aug 2026" });
    await first.getByRole("row", { name: /SUNPHARMA/ }).waitFor();
    const paise = (text: string) => Number(text.replace(/[,.−]/g, ""));
    const charges = await first.locator("tbody td:last-child").allInnerTexts();
    const total = await first.getByRole("row", { name: /^Charges of the day/ }).getByRole("cell").last().innerText();
    expect(charges.map(paise).reduce((sum, one) => sum + one, 0)).toBe(paise(total));
    expect(await faults(page)).toEqual([]);
    await page.context().close();
  });

  test("a corporate action is entered from the holding's row; a refusal stands beside its field; the history tells it", async () => {
    const page = await rig.open({ screen: "holdings" });
    const row = page.getByRole("row", { name: /RELIANCE/ });
    await row.getByRole("link", { name: "RELIANCE" }).focus();
    await row.getByRole("button", { name: "Corporate action on RELIANCE" }).press("Enter");
    const form = page.getByRole("dialog", { name: "Corporate action on RELIANCE" });
    const exDate = form.getByLabel("Ex-date");
    expect(await exDate.inputValue()).toBe("04 Aug 2026");
    for (let kinds = 0; kinds < 3; kinds += 1) await page.keyboard.press("ArrowRight");
    expect(await form.getByRole("radio", { name: "Bonus" }).isChecked()).toBe(true);
    await page.keyboard.press("Tab");
    await page.keyboard.type("2");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.type("31-06-2026");
    await page.keyboard.press("Enter");
    await form.getByText("That is not a date. Accepted: A date such as 14 Aug 2026, 14-08-2026 or 2026-08-14").waitFor();
    expect(await exDate.getAttribute("aria-invalid")).toBe("true");
    expect(await faults(page)).toEqual([]);
    await page.keyboard.type("20-08-2026");
    await page.keyboard.press("Enter");
    await form.getByText("The ex-date, 20 Aug 2026, has not come yet.").waitFor();
    expect(await exDate.inputValue()).toBe("20 Aug 2026");
    expect(await exDate.getAttribute("aria-invalid")).toBe("true");
    expect(await faults(page)).toEqual([]);
    await page.keyboard.type("4 aug 2026");
    await page.keyboard.press("Enter");
    await form.waitFor({ state: "detached" });
    await page.getByRole("listitem").filter({ hasText: /Bonus 2:1: 5 → 15 shares, average 1,305.00 → 435.00/ }).waitFor();
    await row.getByRole("cell", { name: "15", exact: true }).waitFor();
    expect(await faults(page)).toEqual([]);
    await page.context().close();
  });

  test("nothing complained meanwhile", () => {
    expect(rig.faults).toEqual([]);
  });
});
