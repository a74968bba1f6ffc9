/**
 * Writes that left a place as it was: in a lost update the write that loses it changes nothing, and is the point of the story.
 * In: a step's action and arguments, the state after it. Out: `Change`s whose two values are the same.
 * Not here: what a step changed (`differences.ts`).
 *
 * Only what certainly happened is told: assignments of scalars that stand before any branch, to places named by fields,
 * literals and the action's own parameters.
 */
import { type Domain, isScalar } from "../ir/domain.ts";
import type { Expr, Stmt } from "../ir/expr.ts";
import type { Action, SpecModel } from "../ir/model.ts";
import type { StateValue, TraceStep } from "../ir/outcome.ts";
import { ordinal, type Value } from "../ir/value.ts";
import { keyStep } from "./differences.ts";
import type { Change } from "./report.ts";
import { fieldOf, itemsOf, printValue } from "./values.ts";

export function sameValueWrites(
  model: SpecModel,
  action: Action,
  step: TraceStep,
  changes: readonly Change[],
): readonly Change[] {
  const { state } = step;
  if (state === null) return [];
  const found = new Map<string, Change>();
  for (const target of certainTargets(action.body.code)) {
    const place = placeOf(model, action, step, state, target);
    if (place === null || changes.some((c) => !c.local && c.path.startsWith(place.path))) continue;
    found.set(place.path, { path: place.path, before: place.text, after: place.text, local: false });
  }
  return [...found.values()];
}

/** Targets of plain assignments, in order, up to the first statement that may go two ways. */
function certainTargets(code: Stmt): readonly Expr[] {
  const targets: Expr[] = [];
  /** False where what follows is not certain any more. */
  const go = (s: Stmt): boolean => {
    switch (s.kind) {
      case "block":
        return s.body.every(go);
      case "let":
      case "when":
      case "assert":
        return true;
      case "expr":
        if (s.value.kind === "assign" && s.value.op === "=") targets.push(s.value.target);
        return true;
      case "flow": {
        let at = 0;
        for (let block = s.blocks[at]; block !== undefined; block = s.blocks[at]) {
          if (!block.body.every(go) || block.end.kind !== "goto" || block.end.to <= at) return false;
          at = block.end.to;
        }
        return false;
      }
      default:
        return false;
    }
  };
  go(code);
  return targets;
}

interface Placed {
  readonly path: string;
  readonly value: Value;
  readonly domain: Domain;
}

function placeOf(
  model: SpecModel,
  action: Action,
  step: TraceStep,
  state: StateValue,
  target: Expr,
): { path: string; text: string } | null {
  const keyOf = (e: Expr): Value | null => {
    if (e.kind === "literal") return e.value;
    const param = e.kind === "local" ? action.params.findIndex((p) => p.slot === e.slot) : -1;
    return param < 0 ? null : (step.args[param] ?? null);
  };
  const descend = (e: Expr): Placed | null => {
    if (e.kind === "field" && e.of.kind === "state") {
      const field = model.state.fields.find((f) => f.name === e.name);
      return field === undefined || field.hidden !== undefined
        ? null
        : { path: e.name, value: state[e.name], domain: field.domain };
    }
    if (e.kind === "field") {
      const of = descend(e.of);
      const field = of?.domain.kind === "record" ? of.domain.fields.find((f) => f.name === e.name) : undefined;
      return of === null || field === undefined
        ? null
        : { path: `${of.path}.${e.name}`, value: fieldOf(of.value, e.name), domain: field.domain };
    }
    if (e.kind !== "index") return null;
    const of = descend(e.of);
    const key = keyOf(e.key);
    if (of?.domain.kind !== "table" || key === null) return null;
    return {
      path: keyStep(of.path, key),
      value: itemsOf(of.value)[ordinal(of.domain.key, key)],
      domain: of.domain.value,
    };
  };
  const place = descend(target);
  if (place === null) return null;
  return isScalar(place.domain) ? { path: place.path, text: printValue(place.domain, place.value) } : null;
}
