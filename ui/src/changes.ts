// How a change of the rule book is told: only what is new of a long rule, and only what went of the old one.
import type { Rule, RuleChange } from "./wire.ts";

/** What a rule says beside the rules of the other side: clauses that both have become `…`. */
export function news(rule: Rule, others: Rule[]): string {
  const known = new Set(others.filter((other) => other.name === rule.name && other.topic === rule.topic).flatMap((other) => clauses(other.words)));
  const told: string[] = [];
  for (const clause of clauses(rule.words)) {
    if (!known.has(clause)) told.push(clause);
    else if (told.at(-1) !== "…") told.push("…");
  }
  // A rule of which nothing is new in parts is told whole.
  return told.every((clause) => clause === "…") ? rule.words : told.join("; ");
}

/** The lines of a change: what came, then what went. */
export function lines(change: RuleChange): { came: string[]; gone: string[] } {
  // What holds for delivery and for intraday alike is told once.
  const told = (rules: Rule[], others: Rule[]) => [...new Set(rules.map((rule) => news(rule, others)))];
  return { came: told(change.came, change.gone), gone: told(change.gone, change.came) };
}

function clauses(words: string): string[] {
  // Whom a rule is about stands before a colon, and belongs to its first clause.
  return words.split("; ");
}
