/**
 * What must hold of a state before any instance of an action can be enabled: asked once, not for every instance.
 * In: an action that the cells do. Out: `entryGuard`.
 * Not here: actions that are packed whole (`instances.ts`).
 */
import { type Domain, sameDomain } from "../../../ir/domain.ts";
import type { Expr, Stmt } from "../../../ir/expr.ts";
import type { Action, Body } from "../../../ir/model.ts";
import { walk } from "../../../ir/walk.ts";
import type { Code } from "../wasm/code.ts";
import type { Local } from "../wasm/module.ts";
import { and, type Cond, FALSE, or, TRUE } from "./condition.ts";
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
  let guard: Cond = TRUE;
  let trouble: Cond = FALSE;
  for (const test of leading(action.body).flatMap(conjuncts)) {
    if (!dependsOnStateOnly(test)) {
      // What comes after a failure is not asked.
      if (mayFail(action, test)) return guard;
      continue;
    }
    const body: Body = { locals: action.body.locals, code: { kind: "return", value: test, at: test.at } };
    try {
      const run = createRun(pool, words, null, { taken: [], position: 0 });
      const holds = truth(run.bindVal(bodies.follow(run, body, [])));
      code.push(...run.code);
      trouble = or(trouble, run.trouble);
      guard = and(guard, or(holds, trouble));
    } catch (thrown) {
      if (!(thrown instanceof Unsupported)) throw thrown;
      return guard;
    }
  }
  return guard;
}

/** Everything but comparisons of what is surely there. */
function mayFail(action: Action, test: Expr): boolean {
  const ofParam = (e: Expr, d: Domain): boolean =>
    e.kind === "local" && action.params.some((p) => p.slot === e.slot && sameDomain(p.domain, d));
  const isHarmless = (e: Expr): boolean => {
    switch (e.kind) {
      case "literal":
      case "undefined":
      case "local":
      case "state":
        return true;
      case "field":
        return (e.of.type.kind === "state" || e.of.type.kind === "record") && isHarmless(e.of);
      case "index":
        return e.of.type.kind === "table" && ofParam(e.key, e.of.type.key) && isHarmless(e.of);
      case "unary":
        return e.op === "!" && isHarmless(e.of);
      case "binary":
        return (e.op === "===" || e.op === "!==") && isHarmless(e.left) && isHarmless(e.right);
      case "logical":
        return isHarmless(e.left) && isHarmless(e.right);
      default:
        return false;
    }
  };
  return !isHarmless(test);
}

/** The tests of the `when`s with which a body begins. */
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
