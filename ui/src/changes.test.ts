import { expect, test } from "vitest";
import { lines, news } from "./changes.ts";
import type { Rule } from "./wire.ts";

const rule = (words: string, name = "session"): Rule => ({ name, topic: "Session", words, from: null, source: "" });

test("of a long rule only the clauses that are new are told", () => {
  const before = rule("All stocks: 09:00–09:08 orders collect; 09:15–15:30 trading; 15:40–16:00 post-close");
  const after = rule("All stocks: 09:00–09:05 orders collect; 09:15–15:30 trading; 15:40–16:00 post-close");
  expect(lines({ day: "2026-09-07", gone: [before], came: [after] })).toEqual({
    came: ["All stocks: 09:00–09:05 orders collect; …"],
    gone: ["All stocks: 09:00–09:08 orders collect; …"],
  });
});

test("a rule of another kind, and one without a predecessor, are told whole", () => {
  expect(news(rule("one; two"), [rule("two; three", "tick")])).toBe("one; two");
  expect(news(rule("one; two"), [])).toBe("one; two");
  expect(news(rule("one; two"), [rule("two; one")])).toBe("one; two");
});
