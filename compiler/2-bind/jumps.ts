/**
 * Loops with a condition, switch, labels, break and continue.
 * In: `SyntaxStmt` in a scope. Out: `Stmt`s whose jumps name their target by number.
 * Not here: `for … of` (`for-of.ts`), jumps across yields (`compiler/3-lower/`).
 */
import { notHere } from "../../ir/codes/bind.ts";
import type { Expr, Stmt, SwitchClause } from "../../ir/expr.ts";
import type { SyntaxStmt } from "../../ir/syntax.ts";
import { report } from "./context.ts";
import { refuseReferences, sharedReference } from "./expressions.ts";
import { forOf } from "./for-of.ts";
import { leaves, perhaps, undone } from "./ownership.ts";
import { type Jump, type Scope, within } from "./scope.ts";

export function labeled(scope: Scope, s: SyntaxStmt & { kind: "labeled" }): readonly Stmt[] {
  switch (s.body.kind) {
    case "while":
    case "doWhile":
      return whileLoop(scope, s.body, s.label);
    case "for":
      return forLoop(scope, s.body, s.label);
    case "forOf":
      return forOf(scope, s.body, s.label);
    case "switch":
      return switchOf(scope, s.body, s.label);
    default: {
      const { inner, id } = within(scope, s.label, "block");
      return [{ kind: "labeled", id, body: block(inner, s.body), at: s.at }];
    }
  }
}

export function jump(scope: Scope, s: SyntaxStmt & { kind: "break" | "continue" }): readonly Stmt[] {
  const fits = (j: Jump): boolean =>
    s.label !== null ? j.label === s.label : s.kind === "continue" ? j.loop : j.breaks;
  const target = scope.jumps.findLast(fits);
  if (target === undefined) {
    report(
      scope.context,
      notHere(s.at, { call: s.kind, where: "a place without a loop around it", help: "put it into the loop" }),
    );
    return [];
  }
  return [{ kind: s.kind, target: target.id, at: s.at }];
}

const block = (scope: Scope, s: SyntaxStmt): Stmt => ({ kind: "block", body: scope.knot.stmt(scope, s), at: s.at });

export function whileLoop(
  scope: Scope,
  s: SyntaxStmt & { kind: "while" | "doWhile" },
  label: string | null,
): readonly Stmt[] {
  const { inner, id } = within(scope, label, "loop");
  const test = scope.knot.test(inner, s.test);
  if (s.kind === "while" && test.kind === "literal" && !test.value) {
    undone(scope, () => block({ ...inner, dead: true }, s.body));
    return [];
  }
  const body = perhaps(scope, () => block(inner, s.body));
  return [{ kind: "loop", id, testFirst: s.kind === "while", test: orNull(test), update: null, body, at: s.at }];
}

const orNull = (test: Expr): Expr | null => (test.kind === "literal" && test.value === true ? null : test);

export function forLoop(scope: Scope, s: SyntaxStmt & { kind: "for" }, label: string | null): readonly Stmt[] {
  const init = s.init.flatMap((x) => scope.knot.stmt(scope, x));
  const { inner, id } = within(scope, label, "loop");
  const test = s.test === null ? null : orNull(scope.knot.test(inner, s.test));
  const turn = (into: Scope) => ({
    body: block(into, s.body),
    update: s.update === null ? null : scope.knot.expr(into, s.update),
  });
  if (test !== null && test.kind === "literal" && !test.value) {
    undone(scope, () => turn({ ...inner, dead: true }));
    return init;
  }
  const { body, update } = perhaps(scope, () => turn(inner));
  return [...init, { kind: "loop", id, testFirst: true, test, update, body, at: s.at }];
}

export function switchOf(scope: Scope, s: SyntaxStmt & { kind: "switch" }, label: string | null): readonly Stmt[] {
  const of = scope.knot.expr(scope, s.of);
  const { inner, id } = within(scope, label, "switch");
  const tests = s.clauses.map((c) => (c.test === null ? null : scope.knot.expr(inner, c.test)));
  for (const t of tests) if (t !== null && sharedReference(of, t)) refuseReferences(scope, t.at, "===", [of, t]);
  const known = of.kind === "literal" && tests.every((t) => t === null || t.kind === "literal");
  const matched = known ? tests.findIndex((t) => t?.kind === "literal" && t.value === of.value) : -1;
  const start = !known ? 0 : matched >= 0 ? matched : tests.indexOf(null);
  const before = scope.step.write;
  let after = before;
  const bodies = s.clauses.map((clause, i) => {
    const dead = known && (start < 0 || i < start);
    const bind = (into: Scope): readonly Stmt[] => clause.body.flatMap((x) => scope.knot.stmt(into, x));
    scope.step.write = before;
    if (dead) {
      undone(scope, () => bind({ ...inner, dead, step: { write: null } }));
      return [];
    }
    const body = perhaps(scope, () => bind(inner));
    if (!leaves(body)) after ??= scope.step.write;
    return body;
  });
  scope.step.write = after;
  if (known)
    return start < 0
      ? []
      : [{ kind: "labeled", id, body: { kind: "block", body: bodies.slice(start).flat(), at: s.at }, at: s.at }];
  const clauses = s.clauses.map(
    (clause, i): SwitchClause => ({ test: tests[i] ?? null, body: bodies[i] ?? [], at: clause.at }),
  );
  return [{ kind: "switch", id, of, clauses, at: s.at }];
}
