/**
 * What the body of an action gives back: nobody takes it, so that it must at least have done something.
 * In: an expression in a scope, how it is bound. Out: the bound expression; a diagnostic where it does nothing.
 * Not here: what other bodies give back (`statements.ts`).
 */
import { droppedValue } from "../../ir/codes/bind-time.ts";
import type { Expr } from "../../ir/expr.ts";
import type { SyntaxExpr } from "../../ir/syntax.ts";
import { noEffects, report } from "./context.ts";
import type { Scope } from "./scope.ts";

/** `s.x === 1` or `({ ...s, x: 1 })` in the place of a step. */
export function givenByAction(scope: Scope, e: SyntaxExpr, bind: () => Expr): Expr {
  if (scope.where !== "an action" || scope.isLambda) return bind();
  const { effects } = scope;
  const before = { ...effects };
  Object.assign(effects, noEffects());
  const value = bind();
  const { writes, blocks, asserts } = effects;
  const all = { ...effects };
  for (const key of Object.keys(before) as (keyof typeof before)[]) effects[key] = before[key] ?? all[key];
  const acts = writes !== null || blocks !== null || asserts !== null || actsElsewhere(e);
  if (!acts && !isNothing(scope, value)) report(scope.context, droppedValue(e.at, { isObject: e.kind === "object" }));
  return value;
}

const isNothing = (scope: Scope, value: Expr): boolean =>
  value.kind === "undefined" ||
  (value.kind === "local" && scope.nevers.has(value.slot)) ||
  ["void", "state", "error"].includes(value.type.kind);

/** `FLAG && step(s)`: a constant has left out what another model does. */
const actsElsewhere = (e: SyntaxExpr): boolean => (e.kind === "logical" || e.kind === "conditional") && mayAct(e);

function mayAct(e: SyntaxExpr): boolean {
  switch (e.kind) {
    case "logical":
      return mayAct(e.left) || mayAct(e.right);
    case "conditional":
      return mayAct(e.then) || mayAct(e.else);
    case "call":
      return e.callee.kind !== "name" || e.callee.ref.kind !== "builtin";
    case "chain":
      return mayAct(e.of);
    case "assign":
    case "assignPattern":
    case "update":
      return true;
    default:
      return false;
  }
}
