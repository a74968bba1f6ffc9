/**
 * What only processes and procedures have: `s = yield "label"`, `s = yield* f(s, …)`, `[s, r] = yield* f(s, …)`.
 * In: an expression statement. Out: `Stmt`s; null where the expression is something else.
 * Not here: what becomes of yields (`compiler/3-lower/`).
 */
import { argumentCount, notHere, procedureCall } from "../../ir/codes/bind.ts";
import type { Place, Stmt } from "../../ir/expr.ts";
import type { SyntaxExpr, SyntaxTarget } from "../../ir/syntax.ts";
import { place } from "./assignments.ts";
import { report, textAt } from "./context.ts";
import { domainIfAny } from "./domains.ts";
import { isRefused } from "./refused.ts";
import type { Scope } from "./scope.ts";

export function sequential(scope: Scope, e: SyntaxExpr): readonly Stmt[] | null {
  if (e.kind === "assign" && e.value.kind === "yield") return yielded(scope, e.value);
  if (e.kind === "assign" && e.value.kind === "yieldAll") return run(scope, e.value.of, null);
  if (e.kind === "assignPattern" && e.value.kind === "yieldAll")
    return run(scope, e.value.of, resultPlace(scope, e.target));
  return null;
}

const allowed = (scope: Scope): boolean =>
  (scope.where === "a process" || scope.where === "a procedure") && scope.lambda === null;

function yielded(scope: Scope, e: SyntaxExpr & { kind: "yield" }): readonly Stmt[] {
  if (!allowed(scope)) {
    report(scope.context, notHere(e.at, { call: "yield", where: scope.where }));
    return [];
  }
  scope.step.write = null;
  return [{ kind: "yield", label: e.label, labelAt: e.labelAt, comment: e.comment, at: e.at }];
}

function resultPlace(scope: Scope, target: SyntaxTarget): Place | null {
  if (target.kind !== "array") return null;
  const [, second] = target.elements;
  return second?.kind === "place" ? place(scope, second.place) : null;
}

function run(scope: Scope, e: SyntaxExpr, into: Place | null): readonly Stmt[] {
  const callee =
    e.kind === "call" && e.callee.kind === "name" && e.callee.ref.kind === "declaration" ? e.callee.ref.id : null;
  const procedures = scope.context.builders.built.filter((b) => b.kind === "procedure");
  const index = procedures.findIndex((b) => b.declaration === callee);
  const body = procedures[index]?.call.args[0]?.value;
  if (e.kind !== "call" || body?.kind !== "function") {
    if (!isRefused(scope.context.source, e)) report(scope.context, procedureCall(e.at));
    return [];
  }
  if (!allowed(scope)) {
    report(scope.context, notHere(e.at, { call: "yield*", where: scope.where }));
    return [];
  }
  const [, ...params] = body.params;
  const [root, ...given] = e.args;
  const isState =
    root?.value.kind === "name" &&
    root.value.ref.kind === "local" &&
    scope.bindings.get(root.value.ref.id)?.kind === "state";
  if (!isState || given.length !== params.length || given.some((a) => a.spread)) {
    report(
      scope.context,
      argumentCount(e.at, {
        what: textAt(scope.context, e.callee.at),
        wants: `the state and ${params.length} argument${params.length === 1 ? "" : "s"}`,
      }),
    );
    return [];
  }
  const args = given.map((a, i) => {
    const type = params[i]?.type ?? null;
    return scope.knot.expr(scope, a.value, type === null ? null : domainIfAny(scope.context, type, scope.typeArgs));
  });
  scope.step.write = null;
  return [{ kind: "procedure", procedure: index, args, into, at: e.at }];
}
