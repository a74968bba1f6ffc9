/**
 * `for … of`: over what, and what each turn is given.
 * In: `SyntaxStmt` in a scope. Out: `Stmt` of kind forOf; a position beside it where one is asked for.
 * Not here: what is gone through (`iterables.ts`), loops with a condition (`jumps.ts`), whether an order matters (`compiler/3-lower/`).
 */
import { unsupportedExpression } from "../../ir/codes/bind.ts";
import { type Domain, NUMBER, type RecordDomain, unionOf } from "../../ir/domain.ts";
import type { Expr, Stmt, Type } from "../../ir/expr.ts";
import type { Span } from "../../ir/span.ts";
import type { SyntaxPattern, SyntaxStmt } from "../../ir/syntax.ts";
import { contain, isFresh, ownsCopy } from "./aliasing.ts";
import { report } from "./context.ts";
import { type Iteration, iteration, pair } from "./iterables.ts";
import { literal } from "./literals.ts";
import { perhaps } from "./ownership.ts";
import { asSequence } from "./places.ts";
import { localExpr, newSlot, type Scope, within } from "./scope.ts";
import { bagOf, isReference, mapOf, only, printType, seqOf, setOf } from "./types.ts";

export function forOf(scope: Scope, s: SyntaxStmt & { kind: "forOf" }, label: string | null): readonly Stmt[] {
  const { pattern, constant, at } = s;
  return loopOver(scope, iteration(scope, s.of), {
    ...{ label, constant, at },
    pattern,
    ofAt: s.of.at,
    body: (inner) => ({ kind: "block", body: scope.knot.stmt(inner, s.body), at: s.body.at }),
  });
}

/** A loop whose turns are bound by `body`; `pattern` null where it is given nothing. */
export interface Turns {
  readonly label: string | null;
  readonly pattern: SyntaxPattern | null;
  readonly constant: boolean;
  readonly at: Span;
  readonly ofAt: Span;
  readonly body: (inner: Scope) => Stmt & { readonly kind: "block" };
}

export function loopOver(scope: Scope, given: Iteration, turns: Turns): readonly Stmt[] {
  const tuple = only(given.of.type, "record");
  if (tuple?.tuple && given.of.kind !== "tuple" && given.what === "elements")
    return forParts(scope, turns, given.of, tuple);
  const of = asSequence(given.of) ?? given.of;
  const { inner, id } = within(scope, turns.label, "loop");
  const { pattern, at } = turns;
  const type = elementType(of.type);
  if (type === null) {
    if (of.type.kind !== "error") {
      const help = "loop over `each<T>()`, a sequence, a set, a bag or a map";
      report(scope.context, unsupportedExpression(turns.ofAt, { what: `a loop over ${printType(of.type)}`, help }));
    }
  }
  const isWhole = given.what === "elements" || (given.what === "entries" && mapOf(of.type) !== null);
  const name = pattern?.kind === "name" && isWhole ? pattern.name : "item";
  const slot = newSlot(inner, name, type ?? { kind: "error" }, pattern?.at ?? turns.ofAt);
  const before: Stmt[] = [];
  const isList =
    type !== null && isReference(type) && seqOf(of.type) !== null && of.kind !== "local" && isFresh(scope, of);
  if (isList) contain(scope, of);
  const body = perhaps(scope, (): Stmt => {
    if (setOf(of.type) !== null || bagOf(of.type) !== null) ownsCopy(inner, slot, type ?? { kind: "error" });
    // Elements of a list that nothing else refers to, each met once.
    else if (isList) inner.fresh.set(slot, id);
    const open = pattern === null ? [] : opened(inner, { ...given, of }, turns, pattern, slot, before);
    const turn = turns.body(inner);
    return { ...turn, body: [...open, ...turn.body] };
  });
  return type === null ? [] : [...before, { kind: "forOf", id, slot, of, body, at }];
}

/** What the loop's slot takes: of a map a pair of the key and the value itself. */
function elementType(t: Type): Domain | null {
  const map = mapOf(t);
  if (map === null) return seqOf(t)?.of ?? setOf(t)?.of ?? bagOf(t)?.of ?? null;
  const fields = [
    { name: "0", domain: map.key },
    { name: "1", domain: map.value },
  ];
  return { kind: "record", tuple: true, fields };
}

/** Gives each turn its names. `before`: what is to run before the loop. */
function opened(
  inner: Scope,
  { of, what }: Iteration,
  { constant }: Turns,
  pattern: SyntaxPattern,
  slot: number,
  before: Stmt[],
): readonly Stmt[] {
  const { at } = pattern;
  const item = localExpr(inner, slot, at);
  const map = mapOf(of.type);
  if (map !== null) {
    const key: Expr = { kind: "field", of: item, name: "0", at, type: map.key };
    const value: Expr = { kind: "field", of: item, name: "1", at, type: map.value };
    if (what === "keys") return copyOf(inner, pattern, key, constant);
    if (what === "values") return inner.knot.pattern(inner, pattern, value, constant);
    const parts = pairOf(pattern);
    if (parts === null) return whole(inner, pattern, slot, constant);
    const [first, second] = parts;
    const open = first === null ? [] : copyOf(inner, first, key, constant);
    return second === null ? open : [...open, ...inner.knot.pattern(inner, second, value, constant)];
  }
  if (what === "elements") return whole(inner, pattern, slot, constant);
  const { first, steps } = setOf(of.type) === null ? position(inner, of, at, before) : { first: item, steps: [] };
  if (what === "keys") return [...steps, ...inner.knot.pattern(inner, pattern, first, constant)];
  const parts = pairOf(pattern);
  if (parts === null) {
    const [a, b] = [first.type, item.type];
    if (a.kind === "state" || a.kind === "void" || a.kind === "error") return steps;
    if (b.kind === "state" || b.kind === "void" || b.kind === "error") return steps;
    return [...steps, ...inner.knot.pattern(inner, pattern, pair(first, a, item, b), constant)];
  }
  const [one, other] = parts;
  const open = one === null ? [] : inner.knot.pattern(inner, one, first, constant);
  return [...steps, ...open, ...(other === null ? [] : inner.knot.pattern(inner, other, item, constant))];
}

/** The patterns of `[k, v]`; null where it is no such pair, or gives defaults. */
function pairOf(p: SyntaxPattern): readonly [SyntaxPattern | null, SyntaxPattern | null] | null {
  if (p.kind !== "array" || p.rest !== null || p.elements.length > 2) return null;
  if (p.elements.some((x) => x !== null && x.default !== null)) return null;
  const [first, second] = p.elements;
  return [first?.to ?? null, second?.to ?? null];
}

/** The loop's slot itself under its name. */
function whole(inner: Scope, pattern: SyntaxPattern, slot: number, constant: boolean): readonly Stmt[] {
  if (pattern.kind !== "name") return inner.knot.pattern(inner, pattern, localExpr(inner, slot, pattern.at), constant);
  inner.bindings.set(pattern.local, { kind: "slot", slot, constant });
  return [];
}

/** A key of a map: a copy, that the name owns. */
function copyOf(inner: Scope, pattern: SyntaxPattern, key: Expr, constant: boolean): readonly Stmt[] {
  const code = inner.knot.pattern(inner, pattern, key, constant);
  const binding = pattern.kind === "name" ? inner.bindings.get(pattern.local) : undefined;
  if (binding?.kind === "slot") ownsCopy(inner, binding.slot, key.type);
  return code;
}

/** Counts the turns from 0. */
function position(inner: Scope, of: Expr, at: Span, before: Stmt[]): { first: Expr; steps: readonly Stmt[] } {
  const max = seqOf(of.type)?.max ?? Number.MAX_SAFE_INTEGER;
  const type: Domain = max === Number.MAX_SAFE_INTEGER ? NUMBER : { kind: "int", lo: -1, hi: max - 1 };
  const slot = newSlot(inner, "position", type, at);
  const target = localExpr(inner, slot, at);
  before.push({ kind: "let", slot, value: literal(-1, at), at });
  const step: Expr = { kind: "update", op: "++", prefix: true, target, at, type: NUMBER };
  return { first: target, steps: [{ kind: "expr", value: step, at }] };
}

/** Over a tuple that stands somewhere: by position, as its parts may change meanwhile. */
function forParts(scope: Scope, turns: Turns, of: Expr, tuple: RecordDomain): readonly Stmt[] {
  const { ofAt, at } = turns;
  const patternAt = turns.pattern?.at ?? ofAt;
  const held = newSlot(scope, "parts", of.type, ofAt);
  const { inner, id } = within(scope, turns.label, "loop");
  const domain: Domain = { kind: "int", lo: 0, hi: tuple.fields.length - 1 };
  const slot = newSlot(inner, "position", domain, patternAt);
  const part: Expr = {
    kind: "index",
    of: localExpr(scope, held, ofAt),
    key: localExpr(inner, slot, patternAt),
    at: patternAt,
    type: unionOf(tuple.fields.map((f) => f.domain)),
  };
  const body = perhaps(scope, (): Stmt => {
    const open = turns.pattern === null ? [] : scope.knot.pattern(inner, turns.pattern, part, turns.constant);
    const turn = turns.body(inner);
    return { ...turn, body: [...open, ...turn.body] };
  });
  const all: Expr = { kind: "each", domain, at: ofAt, type: { kind: "seq", of: domain, max: tuple.fields.length } };
  return [
    { kind: "let", slot: held, value: of, at: ofAt },
    { kind: "forOf", id, slot, of: all, body, at },
  ];
}
