/**
 * `Array.from(…)` and `Array.of(…)`: lists made of what can be gone through, or counted out.
 * In: such a call. Out: `Expr` of kind seq, or of `.map` over one.
 * Not here: array literals (`literals.ts`), what can be gone through (`iterables.ts`).
 */
import { argumentCount, unknownMethod } from "../../ir/codes/bind.ts";
import { type Domain, isScalar, type SeqDomain } from "../../ir/domain.ts";
import type { Expr } from "../../ir/expr.ts";
import type { SyntaxExpr, SyntaxFunction } from "../../ir/syntax.ts";
import type { Call } from "./builders.ts";
import { report } from "./context.ts";
import { givenFunction } from "./given-functions.ts";
import { listOf } from "./iterables.ts";
import { hole, type Scope } from "./scope.ts";
import { evaluate } from "./static.ts";
import { isDomain, seqOf } from "./types.ts";

export function listMade(scope: Scope, e: Call, name: string, expected: Domain | null): Expr {
  const [source, map] = e.args;
  if (name === "of") return scope.knot.expr(scope, { kind: "array", elements: e.args, at: e.at }, expected);
  if (name !== "from") {
    report(scope.context, unknownMethod(e.callee.at, { method: name, type: "Array", known: ["from", "of"] }));
    return hole(e.at);
  }
  const given = map === undefined ? null : givenFunction(scope, map.value);
  if (
    source === undefined ||
    e.args.length > 2 ||
    e.args.some((a) => a.spread) ||
    (map !== undefined && given === null)
  ) {
    report(
      scope.context,
      argumentCount(e.at, { what: "Array.from", wants: "what is gone through, and a function of it" }),
    );
    return hole(e.at);
  }
  const counted = lengthOf(source.value);
  if (counted !== null) return countedOut(scope, e, counted, given, expected);
  const of = listOf(scope, source.value);
  const seq = seqOf(of.type);
  if (seq === null || given === null) return of;
  return mapped(scope, e, of, seq, given, expected);
}

/** The `N` of `{ length: N }`. */
function lengthOf(e: SyntaxExpr): SyntaxExpr | null {
  const [only, more] = e.kind === "object" ? e.members : [];
  return only?.kind === "property" && only.name === "length" && more === undefined ? only.value : null;
}

/** `Array.from({ length: N }, (_, i) => …)`: over the positions; the first parameter, which may be left out, is always undefined. */
function countedOut(
  scope: Scope,
  e: Call,
  length: SyntaxExpr,
  given: SyntaxFunction | null,
  expected: Domain | null,
): Expr {
  const n = evaluate(scope.context, length)?.value;
  const unused = given?.params[0]?.pattern;
  if (
    typeof n !== "number" ||
    !Number.isSafeInteger(n) ||
    n < 0 ||
    given === null ||
    (unused !== undefined && unused.kind !== "name")
  ) {
    const help = "write `Array.from({ length: N }, (_, i) => …)`, where N is a constant";
    report(scope.context, argumentCount(e.at, { what: "Array.from", wants: "a constant length and a function", help }));
    return hole(e.at);
  }
  const domain: Domain = { kind: "int", lo: 0, hi: n - 1 };
  const type: SeqDomain = { kind: "seq", of: domain, max: n };
  const of: Expr = { kind: "each", domain, at: length.at, type };
  return mapped(scope, e, of, type, { ...given, params: given.params.slice(1) }, expected);
}

function mapped(scope: Scope, e: Call, of: Expr, seq: SeqDomain, given: SyntaxFunction, expected: Domain | null): Expr {
  const element = expected === null ? null : (seqOf(expected)?.of ?? null);
  const wanted = element === null || isScalar(element) ? null : element;
  const position: Domain = { kind: "int", lo: 0, hi: Math.max(0, seq.max - 1) };
  const { lambda, returns } = scope.knot.lambda(scope, given, [seq.of, position], ".map", wanted);
  if (!isDomain(returns)) return hole(e.at);
  return {
    kind: "seqMethod",
    op: "map",
    of,
    args: [],
    lambda,
    at: e.at,
    type: { kind: "seq", of: returns, max: seq.max },
  };
}
