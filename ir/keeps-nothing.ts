/**
 * Whether what a round of a loop over a domain makes is gone when the round is over: then it does not count towards what a
 * step may make (docs/language.md), and an evaluator can give it back.
 * In: a lambda. Out: `keepsNothing`.
 * Not here: the count itself (`checker/interpret/machine.ts`, `compiler/5-emit/cells/bodies/budget.ts`).
 */

import { isScalar } from "./domain.ts";
import type { Lambda } from "./expr.ts";
import type { Fn } from "./model.ts";
import { isDomain } from "./type.ts";
import { isStmt, type Node, walk } from "./walk.ts";

/** The lambda only looks: it puts no object anywhere that is still there afterwards. `functions`: the model's. */
export const keepsNothing = (functions: readonly Fn[], lambda: Lambda): boolean =>
  isHarmless(functions, lambda.body, new Set(), false);

const CHANGING: readonly string[] = ["push", "unshift", "pop", "shift", "reverse", "sort", "splice", "fill"];

/** `ownLocals`: of a function, whose locals are gone with it; those of a lambda are not. */
function isHarmless(functions: readonly Fn[], code: Node, seen: Set<number>, ownLocals: boolean): boolean {
  let harmless = true;
  walk(code, (n) => {
    if (!harmless) return false;
    if (isStmt(n)) return true;
    switch (n.kind) {
      case "assign":
      case "update": {
        const { target } = n;
        const isKept = target.kind !== "local" || (!ownLocals && !(isDomain(target.type) && isScalar(target.type)));
        if (isKept) harmless = false;
        break;
      }
      case "call": {
        const callee = functions[n.function];
        if (callee === undefined || seen.has(n.function)) break;
        seen.add(n.function);
        harmless = isHarmless(functions, callee.body.code, seen, true);
        break;
      }
      case "pick":
        harmless = false;
        break;
      case "seqMethod":
        if (CHANGING.includes(n.op)) harmless = false;
        break;
      case "setMethod":
      case "mapMethod":
      case "bagMethod":
        if (["add", "set", "delete", "clear"].includes(n.op)) harmless = false;
        break;
      default:
        break;
    }
    return harmless;
  });
  return harmless;
}
