/**
 * Single steps taken by an interpreter: what each leads to, what it shows of the failure that is watched for.
 * In: a model, its interpreter, an edge. Out: `createReplay`.
 * Not here: which edges there are (`interpret-engine.ts`, `wasm/wasm-edges.ts`), which of them make a trace (`trace.ts`).
 */
import { isTemporal, type SpecModel } from "../ir/model.ts";
import type { Failure, StateValue } from "../ir/outcome.ts";
import { type Edge, sameClass, type Taken } from "./engine.ts";
import { type CellRecord, toValue } from "./interpret/cell.ts";
import type { Interpreter, Step } from "./interpret/interpreter.ts";

export interface Replay {
  /** What a property has to say of the current state, and for a step invariant of the step to it: null where all is well. */
  judge(property: number, before: CellRecord | null): Failure | null;
  /** What is watched for, where the step that the interpreter is at shows it. `before`: the state it was taken from. */
  guilt(step: Step, before: CellRecord | null, watch: Failure): Failure | null;
  /** `from` makes a fresh copy of the state; null: an initial step. `isInside`: the result is inside its domain. */
  take(
    from: (() => CellRecord) | null,
    edge: Pick<Edge, "action" | "instance" | "turn">,
    watch: Failure | null,
  ): Taken & { readonly isInside: boolean };
}

export function createReplay(model: SpecModel, interpreter: Interpreter): Replay {
  const judge: Replay["judge"] = (p, before) => {
    const kind = model.properties[p]?.kind;
    if (kind === undefined || isTemporal(kind) || (kind === "stepInvariant" && before === null)) return null;
    const holds = kind === "stepInvariant" && before !== null ? interpreter.holds(p, before) : interpreter.holds(p);
    if (typeof holds !== "boolean") return holds;
    return holds === (kind === "reachable") ? { kind: "property", property: p } : null;
  };

  /** Whether the current state, or the step to it, shows what is watched for. */
  function shown(before: CellRecord | null, watch: Failure): Failure | null {
    const properties = watch.kind === "property" ? [watch.property] : [...model.properties.keys()];
    const looks = [
      interpreter.constraint(),
      before === null ? true : interpreter.stepConstraint(before),
      interpreter.view() ?? true,
    ];
    const own = looks.map((f) => (typeof f === "object" ? f : null));
    const failures = properties.map((p) => judge(p, before)).concat(own);
    return failures.find((f) => f !== null && sameClass(f, watch)) ?? null;
  }

  const guilt: Replay["guilt"] = (step, before, watch) => {
    const own = step.failure ?? interpreter.stray();
    if (own === null) return shown(before, watch);
    return sameClass(own, watch) ? own : null;
  };

  return {
    judge,
    guilt,
    take(from, { action, instance, turn }, watch) {
      if (from !== null) interpreter.load(from());
      const before = from === null || watch === null ? null : from();
      let left = turn;
      for (const step of from === null ? interpreter.initial() : interpreter.stepsOf(action, instance)) {
        if (step === null || left-- > 0) continue;
        const hasResult = step.failure === null;
        return {
          state: hasResult ? (toValue(model.state, interpreter.state()) as StateValue) : null,
          isInside: hasResult && interpreter.stray() === null,
          failure: watch === null ? null : guilt(step, before, watch),
        };
      }
      throw new Error(`action ${action}, instance ${instance}: there is no step ${turn}`);
    },
  };
}
