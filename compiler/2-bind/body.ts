/**
 * Ties the knot: one function or generator of a spec becomes a `Body`.
 * In: `SyntaxFunction` and what its parameters stand for. Out: `Body` with its parameters.
 * Not here: which functions a spec has (`bind.ts`).
 */
import { argumentCount } from "../../ir/codes/bind.ts";
import { type Domain, isScalar } from "../../ir/domain.ts";
import type { Expr, Lambda, Stmt, Type, When } from "../../ir/expr.ts";
import type { Body, Param } from "../../ir/model.ts";
import type { SyntaxFunction } from "../../ir/syntax.ts";
import { giveBack, ownsCopy } from "./aliasing.ts";
import { call } from "./calls.ts";
import { type Context, noEffects, report } from "./context.ts";
import { domainIfAny } from "./domains.ts";
import { givenByAction } from "./dropped-values.ts";
import { expression, test } from "./expressions.ts";
import { isForEach } from "./for-each.ts";
import { bindPattern, patternAssignment } from "./patterns.ts";
import { reportStale } from "./references.ts";
import { type Knot, newScope, newSlot, OUTSIDE, type Scope, type Where } from "./scope.ts";
import { resultType, statement } from "./statements.ts";
import { NO_ARGS } from "./type-reader.ts";
import { isReference } from "./types.ts";

const knot: Knot = {
  expr: (scope, e, expected = null) => expression(scope, e, expected),
  test,
  stmt: statement,
  lambda: bindLambda,
  call,
  pattern: bindPattern,
  patternAssignment,
};

/** A function given to a quantifier or method. Surplus parameters of `types` are left out. */
function bindLambda(
  scope: Scope,
  f: SyntaxFunction,
  types: readonly Type[],
  what: string,
  wanted: Domain | null = null,
  members = false,
): { lambda: Lambda; returns: Type } {
  const written = f.returns === null ? null : domainIfAny(scope.context, f.returns, scope.typeArgs);
  const expected = wanted ?? (written !== null && !isScalar(written) ? written : null);
  const inner: Scope = {
    ...scope,
    lambda: what === "fillWith" || what === ".map" || what === ".flatMap" ? scope.lambda : what,
    returns: expected,
    results: [],
    jumps: [],
    loop: scope.counter.next++,
    lambdaFrom: scope.locals.length,
    isLambda: true,
  };
  const params: number[] = [];
  const open: Stmt[] = [];
  for (const [i, p] of f.params.entries()) {
    const type = types[i] ?? { kind: "error" };
    if (types[i] === undefined)
      report(scope.context, argumentCount(p.at, { what, wants: `a function of at most ${types.length} values` }));
    const slot = newSlot(inner, p.pattern.kind === "name" ? p.pattern.name : "argument", type, p.at);
    params.push(slot);
    if (members) ownsCopy(inner, slot, type);
    if (p.pattern.kind === "name") inner.bindings.set(p.pattern.local, { kind: "slot", slot, constant: false });
    else open.push(...bindPattern(inner, p.pattern, { kind: "local", slot, at: p.at, type }, true));
  }
  const body = code(inner, f, expected);
  return {
    lambda: { params, body: { kind: "block", body: [...open, ...body], at: f.at }, at: f.at },
    returns: resultType(inner),
  };
}

function code(scope: Scope, f: SyntaxFunction, expected: Domain | null): readonly Stmt[] {
  if (f.body.kind === "block") return knot.stmt(scope, f.body);
  if (isForEach(f.body)) return knot.stmt(scope, { kind: "expr", value: f.body, at: f.body.at });
  const { body } = f;
  const value = givenByAction(scope, body, () => expression(scope, body, expected));
  giveBack(scope, value);
  if (value.type.kind === "void" || value.type.kind === "state")
    return value.kind === "error" || value.kind === "state" ? [] : [{ kind: "expr", value, at: f.body.at }];
  return [{ kind: "return", value, at: f.body.at }];
}

/** What each parameter of a top-level body is: a root of the state, or values of a domain. */
export type Root =
  | { readonly kind: "state"; readonly when: When }
  | { readonly kind: "domain"; readonly domain: Domain | null };

export interface BoundBody {
  readonly body: Body;
  readonly params: readonly Param[];
  readonly returns: Type;
}

/** Binds a body whose parameters are `roots`, in order; parameters the function leaves out are not bound. `returns` is what it must give, if anything. */
export function bindBody(
  context: Context,
  f: SyntaxFunction,
  where: Where,
  roots: readonly Root[],
  returns: Domain | null,
): BoundBody {
  const scope = newScope({
    ...{ context, knot, where, returns },
    typeArgs: NO_ARGS,
    effects: noEffects(),
    borrowed: new Set(),
    dead: false,
  });
  const params: Param[] = [];
  const opened: { pattern: SyntaxFunction["params"][number]; value: Expr }[] = [];
  for (const [i, p] of f.params.entries()) {
    const root = roots[i];
    if (root === undefined) continue;
    if (root.kind === "state") {
      opened.push({ pattern: p, value: { kind: "state", when: root.when, at: p.at, type: { kind: "state" } } });
      continue;
    }
    const type: Type = root.domain ?? { kind: "error" };
    const name = p.pattern.kind === "name" ? p.pattern.name : `argument${i}`;
    const slot = newSlot(scope, name, type, p.at);
    if (root.domain !== null) params.push({ name, slot, domain: root.domain, at: p.at });
    opened.push({ pattern: p, value: { kind: "local", slot, at: p.at, type } });
  }
  const open = opened.flatMap(({ pattern: { pattern }, value }): readonly Stmt[] => {
    if (pattern.kind !== "name") return bindPattern(scope, pattern, value, true);
    if (value.kind === "local") scope.bindings.set(pattern.local, { kind: "slot", slot: value.slot, constant: false });
    else if (value.kind === "state") scope.bindings.set(pattern.local, { kind: "state", when: value.when });
    return [];
  });
  for (const p of params) if (isReference(p.domain)) scope.fresh.set(p.slot, OUTSIDE);
  const body: Body = {
    locals: scope.locals,
    code: { kind: "block", body: [...open, ...code(scope, f, returns)], at: f.at },
  };
  reportStale(context, body);
  return { body, params, returns: returns ?? resultType(scope) };
}
