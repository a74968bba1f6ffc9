/**
 * Destructuring: declarations and assignments taken apart into one step per name or place.
 * In: patterns and the value they take apart. Out: `Stmt`s, or assignments as `Expr`s.
 * Not here: declarations of one name (`statements.ts`).
 */
import { stateAsValue, unsupportedExpression } from "../../ir/codes/bind.ts";
import { BOOLEAN, type Domain, type Field, UNDEFINED } from "../../ir/domain.ts";
import type { Expr, Place, RecordPart, Stmt } from "../../ir/expr.ts";
import type { Span } from "../../ir/span.ts";
import type { SyntaxExpr, SyntaxPattern, SyntaxTarget } from "../../ir/syntax.ts";
import { own, stored } from "./aliasing.ts";
import { place } from "./assignments.ts";
import { report } from "./context.ts";
import { member } from "./expressions.ts";
import { literal } from "./literals.ts";
import { asSequence } from "./places.ts";
import { hole, localExpr, newSlot, type Scope } from "./scope.ts";
import { declareSlot } from "./statements.ts";
import { withoutNull } from "./type-reader.ts";
import { bagOf, isDomain, join, only, printType, seqOf, setOf } from "./types.ts";

export function bindPattern(scope: Scope, p: SyntaxPattern, value: Expr, constant: boolean): readonly Stmt[] {
  if (p.kind === "name") {
    if (value.type.kind !== "state" || value.kind !== "state") return [declareSlot(scope, p, value, constant)];
    scope.bindings.set(p.local, { kind: "state", when: value.when });
    return [];
  }
  const out: Stmt[] = [];
  const held = hold(scope, value, out);
  if (p.kind === "object") {
    for (const m of p.members)
      out.push(
        ...bindPattern(scope, m.to, withDefault(scope, member(scope, held, m.key, m.to.at), m.default), constant),
      );
    if (p.rest !== null) out.push(...bindPattern(scope, p.rest, otherFields(scope, held, p), constant));
    return out;
  }
  for (const [i, element] of p.elements.entries()) {
    if (element !== null)
      out.push(
        ...bindPattern(
          scope,
          element.to,
          withDefault(scope, part(scope, held, i, element.to), element.default),
          constant,
        ),
      );
  }
  if (p.rest !== null) out.push(...bindPattern(scope, p.rest, otherElements(held, p), constant));
  return out;
}

/** `{ a, ...rest }`: a new record of the other fields. */
function otherFields(scope: Scope, held: Expr, p: SyntaxPattern & { kind: "object" }): Expr {
  const at = p.rest?.at ?? p.at;
  const record = only(held.type, "record");
  if (record === null) {
    report(
      scope.context,
      unsupportedExpression(at, {
        what: `a rest of ${printType(held.type)}`,
        help: "name the fields one by one; of the state or a union it is not known what is left",
      }),
    );
    return hole(at);
  }
  const fields = record.fields.filter((f) => p.members.every((m) => m.key !== f.name));
  const parts = fields.map(({ name, domain }): RecordPart => {
    return { kind: "field", name, value: { kind: "field", of: held, name, at, type: domain } };
  });
  return { kind: "record", parts, at, type: { kind: "record", fields, tuple: false } };
}

/** `[first, ...rest]`: a new sequence of the others. */
function otherElements(held: Expr, p: SyntaxPattern & { kind: "array" }): Expr {
  const at = p.rest?.at ?? p.at;
  const seq = asSequence(held) ?? listed(held);
  const args = [literal(p.elements.length, p.at)];
  return { kind: "seqMethod", op: "slice", of: seq, args, lambda: null, at, type: seq.type };
}

/** The value where it can be named again without effect; else a temporary that holds it. */
function hold(scope: Scope, value: Expr, out: Stmt[]): Expr {
  if (value.kind === "local" || value.kind === "state" || value.kind === "field") return value;
  const slot = newSlot(scope, "parts", value.type, value.at);
  out.push({ kind: "let", slot, value, at: value.at });
  return localExpr(scope, slot, value.at);
}

/** Taken apart by position, a set or bag is spread into a list; that its order is no part of it, lowering says. */
function listed(held: Expr): Expr {
  const set = setOf(held.type) ?? bagOf(held.type);
  if (set === null) return held;
  const type: Domain = { kind: "seq", of: set.of, max: set.max ?? Number.MAX_SAFE_INTEGER };
  return { kind: "seq", parts: [{ spread: true, value: held }], at: held.at, type };
}

/** `[first] = queue`: past the end of a sequence it is undefined, as `at` gives it. */
function part(scope: Scope, held: Expr, i: number, where: { readonly at: Expr["at"] }): Expr {
  const of = listed(held);
  const seq = seqOf(of.type);
  if (seq === null) return member(scope, of, String(i), where.at);
  return {
    kind: "seqMethod",
    op: "at",
    of,
    args: [literal(i, where.at)],
    lambda: null,
    at: where.at,
    type: join([seq.of, UNDEFINED]),
  };
}

function withDefault(scope: Scope, value: Expr, written: SyntaxExpr | null): Expr {
  if (written === null || !isDomain(value.type)) return value;
  const kept = withoutNull(value.type);
  const otherwise = scope.knot.expr(scope, written, kept);
  const missing: Expr = {
    kind: "binary",
    op: "===",
    left: value,
    right: { kind: "undefined", at: value.at, type: UNDEFINED },
    at: value.at,
    type: BOOLEAN,
  };
  return {
    kind: "conditional",
    test: missing,
    then: otherwise,
    else: { ...value, type: kept },
    at: value.at,
    type: join([kept, otherwise.type]),
  };
}

/** What a pattern of places takes apart to, the places bound. */
type Target = { readonly at: Span } & (
  | { readonly kind: "place"; readonly place: Place | null }
  | { readonly kind: "object"; readonly members: readonly { readonly key: string; readonly to: Target }[] }
  | { readonly kind: "array"; readonly elements: readonly (Target | null)[] }
);

function bindTarget(scope: Scope, t: SyntaxTarget): Target {
  const { at } = t;
  switch (t.kind) {
    case "place":
      return { kind: "place", place: place(scope, t.place), at };
    case "object":
      return { kind: "object", members: t.members.map((m) => ({ key: m.key, to: bindTarget(scope, m.to) })), at };
    case "array":
      return { kind: "array", elements: t.elements.map((x) => (x === null ? null : bindTarget(scope, x))), at };
  }
}

/** `[a, s.b] = [s.b, a]`: the value is made first, then written part by part. As a statement only, its own value is not used. */
export function patternAssignment(scope: Scope, e: SyntaxExpr & { kind: "assignPattern" }): Expr {
  const target = bindTarget(scope, e.target);
  const value = matched(scope, target, e.value);
  if (value.type.kind === "error") return value;
  if (value.type.kind === "state") {
    report(scope.context, stateAsValue(value.at));
    return hole(e.at);
  }
  const slot = newSlot(scope, "parts", value.type, e.value.at);
  const held = localExpr(scope, slot, e.value.at);
  const writes = assignTargets(scope, target, held, value);
  const save: Expr = { kind: "assign", op: "=", target: held, value, at: e.value.at, type: value.type };
  // A sequence of effects as one expression: the state is never undefined, so `??`-free nesting keeps the order.
  return {
    kind: "seq",
    parts: [save, ...writes].map((x) => ({ spread: false, value: x })),
    at: e.at,
    type: { kind: "seq", of: UNDEFINED, max: writes.length + 1 },
  };
}

/** An array literal that an array of places takes apart is a tuple: each place meets its own element, of its own type. */
function matched(scope: Scope, t: Target | null, e: SyntaxExpr): Expr {
  if (t?.kind === "place")
    return scope.knot.expr(scope, e, t.place !== null && isDomain(t.place.type) ? t.place.type : null);
  if (t?.kind !== "array" || e.kind !== "array" || e.elements.length === 0 || e.elements.some((x) => x.spread))
    return scope.knot.expr(scope, e);
  const elements = e.elements.map((x, i) => matched(scope, t.elements[i] ?? null, x.value));
  for (const { at } of elements.filter((x) => x.type.kind === "state")) report(scope.context, stateAsValue(at));
  const fields = elements.flatMap(({ type }, i): readonly Field[] =>
    isDomain(type) ? [{ name: String(i), domain: type }] : [],
  );
  if (fields.length < elements.length) return hole(e.at);
  return { kind: "tuple", elements, at: e.at, type: { kind: "record", tuple: true, fields } };
}

/** `made` is what the value was made of, where that is written next to the pattern: a part of it may be new. */
function assignTargets(scope: Scope, t: Target, value: Expr, made: Expr): readonly Expr[] {
  switch (t.kind) {
    case "place": {
      const { place: target, at } = t;
      if (target === null) return [];
      if (target.kind === "local") own(scope, target.slot, made);
      else stored(scope, made, target);
      return [{ kind: "assign", op: "=", target, value, at, type: value.type }];
    }
    case "object":
      return t.members.flatMap(({ key, to }) => {
        const of = member(scope, value, key, to.at);
        return assignTargets(scope, to, of, of);
      });
    case "array":
      return t.elements.flatMap((element, i) => {
        if (element === null) return [];
        const of = part(scope, value, i, element);
        return assignTargets(scope, element, of, made.kind === "tuple" ? (made.elements[i] ?? of) : of);
      });
  }
}
