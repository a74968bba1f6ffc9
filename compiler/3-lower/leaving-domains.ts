/**
 * Which operations may fail because a value is outside of a domain, or a collection too large, going by types.
 * In: expressions. Out: `mayLeave`, `mayNotTake`, `mayNotHold`; true where that is not certain.
 * Not here: what the operations read and write (`accesses.ts`).
 */
import { alternatives, type Domain, isScalar, type RecordDomain, UNDEFINED } from "../../ir/domain.ts";
import type { Expr, Type } from "../../ir/expr.ts";
import { ordinal } from "../../ir/value.ts";
import { isDomain } from "./types.ts";

/** The value may be outside of the domain, going by its type. */
export function mayLeave(value: Expr, domain: Domain): boolean {
  if (value.kind === "literal") return !within({ kind: "enum", values: [value.value] }, domain);
  return !isDomain(value.type) || !within(value.type, domain);
}

/** There may be nothing at that key: of a constant list its length is known. */
export function mayMiss({ of, key }: Expr & { readonly kind: "index" }): boolean {
  if (of.type.kind === "table") return mayLeave(key, of.type.key);
  if (of.type.kind !== "seq") return false;
  const lengths = literalsAt(of).map((e) => (e.kind === "seq" && e.parts.every((p) => !p.spread) ? e.parts.length : 0));
  const least = Math.min(...lengths);
  return lengths.length === 0 || least === 0 || mayLeave(key, { kind: "int", lo: 0, hi: least - 1 });
}

/** The literals of which the expression is one; none where that is not certain. */
function literalsAt(e: Expr): readonly Expr[] {
  if (e.kind === "seq") return [e];
  if (e.kind !== "index") return [];
  const rows = literalsAt(e.of);
  return rows.every((row) => row.kind === "seq" && row.parts.every((p) => !p.spread))
    ? rows.flatMap((row) => (row.kind === "seq" ? row.parts.map((p) => p.value) : []))
    : [];
}

type Keyed = Expr & { readonly kind: "setMethod" | "mapMethod" | "bagMethod" };

/** What is put in may be no member, or one too many. */
export function mayNotTake(e: Keyed): boolean {
  const { type } = e.of;
  const [key] = e.args;
  if (e.op !== "add" && e.op !== "set")
    return (e.op === "union" || e.op === "symmetricDifference") && !isUnboundedSet(e.type);
  switch (type.kind) {
    case "set":
      return type.max !== null || key === undefined || mayLeave(key, type.of);
    case "map":
      return type.max !== null || key === undefined || mayLeave(key, type.key);
    default:
      return true;
  }
}

/** `new ValueSet(xs)` and its kind. A stray member of a set of scalars is found at the end of the step only. */
export function mayNotHold(e: Expr & { readonly kind: "set" | "map" | "bag" }): boolean {
  const { type, from } = e;
  if (from === null || (isUnboundedSet(type) && type.kind === "set" && isScalar(type.of))) return false;
  const given = from.type;
  if (type.kind === "set" && type.max === null)
    return !((given.kind === "set" || given.kind === "bag" || given.kind === "seq") && within(given.of, type.of));
  if (type.kind !== "map" || type.max !== null) return true;
  if (given.kind === "map") return !within(given.key, type.key);
  const pair =
    given.kind === "seq" && given.of.kind === "record" ? given.of.fields.find((f) => f.name === "0") : undefined;
  return pair === undefined || !within(pair.domain, type.key);
}

const isUnboundedSet = (t: Type): boolean => t.kind === "set" && t.max === null;

/** Every value of one domain is in the other, as far as TypeScript has not seen to it: it knows of no numbers and bounds. */
function within(part: Domain, whole: Domain): boolean {
  const isIn = (lo: number, hi: number): boolean =>
    alternatives(whole).some((w) => w.kind === "int" && w.lo <= lo && hi <= w.hi);
  return alternatives(part).every((p) => {
    if (p.kind === "int") return isIn(p.lo, p.hi);
    if (p.kind === "enum")
      return p.values.every((x) => typeof x !== "number" || isIn(x, x) || (isScalar(whole) && ordinal(whole, x) >= 0));
    if (isScalar(p)) return p.kind !== "number";
    return alternatives(whole).some((w) => isPart(p, w));
  });
}

/** The same of the parts of a structure, which also say which member of a union is meant. */
const isAmong = (part: Domain, whole: Domain): boolean =>
  alternatives(part).every((p) => alternatives(whole).some((w) => isPart(p, w)));

function isPart(p: Domain, w: Domain): boolean {
  const fits = (a: number | null, b: number | null): boolean => b === null || (a !== null && a <= b);
  switch (p.kind) {
    case "int":
      return w.kind === "int" && w.lo <= p.lo && p.hi <= w.hi;
    case "enum":
      return p.values.every((x) => isScalar(w) && w.kind !== "number" && ordinal(w, x) >= 0);
    case "id":
      return w.kind === "id" && w.set === p.set;
    case "undefined":
      return w.kind === "undefined";
    case "number":
    case "union":
      return false;
    case "record":
      return w.kind === "record" && hasParts(p, w);
    case "table":
      return w.kind === "table" && isAmong(p.value, w.value);
    case "seq":
      return w.kind === "seq" && p.max <= w.max && isAmong(p.of, w.of);
    case "set":
      return w.kind === "set" && fits(p.max, w.max) && isAmong(p.of, w.of);
    case "bag":
      return w.kind === "bag" && p.max <= w.max && isAmong(p.of, w.of);
    case "map":
      return w.kind === "map" && fits(p.max, w.max) && isAmong(p.key, w.key) && isAmong(p.value, w.value);
  }
}

/** Each field in that field of the other; one that is not there is `undefined`. */
function hasParts(p: RecordDomain, w: RecordDomain): boolean {
  const field = (d: RecordDomain, name: string): Domain => d.fields.find((f) => f.name === name)?.domain ?? UNDEFINED;
  return [...p.fields, ...w.fields].every(({ name }) => isAmong(field(p, name), field(w, name)));
}
