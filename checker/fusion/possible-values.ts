/**
 * Which values each part of a state can ever have: those it starts with and those that some step gives it.
 * In: summaries of all movers, the initial states. Out: values by part.
 * Not here: what is sure at one rest (`facts.ts`).
 */
import { alternatives } from "../../ir/domain.ts";
import type { Met } from "./facts.ts";
import type { Known } from "./probe.ts";
import type { Leaf } from "./unknown-state.ts";

/** Rows of one table count as one part, as do all identities of a set: steps were looked at for one of those that are alike. */
export function possibleValues(
  leaves: readonly Leaf[],
  met: readonly Met[],
  starts: readonly (readonly number[])[] | null,
): Known {
  const known = new Map<number, readonly number[]>();
  if (starts === null) return known;
  const patterns = leaves.map((leaf) => leaf.path.replace(/\[[^\]]*\]/g, "[]"));
  const values = new Map<string, Set<number>>();
  const give = (leaf: number, value: number): void => {
    const pattern = patterns[leaf] ?? "";
    values.set(pattern, (values.get(pattern) ?? new Set()).add(value));
  };
  for (const start of starts) for (const [leaf, value] of start.entries()) give(leaf, value);
  for (const { summary, mentions } of met) {
    if (summary === null) {
      for (const leaf of leaves) if (mentions === null || mentions.has(leaf.field)) give(leaf.index, -1);
    }
    for (const way of summary?.ways ?? [])
      for (const [leaf, given] of way.writes) for (const value of given) give(leaf, value);
  }
  for (const leaf of leaves) {
    const found = values.get(patterns[leaf.index] ?? "");
    if (leaf.count === null || found === undefined || found.has(-1)) continue;
    if (alternatives(leaf.domain).some((d) => d.kind === "id") && found.size > 1) continue;
    if (alternatives(leaf.domain).some((d) => d.kind === "id")) {
      const [only] = found;
      const cell = leaf.nth(only ?? 0);
      if (typeof cell === "object" && cell !== null) continue;
    }
    known.set(
      leaf.index,
      [...found].sort((a, b) => a - b),
    );
  }
  return known;
}
