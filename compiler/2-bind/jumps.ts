/**
 * Loops, switch, labels, break and continue.
 * In: `SyntaxStmt` in a scope. Out: `Stmt`s whose jumps name their target by number.
 * Not here: jumps across yields (`compiler/3-lower/`).
 */
import { notHere, unsupportedExpression } from "../../ir/codes/bind.ts";
import { type Domain, type RecordDomain, unionOf } from "../../ir/domain.ts";
import type { Expr, Stmt, SwitchClause } from "../../ir/expr.ts";
import type { SyntaxStmt } from "../../ir/syntax.ts";
import { report } from "./context.ts";
import { refuseReferences, sharedReference } from "./expressions.ts";
import { asSequence } from "./literals.ts";
import { leaves, perhaps, undone } from "./ownership.ts";
import { type Jump, localExpr, newSlot, type Scope } from "./scope.ts";
import { only, printType, seqOf, setOf } from "./types.ts";

/** A scope inside a new jump target. */
function within(scope: Scope, label: string | null, kind: "loop" | "switch" | "block"): { inner: Scope; id: number } {
  const id = scope.counter.next++;
  const target: Jump = { id, label, loop: kind === "loop", breaks: kind !== "block" };
  return {
    inner: {
      ...scope,
      jumps: [...scope.jumps, target],
      loop: kind === "loop" ? id : scope.loop,
    },
    id,
  };
}

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

export function forOf(scope: Scope, s: SyntaxStmt & { kind: "forOf" }, label: string | null): readonly Stmt[] {
  const given = scope.knot.expr(scope, s.of);
  const tuple = only(given.type, "record");
  if (tuple?.tuple && given.kind !== "tuple") return forParts(scope, s, given, tuple, label);
  const of = asSequence(given) ?? given;
  const { inner, id } = within(scope, label, "loop");
  const domain: Domain | null = seqOf(of.type)?.of ?? setOf(of.type)?.of ?? null;
  if (domain === null && of.type.kind !== "error") {
    report(
      scope.context,
      unsupportedExpression(s.of.at, {
        what: `a loop over ${printType(of.type)}`,
        help: "loop over `each<T>()`, a sequence or a set",
      }),
    );
  }
  const slot = newSlot(
    inner,
    s.pattern.kind === "name" ? s.pattern.name : "item",
    domain ?? { kind: "error" },
    s.pattern.at,
  );
  const { pattern } = s;
  const body = perhaps(scope, (): Stmt => {
    let open: readonly Stmt[] = [];
    if (pattern.kind === "name") inner.bindings.set(pattern.local, { kind: "slot", slot, constant: s.constant });
    else open = scope.knot.pattern(inner, pattern, localExpr(inner, slot, pattern.at), s.constant);
    return { kind: "block", body: [...open, ...scope.knot.stmt(inner, s.body)], at: s.body.at };
  });
  return domain === null ? [] : [{ kind: "forOf", id, slot, of, body, at: s.at }];
}

/** Over a tuple that stands somewhere: by position, as its parts may change meanwhile. */
function forParts(
  scope: Scope,
  s: SyntaxStmt & { kind: "forOf" },
  of: Expr,
  tuple: RecordDomain,
  label: string | null,
): readonly Stmt[] {
  const held = newSlot(scope, "parts", of.type, s.of.at);
  const { inner, id } = within(scope, label, "loop");
  const position: Domain = { kind: "int", lo: 0, hi: tuple.fields.length - 1 };
  const slot = newSlot(inner, "position", position, s.pattern.at);
  const part: Expr = {
    kind: "index",
    of: localExpr(scope, held, s.of.at),
    key: localExpr(inner, slot, s.pattern.at),
    at: s.pattern.at,
    type: unionOf(tuple.fields.map((f) => f.domain)),
  };
  const body = perhaps(scope, (): Stmt => {
    const open = scope.knot.pattern(inner, s.pattern, part, s.constant);
    return { kind: "block", body: [...open, ...scope.knot.stmt(inner, s.body)], at: s.body.at };
  });
  const all: Expr = {
    kind: "each",
    domain: position,
    at: s.of.at,
    type: { kind: "seq", of: position, max: tuple.fields.length },
  };
  return [
    { kind: "let", slot: held, value: of, at: s.of.at },
    { kind: "forOf", id, slot, of: all, body, at: s.at },
  ];
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
