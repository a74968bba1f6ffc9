/**
 * What must hold of a state before any instance of an action can be enabled: asked once, not for every instance.
 * In: an action that the cells do. Out: `entryGuard`.
 * Not here: actions that are packed whole (`instances.ts`).
 */
import type { Expr, Stmt } from "../../../ir/expr.ts";
import type { Action, Body } from "../../../ir/model.ts";
import { walk } from "../../../ir/walk.ts";
import type { Code } from "../wasm/code.ts";
import type { Local } from "../wasm/module.ts";
import { and, type Cond, or, TRUE } from "./condition.ts";
import type { Bodies } from "./knot.ts";
import { createRun, type LocalPool } from "./run.ts";
import { Unsupported } from "./unsupported.ts";
import { truth } from "./value.ts";

/** Adds code; the condition is true where the cells have to look. `TRUE` where nothing is known. */
export function entryGuard(
  bodies: Bodies,
  pool: LocalPool,
  words: readonly Local[],
  action: Action,
  code: Code[],
): Cond {
  return leading(action.body)
    .flatMap(conjuncts)
    .filter(dependsOnStateOnly)
    .reduce<Cond>((guard, test) => {
      const body: Body = { locals: action.body.locals, code: { kind: "return", value: test, at: test.at } };
      try {
        const run = createRun(pool, words, null, { taken: [], position: 0 });
        const holds = truth(run.bindVal(bodies.follow(run, body, [])));
        code.push(...run.code);
        return and(guard, or(holds, run.trouble));
      } catch (thrown) {
        if (!(thrown instanceof Unsupported)) throw thrown;
        return guard;
      }
    }, TRUE);
}

/** The tests of the `when`s with which a body begins: no failure can come before them. */
function leading(body: Body): readonly Expr[] {
  const found: Expr[] = [];
  const visit = (s: Stmt): boolean => {
    if (s.kind === "block") return s.body.every(visit);
    if (s.kind !== "when") return false;
    found.push(s.test);
    return true;
  };
  visit(body.code);
  return found;
}

/** A later one is looked at although an earlier one may not hold: what it fears then only sends the cells to look. */
const conjuncts = (e: Expr): readonly Expr[] =>
  e.kind === "logical" && e.op === "&&" ? [...conjuncts(e.left), ...conjuncts(e.right)] : [e];

/** No parameter, no local, no choice, no effect. */
function dependsOnStateOnly(e: Expr): boolean {
  let only = true;
  walk(e, (n) => {
    if (["local", "pick", "call", "assign", "update", "seqMethod", "setMethod", "optional"].includes(n.kind))
      only = false;
  });
  return only;
}
