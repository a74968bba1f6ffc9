// In: a domain and values of it. Out: which of two comes first in it, and a value's JSON, of which sets, bags and maps list
// their members in the order of their domain.
// Not here: all values of a domain (values.ts), an order without one (structure.ts).
import type { Domain, Field } from "./domain.ts";
import type { Json, PlainObject } from "./structure.ts";
import { compare, isStructural, keyOf, textOfKey, toJson } from "./structure.ts";
import { outside, valuesOf } from "./values.ts";

/** Below 0 where `a` comes first. Strays come last. */
export function compareIn(d: Domain, a: unknown, b: unknown): number {
  switch (d.kind) {
    case "values":
      return placeIn(d.values, a) - placeIn(d.values, b);
    case "range":
      return Number(a) - Number(b);
    case "record":
      return byParts(d.fields.map((f) => [f.domain, fieldOf(a, f), fieldOf(b, f)]));
    case "tuple":
      return byParts(d.items.map((item, i) => [item, itemOf(a, i), itemOf(b, i)]));
    case "table":
      return byParts((valuesOf(d.key) as readonly PropertyKey[]).map((key) => [d.value, at(a, key), at(b, key)]));
    case "seq": {
      const [x, y] = [a as readonly unknown[], b as readonly unknown[]];
      return x.length - y.length || byParts(x.map((item, i) => [d.member, item, y[i]]));
    }
    case "set":
    case "valueSet":
      return byGreatest(membersIn(d.member, a), membersIn(d.member, b), d.member);
    case "map":
    case "valueMap": {
      const [x, y] = [pairsOf(a), pairsOf(b)];
      const keys = new Map([...x, ...y].map(([key]) => [keyOf(key), key]));
      const of = (pairs: Pairs, key: unknown): unknown[] =>
        pairs.filter(([k]) => keyOf(k) === keyOf(key)).map(([, v]) => v);
      return byParts(
        [...keys.values()]
          .sort((k, l) => compareIn(d.key, k, l))
          .map((key) => [{ kind: "seq", member: d.value, bound: 1 }, of(x, key), of(y, key)]),
      );
    }
    case "union": {
      const [i, j] = [optionOf(d.options, a), optionOf(d.options, b)];
      const option = d.options[i];
      return i - j || (option === undefined ? compare(a, b) : compareIn(option, a, b));
    }
    case "bag":
    case "opaque":
      return compare(a, b);
  }
}

function byParts(parts: readonly (readonly [of: Domain, a: unknown, b: unknown])[]): number {
  for (const [of, a, b] of parts) {
    const order = compareIn(of, a, b);
    if (order !== 0) return order;
  }
  return 0;
}

/** As binary numbers, the last member of the domain being the greatest digit. */
function byGreatest(a: readonly unknown[], b: readonly unknown[], member: Domain): number {
  const [x, y] = [a.at(-1), b.at(-1)];
  if (a.length === 0 || b.length === 0) return a.length - b.length;
  return compareIn(member, x, y) || byGreatest(a.slice(0, -1), b.slice(0, -1), member);
}

function placeIn(values: readonly unknown[], v: unknown): number {
  const found = values.indexOf(v);
  return found < 0 ? values.length : found;
}

const fieldOf = (v: unknown, { name }: Field): unknown => at(v, name);
const itemOf = (v: unknown, i: number): unknown => (v as readonly unknown[])[i];
const at = (v: unknown, key: PropertyKey): unknown => (v as PlainObject)[key];

const optionOf = (options: readonly Domain[], v: unknown): number => {
  const found = options.findIndex((option) => outside(option, v, "").length === 0);
  return found < 0 ? options.length : found;
};

const membersIn = (member: Domain, v: unknown): readonly unknown[] =>
  [...(isStructural(v) ? v.contents() : (v as Iterable<unknown>))].sort((a, b) => compareIn(member, a, b));

type Pairs = readonly (readonly [unknown, unknown])[];
const pairsOf = (v: unknown): Pairs => (isStructural(v) ? v.contents() : [...(v as Iterable<unknown>)]) as Pairs;

/** The JSON of language.md. */
export function jsonIn(d: Domain, v: unknown): Json {
  if (outside(d, v, "").length > 0) return toJson(v);
  switch (d.kind) {
    case "values":
    case "range":
    case "opaque":
      return toJson(v);
    case "record":
      return object(
        d.fields.map((f) => [f.name, f.domain]),
        v,
      );
    case "table":
      return object(
        (valuesOf(d.key) as readonly PropertyKey[]).map((key) => [key, d.value]),
        v,
      );
    case "tuple":
      return d.items.map((item, i) => jsonIn(item, itemOf(v, i)));
    case "seq":
      return (v as readonly unknown[]).map((x) => jsonIn(d.member, x));
    case "set":
    case "valueSet":
    case "bag":
      return membersIn(d.member, v).map((x) => jsonIn(d.member, x));
    case "map":
    case "valueMap":
      return [...pairsOf(v)]
        .sort(([a], [b]) => compareIn(d.key, a, b))
        .map(([key, value]) => [jsonIn(d.key, key), jsonIn(d.value, value)]);
    case "union": {
      const option = d.options[optionOf(d.options, v)];
      return option === undefined ? toJson(v) : jsonIn(option, v);
    }
  }
}

function object(parts: readonly (readonly [PropertyKey, Domain])[], v: unknown): Json {
  const present = parts.filter(([key]) => at(v, key) !== undefined);
  return Object.fromEntries(present.map(([key, of]) => [textOfKey(key), jsonIn(of, at(v, key))]));
}
