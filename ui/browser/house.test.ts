// Who comes in, who is kept out, and what an administrator does: by role and name, each screen judged by axe.
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { faults } from "./axe.ts";
import { browserPath, Rig } from "./window.ts";

const path = browserPath();
const PICTURES = resolve(import.meta.dirname, "pictures");

describe.skipIf(path === null)("the house", () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.start(path ?? "");
    mkdirSync(PICTURES, { recursive: true });
  });
  afterAll(() => rig.stop());

  const picture = (page: Page, name: string) => page.screenshot({ path: `${PICTURES}/house-${name}.png` });

  test("a first profile with a password: its recovery code is shown once, then the choice", async () => {
    const page = await rig.open({ scene: "new", screen: "" });
    await page.keyboard.type("Asha");
    await page.keyboard.press("Tab");
    await page.keyboard.type("12345");
    await page.keyboard.press("Enter");
    await page.getByText("A password has 6 to 256 characters").waitFor();
    await page.getByLabel("Password, if you like").fill("asha's own");
    expect(await page.getByLabel("Password, if you like").getAttribute("type")).toBe("password");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Keep this recovery code" }).waitFor();
    expect(await page.locator(".code").innerText()).toMatch(/7K3M/);
    expect(await faults(page)).toEqual([]);
    await picture(page, "code");
    expect(await page.getByRole("button", { name: "Continue" }).isDisabled()).toBe(true);
    await page.getByLabel("I have kept it").check();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: "Practise on a past day" }).waitFor();
    expect(await page.getByText("7K3M").count()).toBe(0);
    await page.context().close();
  });

  test("one person with a password is asked for it; wrong ones are told in the same words, then with the wait", async () => {
    const page = await rig.open({ scene: "alone", screen: "" });
    await page.getByRole("heading", { name: "Asha" }).waitFor();
    for (const guess of ["guess1", "guess2", "guess3"]) {
      await page.getByLabel("Password", { exact: true }).fill(guess);
      await page.keyboard.press("Enter");
      await page.getByRole("alert").getByText("The name or the password is wrong").waitFor();
    }
    await page.getByLabel("Password", { exact: true }).fill("asha's own");
    await page.keyboard.press("Enter");
    await page.getByText("may be tried in 4 s").waitFor();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await page.getByText("Account value").waitFor();
    await page.context().close();
  });

  test("the recovery code sets a new password and is replaced", async () => {
    const page = await rig.open({ scene: "alone", screen: "" });
    await page.getByRole("button", { name: "Forgot the password?" }).click();
    await page.getByLabel("Recovery code").fill("wrong");
    await page.getByLabel("New password", { exact: true }).fill("another one");
    await page.getByLabel("New password again").fill("another two");
    await page.getByText("The two are not the same.").waitFor();
    await page.getByLabel("New password again").fill("another one");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText("The name or the password is wrong").waitFor();
    expect(await faults(page)).toEqual([]);
    await picture(page, "recover");
    await page.getByLabel("Recovery code").fill("7k3m-9qxa-2wtf-p8nd-4hjr-v6ce-0b5s-1ygz");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Keep this recovery code" }).waitFor();
    await page.context().close();
  });

  test("while it is locked nothing of the account is in the page; unlocked, the place is the same", async () => {
    const page = await rig.open({ scene: "house", screen: "holdings" });
    await page.getByRole("row", { name: /RELIANCE/ }).waitFor();
    await page.keyboard.press("Control+l");
    await page.getByRole("heading", { name: "Locked" }).waitFor();
    const html = await page.content();
    for (const secret of ["RELIANCE", "HDFCBANK", "₹", "Holdings", "account", "Free cash"]) expect(html, secret).not.toContain(secret);
    expect(await page.title()).toBe("Lakh");
    expect(await faults(page)).toEqual([]);
    await picture(page, "locked");
    await page.keyboard.press("h");
    await page.getByLabel("Password", { exact: true }).fill("not mine");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText("The name or the password is wrong").waitFor();
    await page.getByLabel("Password", { exact: true }).fill("asha's own");
    await page.keyboard.press("Enter");
    await page.getByRole("row", { name: /RELIANCE/ }).waitFor();
    expect(page.url()).toContain("#/holdings");
    await page.context().close();
  });

  test("who has no password cannot lock, and is told why", async () => {
    const page = await rig.open();
    await page.keyboard.press("Control+l");
    await page.getByText("Without a password a lock keeps nobody out.").waitFor();
    await page.getByText("Account value").waitFor();
    await page.context().close();
  });

  test("a name, a password and a recovery code are changed in Settings", async () => {
    const page = await rig.open({ screen: "settings" });
    expect(await page.getByLabel("Lock when left alone").isDisabled()).toBe(true);
    await page.getByLabel("Name").fill("आशा");
    await page.keyboard.press("Enter");
    await page.getByText("You are called आशा now.").waitFor();
    await page.getByRole("button", { name: "Choose a password…" }).click();
    const dialog = page.getByRole("dialog", { name: "Password" });
    await dialog.getByLabel("New password", { exact: true }).fill("asha's own");
    await dialog.getByLabel("New password again").fill("asha's own");
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Recovery code" }).getByLabel("I have kept it").check();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: "New recovery code…" }).waitFor();
    await page.getByLabel("Lock when left alone").selectOption("After 5 minutes");
    await page.getByRole("button", { name: "Change the password…" }).click();
    await page.getByLabel("Old password").fill("not it");
    await page.getByLabel("New password", { exact: true }).fill("a better one");
    await page.getByLabel("New password again").fill("a better one");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText("The name or the password is wrong").waitFor();
    await page.keyboard.press("Escape");
    await picture(page, "settings");
    await page.context().close();
  });

  test("a profile is removed after an export is offered and its name is typed", async () => {
    const page = await rig.open({ screen: "settings" });
    await page.getByRole("button", { name: "Remove this profile…" }).click();
    const dialog = page.getByRole("dialog", { name: "Remove this profile" });
    expect(await faults(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Export as hledger" }).click();
    await dialog.getByText("ledger.journal").waitFor();
    await picture(page, "remove");
    const remove = dialog.getByRole("button", { name: "Remove the profile" });
    expect(await remove.isDisabled()).toBe(true);
    await dialog.getByLabel("Type Asha to be sure").fill("Asha");
    await remove.click();
    await page.getByLabel("Your name").waitFor();
    await page.context().close();
  });

  test("a restore says first what will be lost, and does nothing when it is refused", async () => {
    const page = await rig.open({ screen: "settings" });
    await page.getByRole("button", { name: "Verify the ledger" }).click();
    await page.getByText("Everything agrees.").waitFor();
    await page.getByRole("button", { name: "Back up now" }).click();
    await page.getByText("Backed up and verified").waitFor();
    await page.getByRole("button", { name: "Restore the backup of 20 Nov 2026 15:45:09…" }).click();
    const dialog = page.getByRole("dialog", { name: "Restore a backup" });
    await dialog.getByText("47 events of the present ledger will be lost").waitFor();
    expect(await faults(page)).toEqual([]);
    await picture(page, "restore");
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Restore the backup of 21 Nov 2026 15:45:12…" }).click();
    await dialog.getByRole("button", { name: "Restore it" }).click();
    await page.getByText("is back. What was here lies in").waitFor();
    await page.context().close();
  });

  test("each difference of a record that was changed is named with its event", async () => {
    const page = await rig.open({ scene: "tampered", screen: "settings" });
    await page.getByRole("button", { name: "Verify the ledger" }).click();
    await page.getByText("The record is damaged: 3 differences.").waitFor();
    await page.getByRole("listitem").getByText("event 812 was changed: its hash is another").waitFor();
    expect(await faults(page)).toEqual([]);
    await picture(page, "tampered");
    await page.context().close();
  });

  test("a damaged ledger says what happened and offers the last backup", async () => {
    const page = await rig.open({ scene: "damaged", screen: "" });
    await page.getByRole("heading", { name: "Your ledger cannot be opened" }).waitFor();
    await page.getByText("The last good one is of 21 Nov 2026 15:45:12.").waitFor();
    expect(await faults(page)).toEqual([]);
    await picture(page, "damaged");
    await page.getByRole("button", { name: "Restore the backup of 21 Nov 2026 15:45:12…" }).click();
    await page.getByText("everything written after this backup is lost").waitFor();
    await page.getByRole("button", { name: "Restore it" }).click();
    await page.getByText("Account value").waitFor();
    await page.context().close();
    const anew = await rig.open({ scene: "damaged", screen: "" });
    await anew.getByText("Begin anew without a backup").click();
    await anew.getByLabel(/Set the damaged files aside/).check();
    await anew.getByRole("button", { name: "Begin anew", exact: true }).click();
    await anew.getByText("Account value").waitFor();
    await anew.context().close();
  });

  test("what was lost is told, and one may go on", async () => {
    const page = await rig.open({ scene: "lost", screen: "" });
    await page.getByText("ends at event 1,240").waitFor();
    await page.getByRole("button", { name: "Go on with what is here" }).click();
    await page.getByText("Account value").waitFor();
    await page.context().close();
  });

  test("an administrator makes, locks, resets and removes users, and the log tells it", async () => {
    const page = await rig.open({ scene: "house", screen: "admin" });
    await page.getByRole("row", { name: /Asha You Administrator/ }).waitFor();
    await picture(page, "users");
    await page.getByRole("button", { name: "New user…" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("Meera");
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await page.getByText("Meera may sign in, as a trader.").waitFor();
    const about = async (name: string) => {
      await page.getByRole("button", { name: `Administer ${name}…` }).click();
      return page.getByRole("dialog", { name: `Administer ${name}` });
    };
    let dialog = await about("Ravi Kumar");
    await picture(page, "user");
    expect(await faults(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Lock", exact: true }).click();
    await page.getByRole("row", { name: /Ravi Kumar Trader Locked/ }).waitFor();
    dialog = await about("Ravi Kumar");
    await dialog.getByLabel("Begin anew with, ₹").fill("50,000");
    await dialog.getByRole("button", { name: "Reset" }).click();
    await page.getByRole("row", { name: /Begins anew with ₹50,000.00/ }).waitFor();
    dialog = await about("Meera");
    expect(await dialog.getByRole("button", { name: "Remove" }).isDisabled()).toBe(true);
    await dialog.getByLabel("To remove, type Meera").fill("Meera");
    await dialog.getByRole("button", { name: "Remove" }).click();
    await page.getByRole("table", { name: "Users", exact: true }).getByRole("row", { name: /Meera/ }).waitFor({ state: "detached" });
    expect(await page.getByRole("table", { name: "Removed users" }).getByRole("row", { name: /Meera/ }).count()).toBe(2);
    await page.getByRole("tab", { name: "Log of acts" }).click();
    await page.getByText("The log proves itself.").waitFor();
    expect(await page.getByRole("row").nth(1).innerText()).toMatch(/Removed Meera/);
    await picture(page, "log");
    expect(await faults(page)).toEqual([]);
    await page.getByRole("tab", { name: "Health" }).click();
    await page.getByRole("heading", { name: /Disk space/ }).waitFor();
    expect(await faults(page)).toEqual([]);
    await picture(page, "health");
    await page.context().close();
  });

  test("a removed user is put back with the keyboard alone, under another name where theirs is taken, and the log tells it", async () => {
    const page = await rig.open({ scene: "house", screen: "admin" });
    const removed = page.getByRole("table", { name: "Removed users" });
    await removed.getByRole("row", { name: /Meera 20 Nov 2026.* Asha/ }).waitFor();
    await picture(page, "removed");
    expect(await faults(page)).toEqual([]);
    await page.getByRole("button", { name: "Put back Meera…" }).focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Put back Meera" });
    expect(await dialog.getByLabel("Name").inputValue()).toBe("Meera");
    await picture(page, "put-back");
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(await page.getByRole("button", { name: "Put back Meera…" }).evaluate((one) => one === document.activeElement)).toBe(true);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("ravi kumar");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText("The name ravi kumar is taken").waitFor();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("Meera Rao");
    await page.keyboard.press("Enter");
    await page.getByRole("table", { name: "Users", exact: true }).getByRole("row", { name: /Meera Rao Trader/ }).waitFor();
    expect(await removed.getByRole("row", { name: /Meera/ }).count()).toBe(0);
    await page.getByRole("button", { name: /Put back a profile without a name/ }).click();
    expect(await page.getByRole("button", { name: "Put back", exact: true }).isDisabled()).toBe(true);
    await page.keyboard.type("Divya");
    await page.keyboard.press("Enter");
    await page.getByText("Divya may sign in again").waitFor();
    expect(await removed.count()).toBe(0);
    await page.getByRole("tab", { name: "Log of acts" }).click();
    expect(await page.getByRole("row").nth(2).innerText()).toMatch(/Put Meera Rao back/);
    await page.context().close();
  });

  test("whoever may not administer is told how one becomes an administrator", async () => {
    const first = await rig.open({ screen: "admin" });
    await first.getByRole("heading", { name: "An administrator needs a password" }).waitFor();
    expect(await first.getByRole("table").count()).toBe(0);
    await first.context().close();
    const page = await rig.open({ scene: "out", screen: "admin" });
    await page.getByRole("button", { name: "मीरा" }).click();
    await page.getByRole("heading", { name: "Only an administrator comes in here" }).waitFor();
    await page.getByText("Here that is Asha.").waitFor();
    await page.context().close();
  });

  test("a closed house: a locked user cannot be chosen, and nobody makes a profile for themselves", async () => {
    const page = await rig.open({ scene: "out", screen: "" });
    await page.getByRole("heading", { name: "Who is here?" }).waitFor();
    expect(await page.getByRole("button", { name: /Kabir/ }).isDisabled()).toBe(true);
    expect(await page.getByRole("button", { name: "Someone new" }).count()).toBe(0);
    await picture(page, "who");
    expect(await faults(page)).toEqual([]);
    await page.context().close();
  });

  test("the new screens in light, and on a large window", async () => {
    for (const [scene, screen, name] of [["house", "admin", "users-light"], ["house", "settings", "settings-light"], ["out", "", "who-light"], ["damaged", "", "damaged-light"]] as const) {
      const page = await rig.open({ scene, screen, scheme: "light", width: 1920, height: 1080 });
      expect(await faults(page), name).toEqual([]);
      await picture(page, name);
      await page.context().close();
    }
  });

  test("nothing complained meanwhile", () => {
    expect(rig.faults).toEqual([]);
  });
});
