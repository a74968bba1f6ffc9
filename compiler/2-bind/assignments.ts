/**
 * Assignments and updates: what they may write, with which effect.
 * In: `SyntaxExpr` of kinds assign, update. Out: `Expr`.
 * Not here: destructuring (`patterns.ts`), declarations (`statements.ts`), `s = yield …` (`sequential.ts`).
 */
import { effectInLambda, stateAsValue, unsupportedExpression, writeInProperty } from "../../ir/codes/bind.ts";
import { writeIntoCopy } from "../../ir/codes/bind-collections.ts";
import { NUMBER } from "../../ir/domain.ts";
import type { Expr, Place, When } from "../../ir/expr.ts";
import type { Span } from "../../ir/span.ts";
import type { SyntaxExpr } from "../../ir/syntax.ts";
import { isFresh, own, perhapsOwn, stored } from "./aliasing.ts";
import { report, textAt } from "./context.ts";
import { hole, type Scope } from "./scope.ts";
import { isDomain, join } from "./types.ts";

export function assignment(scope: Scope, e: SyntaxExpr & { kind: "assign" }): Expr {
  const target = place(scope, e.target);
  if (target === null) {
    const value = scope.knot.expr(scope, e.value);
    const when = stateName(scope, e.target);
    if (when === null) return hole(e.at);
    if (value.type.kind === "state" && (value.kind !== "state" || value.when === when)) return value;
    // Another object would be written from here on, and the step would change nothing.
    if (value.type.kind !== "error") report(scope.context, stateAsValue(value.at));
    return hole(e.at);
  }
  const expected = isDomain(target.type) ? target.type : null;
  const value = scope.knot.expr(scope, e.value, expected);
  if (value.type.kind === "error" || target.type.kind === "error") return hole(e.at);
  if (value.type.kind === "state") {
    report(scope.context, stateAsValue(value.at));
    return hole(e.at);
  }
  if (target.kind !== "local") stored(scope, value, target);
  else if (e.op === "=") own(scope, target.slot, value);
  else perhapsOwn(scope, target.slot, value);
  return {
    kind: "assign",
    op: e.op,
    target,
    value,
    at: e.at,
    type: e.op === "=" ? value.type : isLogical(e.op) ? join([target.type, value.type]) : NUMBER,
  };
}

const isLogical = (op: string): boolean => op === "&&" || op === "||" || op === "??";

/** Which state a name stands for; null where it is no state. */
function stateName(scope: Scope, e: SyntaxExpr): When | null {
  const binding = e.kind === "name" && e.ref.kind === "local" ? scope.bindings.get(e.ref.id) : undefined;
  return binding?.kind === "state" ? binding.when : null;
}

/** What stands left of an assignment. Null (reported, except for the state itself) where it cannot be written. */
export function place(scope: Scope, e: SyntaxExpr): Place | null {
  if (stateName(scope, e) !== null) return null;
  const target = scope.knot.expr(scope, e.kind === "as" || e.kind === "nonNull" ? e.of : e);
  if (target.kind === "error") return null;
  if (target.kind !== "local" && target.kind !== "field" && target.kind !== "index") {
    report(
      scope.context,
      unsupportedExpression(e.at, {
        what: `an assignment to ${textAt(scope.context, e.at)}`,
        help: "assign to a local, or to a field or element of the state",
      }),
    );
    return null;
  }
  if (target.kind !== "local") wrote(scope, target, e.at);
  else if (isOutside(scope, target.slot))
    report(scope.context, effectInLambda(e.at, { what: `a change of ${textAt(scope.context, e.at)}` }));
  return target;
}

/** In a function given to a quantifier or method: a local of the code around it. */
const isOutside = (scope: Scope, slot: number): boolean => scope.lambda !== null && slot < scope.lambdaFrom;

/** Notes a write into an object; refuses it where the body may only look. */
export function wrote(scope: Scope, target: Expr, at: Span, taken = false): void {
  const root = rootOf(target);
  if (root.kind === "local" && scope.copies.has(root.slot)) {
    report(scope.context, writeIntoCopy(at, { name: scope.locals[root.slot]?.name ?? "it" }));
    return;
  }
  if (root.kind !== "local" && root.kind !== "state" && isFresh(scope, root)) return;
  if (root.kind === "local" && scope.fresh.has(root.slot) && !scope.stored.has(root.slot)) {
    if (isOutside(scope, root.slot))
      report(scope.context, effectInLambda(at, { what: `a change of ${scope.locals[root.slot]?.name}` }));
    return;
  }
  if (scope.where === "a property" || scope.where === "this option")
    report(scope.context, writeInProperty(at, { what: scope.where }));
  else if (scope.lambda !== null) report(scope.context, effectInLambda(at, { what: "a change of the state" }));
  scope.effects.writes ??= at;
  // `const m = s.queue.shift(); when(m !== undefined)` takes what there is or waits: nothing to warn of.
  if (!taken) scope.step.write ??= at;
}

/** What is written into: a local, the state, or an object made by an expression. */
function rootOf(e: Expr): Expr {
  const isPart =
    e.kind === "field" ||
    e.kind === "index" ||
    (e.kind === "mapMethod" && e.op === "get") ||
    (e.kind === "seqMethod" && (e.op === "at" || e.op === "find" || e.op === "findLast"));
  return isPart ? rootOf(e.of) : e;
}

export function update(scope: Scope, e: SyntaxExpr & { kind: "update" }): Expr {
  const target = place(scope, e.target);
  if (target === null) return hole(e.at);
  return { kind: "update", op: e.op, prefix: e.prefix, target, at: e.at, type: NUMBER };
}
