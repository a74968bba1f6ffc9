/**
 * Statements of bodies, those of processes included.
 * In: `SyntaxStmt` in a scope. Out: `Stmt`s; branches that the constants make dead are bound for their diagnostics and dropped.
 * Not here: yields (`sequential.ts`), `when` and `assert` (`conditions.ts`), control statements with jumps (`jumps.ts`).
 */
import { annotateLocal, stateAsValue } from "../../ir/codes/bind.ts";
import type { Domain } from "../../ir/domain.ts";
import type { Expr, Stmt, Type } from "../../ir/expr.ts";
import type { Span } from "../../ir/span.ts";
import type { SyntaxExpr, SyntaxPattern, SyntaxStmt } from "../../ir/syntax.ts";
import { giveBack, isFresh, own, stored } from "./aliasing.ts";
import { condition } from "./conditions.ts";
import { report } from "./context.ts";
import { domainOf } from "./domains.ts";
import { givenByAction } from "./dropped-values.ts";
import { forEach, pushes } from "./for-each.ts";
import { forOf } from "./for-of.ts";
import { forLoop, jump, labeled, switchOf, whileLoop } from "./jumps.ts";
import { alternately, leaves, undone } from "./ownership.ts";
import { newSlot, type Scope } from "./scope.ts";
import { sequential } from "./sequential.ts";
import { isDomain, join, widened } from "./types.ts";

export function statement(scope: Scope, s: SyntaxStmt): readonly Stmt[] {
  switch (s.kind) {
    case "block":
      return [{ kind: "block", body: s.body.flatMap((x) => scope.knot.stmt(scope, x)), at: s.at }];
    case "let":
      return declaration(scope, s);
    case "expr":
      return effect(scope, s.value);
    case "if":
      return branch(scope, s);
    case "switch":
      return switchOf(scope, s, null);
    case "while":
    case "doWhile":
      return whileLoop(scope, s, null);
    case "for":
      return forLoop(scope, s, null);
    case "forOf":
      return forOf(scope, s, null);
    case "labeled":
      return labeled(scope, s);
    case "break":
    case "continue":
      return jump(scope, s);
    case "return":
      return result(scope, s);
    case "throw":
      return condition.thrown(scope, s);
    case "empty":
      return [];
  }
}

function effect(scope: Scope, e: SyntaxExpr): readonly Stmt[] {
  const special = condition.call(scope, e) ?? sequential(scope, e) ?? forEach(scope, e) ?? pushes(scope, e);
  if (special !== null) return special;
  const value = scope.knot.expr(scope, e);
  if (value.kind === "error" || value.kind === "literal" || value.kind === "state") return [];
  return [{ kind: "expr", value, at: e.at }];
}

function declaration(scope: Scope, s: SyntaxStmt & { kind: "let" }): readonly Stmt[] {
  const named = s.pattern.kind === "name" ? s.pattern : null;
  // `const none: never = m` asks TypeScript whether every case was handled; the value is what it is.
  const isNever = s.type?.kind === "keyword" && s.type.name === "never";
  const domain =
    s.type === null || isNever
      ? null
      : domainOf(scope.context, s.type, named?.name ?? "this", { args: scope.typeArgs, finite: false });
  if (s.init === null) {
    if (named === null) return [];
    if (s.type === null)
      report(scope.context, annotateLocal(s.at, { name: named.name, example: `let ${named.name}: Int<0, 3> = 0` }));
    const slot = newSlot(scope, named.name, domain ?? { kind: "error" }, s.pattern.at);
    scope.bindings.set(named.local, { kind: "slot", slot, constant: false });
    return [{ kind: "let", slot, value: null, at: s.at }];
  }
  const value = scope.knot.expr(scope, s.init, domain);
  if (named === null) return scope.knot.pattern(scope, s.pattern, value, s.constant);
  if (value.type.kind === "state") {
    if (value.kind !== "state" && value.kind !== "call") report(scope.context, stateAsValue(value.at));
    scope.bindings.set(named.local, { kind: "state", when: value.kind === "state" ? value.when : "now" });
    return value.kind === "state" ? [] : [{ kind: "expr", value, at: s.at }];
  }
  if (s.constant && value.kind === "literal" && (domain === null || domain.kind !== "int")) {
    scope.bindings.set(named.local, { kind: "value", value });
    return [];
  }
  if (!s.constant && s.type === null && isListed(value))
    report(
      scope.context,
      annotateLocal(s.at, {
        name: named.name,
        example:
          value.kind === "literal" && value.value === null
            ? `let ${named.name}: Buffer | null = null`
            : `let ${named.name}: "idle" | "busy" = …`,
      }),
    );
  // What is written stands; without it a literal number may become any number.
  const type = value.type.kind === "error" ? value.type : (domain ?? (s.constant ? value.type : widened(value)));
  const isMade =
    value.kind === "local"
      ? scope.unbounded.has(value.slot)
      : (value.kind === "seq" || value.kind === "seqMethod") && isFresh(scope, value);
  const declared = declareSlot(scope, named, { ...value, type }, s.constant);
  if (isNever && declared.kind === "let") scope.nevers.add(declared.slot);
  if (s.type === null && isMade && declared.kind === "let") scope.unbounded.add(declared.slot);
  return [declared];
}

/** A text or null: TypeScript would take any string, or nothing else at all. */
const isListed = (value: Expr): boolean =>
  value.kind === "literal" && (typeof value.value === "string" || value.value === null);

/** Declares one slot for a value that a name is given. */
export function declareSlot(
  scope: Scope,
  { name, local, at }: SyntaxPattern & { kind: "name" },
  value: Expr,
  constant: boolean,
): Stmt {
  const slot = newSlot(scope, name, value.type, at);
  scope.bindings.set(local, { kind: "slot", slot, constant });
  own(scope, slot, value);
  return { kind: "let", slot, value, at: value.at };
}

function branch(scope: Scope, s: SyntaxStmt & { kind: "if" }): readonly Stmt[] {
  const test = scope.knot.test(scope, s.test);
  const bind = (x: SyntaxStmt | null): readonly Stmt[] => (x === null ? [] : scope.knot.stmt(scope, x));
  if (test.kind === "literal") {
    const [taken, dead] = test.value ? [s.then, s.else] : [s.else, s.then];
    if (dead !== null) undone(scope, () => scope.knot.stmt({ ...scope, dead: true, step: { write: null } }, dead));
    return bind(taken);
  }
  const before = scope.step.write;
  const writes: (Span | null)[] = [];
  const way = (x: SyntaxStmt | null) => (): readonly Stmt[] => {
    scope.step.write = before;
    const code = bind(x);
    writes.push(leaves(code) ? before : scope.step.write);
    return code;
  };
  const [then = [], otherwise = []] = alternately(scope, [way(s.then), way(s.else)]);
  scope.step.write = writes.find((w) => w !== null) ?? null;
  return [
    {
      kind: "if",
      test,
      then: { kind: "block", body: then, at: s.then.at },
      else: s.else === null ? null : { kind: "block", body: otherwise, at: s.else.at },
      at: s.at,
    },
  ];
}

function result(scope: Scope, s: SyntaxStmt & { kind: "return" }): readonly Stmt[] {
  const wanted: Domain | null = scope.returns !== null && isDomain(scope.returns) ? scope.returns : null;
  if (s.value === null) {
    if (!scope.dead) scope.results.push({ type: { kind: "void" }, fresh: true });
    return [{ kind: "return", value: null, at: s.at }];
  }
  const given = s.value;
  const value = givenByAction(scope, given, () => scope.knot.expr(scope, given, wanted));
  if (scope.where === "the initial state" && scope.lambda === null) stored(scope, value, null);
  giveBack(scope, value);
  if (value.type.kind === "state" || value.type.kind === "void") {
    const effects: readonly Stmt[] =
      value.kind === "state" || value.kind === "error" ? [] : [{ kind: "expr", value, at: s.at }];
    return [...effects, { kind: "return", value: null, at: s.at }];
  }
  return [{ kind: "return", value, at: s.at }];
}

/** What a body gives back: the declared type, else the join of its results. */
export const resultType = (scope: Scope): Type =>
  scope.returns ?? (scope.results.length === 0 ? { kind: "void" } : join(scope.results.map((r) => r.type)));
