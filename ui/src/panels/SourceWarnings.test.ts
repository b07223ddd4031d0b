import { mount, unmount } from "svelte";
import { afterEach, expect, test } from "vitest";
import { differing } from "../dev/sources.ts";
import type { SourceWarning } from "../wire.ts";
import SourceWarnings from "./SourceWarnings.svelte";

let shown: Record<string, unknown> | null = null;

function show(warnings: SourceWarning[]): HTMLElement {
  document.body.replaceChildren();
  shown = mount(SourceWarnings, { target: document.body, props: { warnings } });
  return document.body;
}

afterEach(() => {
  if (shown) void unmount(shown);
});

test("each difference is told with when it was seen, and what to do once for all of a kind", () => {
  const page = show(differing().warnings);
  const kinds = [...page.querySelectorAll("article")];
  expect(kinds.map((kind) => kind.getAttribute("aria-label"))).toEqual(["Calendar", "Cross-check of the movers"]);
  expect(kinds.map((kind) => kind.querySelectorAll("li").length)).toEqual([2, 1]);
  const [calendar, movers] = kinds.map((kind) => kind.textContent);
  expect(calendar).toContain("The exchange is closed on 18 Dec 2026 (Elections)");
  expect(calendar).toContain("Seen 03 Aug 2026 10:05:00");
  expect(calendar?.match(/Look at the exchange's circulars/g)).toHaveLength(1);
  expect(movers).toContain("Compare a price with the exchange's page");
});

test("an exchange that agrees leaves nothing on the page, no heading either", () => {
  expect(show([]).textContent.trim()).toBe("");
});
