/**
 * Questions about processes and actions: `writepage.at(s, w, "submit_bh")`, `writepage.done(s, w)`, `act.enabled(s, a, b)`.
 * In: a call of a member of what a builder gave. Out: `Expr` of kinds at, done, enabled.
 * Not here: other calls (`calls.ts`), the labels there are (`labels.ts`).
 */
import { argumentCount, unknownMethod } from "../../ir/codes/bind.ts";
import { enabledInStep } from "../../ir/codes/bind-time.ts";
import { BOOLEAN } from "../../ir/domain.ts";
import type { EnabledTarget, Expr, When } from "../../ir/expr.ts";
import type { SyntaxExpr } from "../../ir/syntax.ts";
import type { Built, Call } from "./builders.ts";
import { report, textAt } from "./context.ts";
import { declaredFunction } from "./declared-function.ts";
import { labelsOf } from "./labels.ts";
import { hole, type Scope } from "./scope.ts";
import { evaluate } from "./static.ts";

/** The action or process that a name stands for. */
export function builtOf(scope: Scope, e: SyntaxExpr): Built | null {
  if (e.kind !== "name" || e.ref.kind !== "declaration") return null;
  const id = e.ref.id;
  return scope.context.builders.built.find((b) => b.declaration === id) ?? null;
}

/** `writepage.at(s, w, "submit_bh")`, `writepage.done(s, w)`, `act.enabled(s, a, b)`. */
export function builtQuestion(scope: Scope, e: Call, name: string, built: Built): Expr {
  const { kind } = built;
  const known = kind === "process" ? ["at", "done", "enabled"] : kind === "action" ? ["enabled"] : [];
  if (!known.includes(name) || (kind !== "process" && kind !== "action")) {
    const type = `${kind === "action" || kind === "invariant" ? "an" : "a"} ${kind}`;
    report(scope.context, unknownMethod(e.callee.at, { method: name, type, known }));
    return hole(e.at);
  }
  const index = scope.context.builders.built.filter((b) => b.kind === kind).indexOf(built);
  const [root, ...rest] = e.args.map((a) => a.value);
  const when: When | null = root === undefined ? null : stateRoot(scope, root);
  if (when === null) {
    report(
      scope.context,
      argumentCount(e.at, { what: textAt(scope.context, e.callee.at), wants: "the state as its first argument" }),
    );
    return hole(e.at);
  }
  const args = rest.slice(0, parameterCount(scope, built) - 1).map((a) => scope.knot.expr(scope, a));
  const at = { at: e.at, type: BOOLEAN };
  if (name === "enabled") {
    const target = kind === "process" ? ({ kind, process: index } as const) : actionTarget(index);
    return mayAsk(scope, e) ? { kind: "enabled", target, args, when, ...at } : hole(e.at);
  }
  if (name === "done") return { kind: "done", process: index, args, when, ...at };
  return { kind: "at", process: index, args, labels: labelsGiven(scope, e, built, rest), when, ...at };
}

const actionTarget = (index: number): EnabledTarget => ({ kind: "actions", actions: [index] });

/** Whether a step asks: in a helper function whoever calls it answers for that. */
function mayAsk(scope: Scope, e: Call): boolean {
  if (scope.where === "a property" || scope.where === "this option") return true;
  scope.effects.asks ??= e.at;
  if (scope.where === "a function") return true;
  const call = textAt(scope.context, e.callee.at);
  report(scope.context, enabledInStep(e.at, { call, where: scope.where }));
  return false;
}

/** The labels behind the process's own arguments. */
function labelsGiven(scope: Scope, e: Call, built: Built, rest: readonly SyntaxExpr[]): readonly string[] {
  const known = labelsOf(scope.context, built);
  return rest.slice(parameterCount(scope, built) - 1).flatMap((a) => {
    const v = evaluate(scope.context, a);
    if (v !== null && typeof v.value === "string" && known.includes(v.value)) return [v.value];
    const what = textAt(scope.context, e.callee.at);
    report(scope.context, argumentCount(a.at, { what, wants: `labels of this process: ${known.join(", ")}` }));
    return [];
  });
}

/** The state counts, whether or not it is named. */
function parameterCount({ context }: Scope, built: Built): number {
  const body = declaredFunction(context.source, built.call.args[0]?.value);
  return Math.max(1, body?.params.length ?? 1);
}

function stateRoot(scope: Scope, e: SyntaxExpr): When | null {
  if (e.kind !== "name" || e.ref.kind !== "local") return null;
  const binding = scope.bindings.get(e.ref.id);
  return binding?.kind === "state" ? binding.when : null;
}
