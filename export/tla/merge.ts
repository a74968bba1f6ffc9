/**
 * Two ways that only put values somewhere, as one: each value depends on the condition.
 * In: the scope before, those after each way. Out: `merge`.
 * Not here: which ways do no more (`statements.ts`).
 */
import { type Cell, type Scope, type Slot, textOf } from "./scope.ts";

export function merge(at: Scope, test: string, a: Scope, b: Scope): Scope | null {
  const cells = new Map<string, Cell>(at.cells);
  for (const key of new Set([...a.cells.keys(), ...b.cells.keys()])) {
    const [x, y, old] = [a.cells.get(key), b.cells.get(key), at.cells.get(key)];
    if (x === y) continue;
    if (x === undefined || y === undefined) {
      // A local of one way.
      if (key.includes(":") && old === undefined) continue;
      return null;
    }
    cells.set(key, { base: `IF ${test} THEN ${textOf(x)} ELSE ${textOf(y)}`, updates: [] });
  }
  const slots = joined(at.slots, a.slots, b.slots);
  return slots === null ? null : { ...at, cells, slots, openers: [] };
}

function joined(
  old: ReadonlyMap<string, Slot>,
  a: ReadonlyMap<string, Slot>,
  b: ReadonlyMap<string, Slot>,
): ReadonlyMap<string, Slot> | null {
  const made = new Map(old);
  for (const key of new Set([...a.keys(), ...b.keys()])) {
    const [x, y] = [a.get(key), b.get(key)];
    if (x === undefined || y === undefined) {
      // Known on one way only: a local of that way.
      if (old.has(key)) return null;
      continue;
    }
    if (x === y || (x.kind === "value" && y.kind === "value")) made.set(key, x);
    else return null;
  }
  return made;
}
