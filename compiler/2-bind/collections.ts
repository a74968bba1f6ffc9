/**
 * `new Set(…)`, `new ValueSet(…)`, `new Map(…)`, `new ValueMap(…)`, `new Bag(…)`: what they hold, and of what they are made.
 * In: such an expression and the domain expected there. Out: `Expr` of kinds set, map, bag.
 * Not here: their types as written (`collection-types.ts`), their methods (`methods.ts`).
 */
import { emptyCollection, unknownFunction } from "../../ir/codes/bind.ts";
import { type Domain, isScalar, unionOf } from "../../ir/domain.ts";
import type { Expr, Type } from "../../ir/expr.ts";
import type { SyntaxExpr } from "../../ir/syntax.ts";
import { report, textAt } from "./context.ts";
import { domainOf } from "./domains.ts";
import { asValue, emptyOf, iteration } from "./iterables.ts";
import { hole, type Scope } from "./scope.ts";
import { placeFor, roomForAll } from "./sizes.ts";
import { withoutNull } from "./type-reader.ts";
import { bagOf, isDomain, mapOf, only, seqOf, setOf } from "./types.ts";

type Collection = Domain & { readonly kind: "set" | "map" | "bag" };

const KINDS: ReadonlyMap<string, Collection["kind"]> = new Map([
  ["Set", "set"],
  ["ValueSet", "set"],
  ["Map", "map"],
  ["ValueMap", "map"],
  ["Bag", "bag"],
]);

export function construction(scope: Scope, e: SyntaxExpr & { kind: "new" }, expected: Domain | null): Expr {
  const name = e.callee.kind === "name" ? e.callee.name : textAt(scope.context, e.callee.at);
  const kind = KINDS.get(name);
  if (kind === undefined || e.callee.kind !== "name") {
    report(scope.context, unknownFunction(e.at, { text: `new ${name}` }));
    return hole(e.at);
  }
  const wanted = e.typeArgs.length > 0 ? named(scope, e, e.callee) : expected === null ? null : only(expected, kind);
  if (wanted === null && e.typeArgs.length > 0) return hole(e.at);
  const [argument] = e.args;
  const from = argument === undefined ? null : present(source(scope, argument.value, kind, wanted));
  if (from?.type.kind === "error") return from;
  const type = wanted ?? (from === null ? null : inferred(kind, from));
  if (type === null || (from !== null && !isSource(kind, from.type))) {
    report(scope.context, emptyCollection(e.at, { text: textAt(scope.context, e.at) }));
    return hole(e.at);
  }
  const wrong = wanted === null ? placeFor(type, e.at, textAt(scope.context, e.at)) : null;
  if (wrong !== null) {
    report(scope.context, wrong);
    return hole(e.at);
  }
  return { kind: type.kind, from, at: e.at, type };
}

/** The type arguments written at `new`, as the type that they make. */
function named(
  scope: Scope,
  e: SyntaxExpr & { kind: "new" },
  { name, ref }: SyntaxExpr & { kind: "name" },
): Collection | null {
  const written = { kind: "ref", name, ref, args: e.typeArgs, at: e.at } as const;
  const domain = domainOf(scope.context, written, `new ${name}`, { args: scope.typeArgs, finite: false });
  return domain?.kind === "set" || domain?.kind === "map" || domain?.kind === "bag" ? domain : null;
}

function source(scope: Scope, e: SyntaxExpr, kind: Collection["kind"], wanted: Collection | null): Expr {
  const given = iteration(scope, e, wanted === null ? null : listed(wanted));
  // A map is copied as it is, not by way of its entries.
  return kind === "map" && mapOf(given.of.type) !== null && given.what === "entries"
    ? given.of
    : asValue(scope, e, given);
}

/** `new Set(m.get(k))`: of nothing JavaScript makes an empty one. */
function present(from: Expr): Expr {
  const type = isDomain(from.type) ? withoutNull(from.type) : null;
  if (type === null || from.type.kind !== "union") return from;
  if (type.kind !== "set" && type.kind !== "map" && type.kind !== "bag" && type.kind !== "seq") return from;
  return { kind: "logical", op: "??", left: from, right: emptyOf(type, from.at), at: from.at, type };
}

/** The list of members, or of pairs, that a literal given to `new` is. */
function listed(wanted: Collection): Domain {
  const max = Number.MAX_SAFE_INTEGER;
  if (wanted.kind !== "map") return { kind: "seq", of: wanted.of, max };
  const fields = [
    { name: "0", domain: wanted.key },
    { name: "1", domain: wanted.value },
  ];
  return { kind: "seq", of: { kind: "record", tuple: true, fields }, max };
}

/** What a collection holds that is made of this, where nobody says it. */
function inferred(kind: Collection["kind"], from: Expr): Collection | null {
  const of = memberType(from.type);
  switch (kind) {
    case "set": {
      if (of === null) return null;
      const max = setOf(from.type)?.max ?? (roomForAll(of) || isScalar(of) ? null : mostIn(from.type));
      return { kind: "set", of, max };
    }
    case "bag":
      return bagOf(from.type);
    case "map":
      return mapOf(from.type) ?? entries(of);
  }
}

function entries(of: Domain | null): Collection | null {
  const [key, value, more] = of?.kind === "record" && of.tuple ? of.fields : [];
  if (key === undefined || value === undefined || more !== undefined) return null;
  return { kind: "map", key: key.domain, value: value.domain, max: null };
}

const mostIn = (t: Type): number => seqOf(t)?.max ?? bagOf(t)?.max ?? Number.MAX_SAFE_INTEGER;

const isSource = (kind: Collection["kind"], t: Type): boolean =>
  kind === "map" ? mapOf(t) !== null || entries(memberType(t)) !== null : memberType(t) !== null;

const memberType = (t: Type): Domain | null =>
  seqOf(t)?.of ??
  setOf(t)?.of ??
  bagOf(t)?.of ??
  (only(t, "record")?.tuple ? unionOf(only(t, "record")?.fields.map((f) => f.domain) ?? []) : null);
