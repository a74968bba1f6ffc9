/**
 * Looking at one reachable state: which questions it answers.
 * In: an interpreter whose expressions are watched. Out: `createLooker`, `isOpen`.
 * Not here: which states are looked at (`sample.ts`, `decide.ts`).
 */
import type { SpecModel } from "../../ir/model.ts";
import { scalarSize } from "../../ir/value.ts";
import { type Cell, type CellRecord, copy } from "../interpret/cell.ts";
import type { Interpreter } from "../interpret/interpreter.ts";
import type { Unit } from "./questions.ts";

export type ActionUnit = Unit & { readonly kind: "action" };
export type PropertyUnit = Unit & { readonly kind: "property" };

export interface Looker {
  /** Tries instances of an action, `most` at the most, until nothing of it is open; how many it tried. */
  action(unit: ActionUnit, state: CellRecord, most: number): number;
  rests(unit: Unit & { readonly kind: "rests" }, state: CellRecord): void;
  /** All that the property looks at from here: of each step, where it looks at steps. */
  property(unit: PropertyUnit, state: CellRecord): void;
  /** Of the interpreter's state alone, and of the step to it. */
  judge(unit: PropertyUnit, before: CellRecord | null): void;
}

export const isOpen = (unit: Unit): boolean => unit.questions.some((q) => !q.isCleared);

export function createLooker(model: SpecModel, interpreter: Interpreter): Looker {
  const kindOf = (property: number) => model.properties[property]?.kind;
  /** Of a property of behaviours there may be several, one for each combination of its parameters. */
  const instances = model.properties.map((p) => p.params.reduce((n, { domain }) => n * scalarSize(domain), 1));

  const judge = (unit: PropertyUnit, before: CellRecord | null): void => {
    const isStep = kindOf(unit.property) === "stepInvariant";
    if (isStep && before === null) return;
    for (let i = 0; i < (instances[unit.property] ?? 0) && isOpen(unit); i++) {
      const holds = interpreter.holds(unit.property, isStep ? before : null, i);
      // That of a `leadsTo` is all of its body.
      if (holds === true && kindOf(unit.property) === "leadsTo") for (const q of unit.questions) q.isCleared = true;
    }
  };

  return {
    judge,
    action(unit, state, most) {
      interpreter.load(state);
      let tried = 0;
      for (; tried < Math.min(most, unit.instances) && isOpen(unit); tried++) {
        for (const step of interpreter.stepsOf(unit.action, tried)) {
          if (step !== null && step.failure === null) unit.taken.isCleared = true;
          if (!isOpen(unit)) break;
        }
      }
      return tried;
    },
    rests(unit, state) {
      const pc = state[unit.field] as Cell;
      for (const at of Array.isArray(pc) ? pc : [pc]) {
        if (typeof at !== "string") continue;
        unit.seen.add(at);
        const question = unit.labels.get(at);
        if (question !== undefined) question.isCleared = true;
      }
    },
    property(unit, state) {
      interpreter.load(state);
      judge(unit, null);
      if (!unit.overSteps) return;
      const before = copy(state) as CellRecord;
      for (const step of interpreter.steps()) {
        if (!isOpen(unit)) break;
        if (step !== null && step.failure === null) judge(unit, before);
      }
    },
  };
}
