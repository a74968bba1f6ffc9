/**
 * What is gone through, and what of it: `q`, `q.entries()`, `m.values()`; as a loop wants it, and as one value for spreads and
 * constructors.
 * In: syntax. Out: `Iteration`; `iterable`, an expression for a set, a bag or a sequence.
 * Not here: the loops themselves (`for-of.ts`).
 */
import { argumentCount, unsupportedExpression } from "../../ir/codes/bind.ts";
import { type Domain, NUMBER, type SeqDomain } from "../../ir/domain.ts";
import type { Expr, Lambda, Type } from "../../ir/expr.ts";
import type { Span } from "../../ir/span.ts";
import type { SyntaxExpr } from "../../ir/syntax.ts";
import { report, textAt } from "./context.ts";
import { asSequence, isPlace } from "./places.ts";
import { hole, localExpr, newSlot, type Scope } from "./scope.ts";
import { isDomain, mapOf, seqOf, setOf } from "./types.ts";

/** "elements" of a sequence, set or bag; "values" and "entries" of a map; "keys" and "entries" of a sequence go by position. */
export interface Iteration {
  readonly of: Expr;
  readonly what: "elements" | "keys" | "values" | "entries";
}

const NAMES: readonly string[] = ["keys", "values", "entries"];

export function iteration(scope: Scope, e: SyntaxExpr, expected: Domain | null = null): Iteration {
  const asked = askedFor(e);
  if (asked === null) {
    const of = scope.knot.expr(scope, e, expected);
    return { of, what: mapOf(of.type) === null ? "elements" : "entries" };
  }
  if (asked.args > 0) report(scope.context, argumentCount(e.at, { what: `.${asked.what}`, wants: "no argument" }));
  const of = scope.knot.expr(scope, asked.of);
  const seq = seqOf(of.type) ?? asSequence(of)?.type ?? null;
  const isSet = setOf(of.type) !== null;
  if (seq === null && !isSet && mapOf(of.type) === null && of.type.kind !== "error") {
    const what = `.${asked.what} of ${textAt(scope.context, asked.of.at)}`;
    report(scope.context, unsupportedExpression(e.at, { what, help: "sequences, sets and maps have it" }));
    return { of: hole(e.at), what: "elements" };
  }
  if (isSet) return { of, what: asked.what === "entries" ? "entries" : "elements" };
  return { of, what: seq !== null && asked.what === "values" ? "elements" : asked.what };
}

function askedFor(e: SyntaxExpr): { what: "keys" | "values" | "entries"; of: SyntaxExpr; args: number } | null {
  if (e.kind !== "call" || e.callee.kind !== "member" || e.optional || e.callee.optional) return null;
  const { name, of } = e.callee;
  if (!NAMES.includes(name)) return null;
  return { what: name as "keys" | "values" | "entries", of, args: e.args.length };
}

/** As one value: what is no set, bag or sequence becomes a sequence made by `.map`. */
export const iterable = (scope: Scope, e: SyntaxExpr, expected: Domain | null = null): Expr =>
  asValue(scope, e, iteration(scope, e, expected));

export function asValue(scope: Scope, e: SyntaxExpr, { of, what }: Iteration): Expr {
  const map = mapOf(of.type);
  if (what === "elements" || of.type.kind === "error") return of;
  const keys: Type = map === null ? of.type : { kind: "set", of: map.key, max: map.max };
  if (map !== null && what === "keys") return { kind: "mapMethod", op: "keys", of, args: [], at: e.at, type: keys };
  const seq = seqOf(of.type) ?? asSequence(of)?.type ?? null;
  if ((map !== null && !isPlace(of)) || (map === null && seq === null)) {
    const name = textAt(scope.context, e.at);
    report(
      scope.context,
      unsupportedExpression(e.at, {
        what: `${name} as a value`,
        help: map === null ? "loop over it with `for … of`" : "give the map a name first: `const map = …`",
      }),
    );
    return hole(e.at);
  }
  if (map === null) return seq === null ? hole(e.at) : byPosition(scope, e, asSequence(of) ?? of, seq, what);
  const all: Expr = { kind: "mapMethod", op: "keys", of, args: [], at: e.at, type: keys };
  const listed: SeqDomain = { kind: "seq", of: map.key, max: map.max ?? Number.MAX_SAFE_INTEGER };
  const slot = newSlot(scope, "key", map.key, e.at);
  const key = localExpr(scope, slot, e.at);
  const value: Expr = { kind: "mapMethod", op: "get", of, args: [key], at: e.at, type: map.value };
  const list: Expr = { kind: "seq", parts: [{ spread: true, value: all }], at: e.at, type: listed };
  return mapped(list, [slot], what === "values" ? value : pair(key, map.key, value, map.value), listed.max);
}

function byPosition(scope: Scope, e: SyntaxExpr, of: Expr, seq: SeqDomain, what: Iteration["what"]): Expr {
  const position: Domain = { kind: "int", lo: 0, hi: Math.max(0, seq.max - 1) };
  const element = newSlot(scope, "element", seq.of, e.at);
  const index = newSlot(scope, "position", position, e.at);
  const at = localExpr(scope, index, e.at);
  const result = what === "keys" ? at : pair(at, position, localExpr(scope, element, e.at), seq.of);
  return mapped(of, [element, index], result, seq.max);
}

export function pair(first: Expr, a: Domain, second: Expr, b: Domain): Expr {
  const fields = [
    { name: "0", domain: a },
    { name: "1", domain: b },
  ];
  return { kind: "tuple", elements: [first, second], at: first.at, type: { kind: "record", tuple: true, fields } };
}

function mapped(of: Expr, params: readonly number[], value: Expr, max: number): Expr {
  const { at } = value;
  const lambda: Lambda = { params, body: { kind: "block", body: [{ kind: "return", value, at }], at }, at };
  if (!isDomain(value.type)) return hole(of.at);
  return { kind: "seqMethod", op: "map", of, args: [], lambda, at: of.at, type: { kind: "seq", of: value.type, max } };
}

/** A list of what is gone through: what `Array.from(xs)` makes. */
export function listOf(scope: Scope, e: SyntaxExpr): Expr {
  const value = iterable(scope, e);
  const seq = seqOf(value.type);
  const set = setOf(value.type);
  if (value.type.kind === "error") return value;
  const tuple = asSequence(value);
  if (tuple !== null) return tuple;
  const of = seq?.of ?? set?.of ?? (value.type.kind === "bag" ? value.type.of : NUMBER);
  const max = seq?.max ?? set?.max ?? (value.type.kind === "bag" ? value.type.max : Number.MAX_SAFE_INTEGER);
  if (seq === null && set === null && value.type.kind !== "bag") {
    const what = `a list of ${textAt(scope.context, e.at)}`;
    report(scope.context, unsupportedExpression(e.at, { what, help: "give a sequence, a set, a bag or a map" }));
    return hole(e.at);
  }
  return { kind: "seq", parts: [{ spread: true, value }], at: e.at, type: { kind: "seq", of, max } };
}

/** A collection of this kind without anything in it. */
export function emptyOf(type: Domain & { kind: "set" | "map" | "bag" | "seq" }, at: Span): Expr {
  return type.kind === "seq" ? { kind: "seq", parts: [], at, type } : { kind: type.kind, from: null, at, type };
}
