// Files of the exchange, dropped on the window or chosen in Settings: progress, what was read, what was refused and why.
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { faults } from "./axe.ts";
import { browserPath, Rig } from "./window.ts";

const path = browserPath();
const PICTURES = resolve(import.meta.dirname, "pictures");
const FILES: [string, string][] = [["BhavCopy 03-08.csv", "head\na\nb\nc"], ["half broken.csv", "head\na\n?\nc\n?"], ["empty.csv", "head"]];

describe.skipIf(path === null)("files of the exchange", () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.start(path ?? "");
    mkdirSync(PICTURES, { recursive: true });
  });
  afterAll(() => rig.stop());

  const drag = (page: Page, kind: "dragover" | "dragleave" | "drop") =>
    page.evaluate(`(() => {
      const data = new DataTransfer();
      for (const [name, text] of ${JSON.stringify(FILES)}) data.items.add(new File([text], name));
      dispatchEvent(new DragEvent("${kind}", { dataTransfer: data, cancelable: true }));
    })()`);

  for (const scheme of ["dark", "light"] as const) {
    test(`dropped ones: they hang, are read one after the other, and each refused row is told, ${scheme}`, async () => {
      const page = await rig.open({ screen: "holdings", scheme });
      await drag(page, "dragover");
      await page.getByText("Drop files of the exchange to import them").waitFor();
      await page.screenshot({ path: `${PICTURES}/import-hanging-${scheme}.png` });
      await drag(page, "dragleave");
      await page.getByText("Drop files of the exchange to import them").waitFor({ state: "detached" });
      await drag(page, "dragover");
      await drag(page, "drop");
      await page.getByText("2 of 3: reading").waitFor();
      await page.screenshot({ path: `${PICTURES}/import-reading-${scheme}.png` });
      await page.getByText("Not read: the file is empty: download it again").waitFor();
      await page.getByText("4 rows read, 0 not traded here, 2 refused").waitFor();
      await page.getByText("Refused rows").click();
      await page.getByRole("row", { name: /^2 ClsPric: "\?" is not a price/ }).waitFor();
      expect(await faults(page)).toEqual([]);
      await page.screenshot({ path: `${PICTURES}/import-read-${scheme}.png` });
      await drag(page, "drop");
      await page.getByText("2 of 3: reading").waitFor();
      await page.getByText("4 rows read, 0 not traded here, 2 refused").waitFor();
      await page.getByText("Not read: the file is empty: download it again").waitFor();
      expect(await page.getByRole("article").count(), "a second time in place of the first").toBe(3);
      await page.context().close();
    });
  }

  test("chosen ones, by the keyboard", async () => {
    const page = await rig.open({ screen: "settings" });
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Choose files…" }).press("Enter");
    await (await chooser).setFiles(FILES.map(([name, text]) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) })));
    await page.getByText("3 rows read, 0 not traded here, 0 refused").waitFor();
    await page.getByText("Not read: the file is empty").waitFor();
    await page.context().close();
  });

  test("nothing complained meanwhile", () => {
    expect(rig.faults).toEqual([]);
  });
});
