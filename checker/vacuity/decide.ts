/**
 * Going through all states that a search has kept, for the questions that no walk has answered: of each unit only the parts of the
 * states that it looks at, each combination once. What it takes is counted, never timed, so that every run ends alike.
 * In: the kept states, open units. Out: `decide`: which units were gone through to the end, and their parts.
 * Not here: looking (`look.ts`), what is concluded (`vacuity.ts`).
 *
 * With symmetry one state of each orbit is kept. That is enough: a renaming of identities takes a state to a state, a step to a step
 * and a binding to a binding, and no condition or property of a spec whose identities may be exchanged can tell them apart. So
 * each question is answered by all states of an orbit alike.
 */
import type { SpecModel } from "../../ir/model.ts";
import type { Engine, Parts } from "../engine.ts";
import { dearnessOf } from "./dearness.ts";
import { isOpen, type Looker } from "./look.ts";
import type { Unit } from "./questions.ts";

export interface Budget {
  /** States looked at, each as often as there are units that ask: of packed states some 30 ns each. */
  readonly states: number;
  /** Expressions evaluated: some 20 ns each (`dearness.ts`). */
  readonly evaluated: number;
}

export const BUDGET: Budget = { states: 4_000_000, evaluated: 1_500_000 };

export interface Gone {
  readonly parts: Parts;
  /** By level from 1: how many combinations there were up to it. */
  readonly upTo: readonly number[];
}

const NOT_NEEDED: Gone = {
  parts: {
    add: () => 0,
    cells: () => {
      throw new Error("no states were gone through");
    },
  },
  upTo: [],
};

export async function decide(
  engine: Pick<Engine, "parts" | "size">,
  model: SpecModel,
  units: readonly Unit[],
  looker: Looker,
  budget: Budget,
  pause: () => Promise<boolean>,
): Promise<ReadonlyMap<Unit, Gone> | null> {
  const dearness = dearnessOf(model);
  const gone = new Map<Unit, Gone>();
  let statesLeft = budget.states;
  let left = budget.evaluated;
  /** Fields of pcs that were gone through in all states. */
  const whole = new Map<string, ReadonlySet<string>>();
  // Where processes rest is quickly gone through, and what begins where nobody ever is needs no look.
  for (const unit of units.toSorted((a, b) => Number(b.kind === "rests") - Number(a.kind === "rests"))) {
    if (unit.kind === "rests" ? !isOpen(unit) && !units.some((u) => asksFor(u, unit.field)) : !isOpen(unit)) continue;
    if (unit.kind === "action" && unit.rest !== null && whole.get(unit.rest.field)?.has(unit.rest.pc) === false) {
      gone.set(unit, NOT_NEEDED);
      continue;
    }
    if (await pause()) return null;
    const parts = engine.parts(unit.fields);
    const upTo: number[] = [];
    let isWhole = true;
    for (let level = 1; isWhole && engine.size(level) > 0 && (unit.kind === "rests" || isOpen(unit)); level++) {
      const known = upTo.at(-1) ?? 0;
      statesLeft -= engine.size(level);
      const each = dearness.unit(unit);
      const count = statesLeft < 0 ? known : parts.add(level, known + Math.floor(left / each));
      const cost = (count - known) * each;
      // Which state of a level comes first depends on the engine: a level is looked at as a whole or not at all.
      isWhole = statesLeft >= 0 && cost <= left;
      if (!isWhole) break;
      left -= cost;
      for (let n = known; n < count; n++) look(unit, parts, n);
      upTo.push(count);
    }
    statesLeft = Math.max(0, statesLeft);
    if (isWhole && isOpen(unit)) gone.set(unit, { parts, upTo });
    if (isWhole && unit.kind === "rests") whole.set(unit.field, unit.seen);
  }
  return gone;

  function look(unit: Unit, parts: Parts, n: number): void {
    const state = parts.cells(n);
    switch (unit.kind) {
      case "action":
        looker.action(unit, state, unit.instances);
        return;
      case "property":
        return looker.property(unit, state);
      case "rests":
        return looker.rests(unit, state);
    }
  }
}

/** A step of which it is not known whether any process ever comes to where it begins. */
const asksFor = (unit: Unit, field: string): boolean =>
  unit.kind === "action" && isOpen(unit) && unit.rest?.field === field && !unit.rest.isReached;
