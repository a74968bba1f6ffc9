// In: a domain. Out: its values in ascending order, each time afresh; and where a value lies outside it.
// Not here: what a domain is (domain.ts). Every domain that is asked for its values here is small: this is a test's oracle.
import { Bag, SetOfSpecs, ValueMap, ValueSet } from "./collections.ts";
import type { Domain, Scalar } from "./domain.ts";
import { narrow } from "./domain.ts";
import { fault } from "./fault.ts";
import type { PlainObject } from "./structure.ts";
import { clone, isStructural, textOfKey, toJson } from "./structure.ts";

const known = new WeakMap<Domain, readonly unknown[]>();

/** The values of a domain, ascending; fresh copies, as a spec may change what it gets. */
export function valuesOf(domain: Domain): readonly unknown[] {
  const values = known.get(domain) ?? [...enumerated(domain)];
  known.set(domain, values);
  return domain.kind === "values" || domain.kind === "range" ? values : clone(values);
}

/** All tuples of one value per domain, the first one varying slowest. */
export function tuplesOf(domains: readonly Domain[]): readonly (readonly unknown[])[] {
  return domains.reduce<readonly (readonly unknown[])[]>(
    (tuples, domain) => {
      const values = valuesOf(domain);
      return tuples.flatMap((tuple) => values.map((value) => [...tuple, value]));
    },
    [[]],
  );
}

function* enumerated(d: Domain): Generator<unknown> {
  switch (d.kind) {
    case "values":
      yield* d.values;
      return;
    case "range":
      for (let i = d.lo; i <= d.hi; i++) yield i;
      return;
    case "tuple":
      yield* tuplesOf(d.items);
      return;
    case "record":
      for (const tuple of tuplesOf(d.fields.map((f) => f.domain)))
        yield present(d.fields.map((f, i) => [f.name, tuple[i]]));
      return;
    case "table": {
      const keys = valuesOf(d.key) as readonly PropertyKey[];
      for (const tuple of tuplesOf(keys.map(() => d.value))) yield present(keys.map((key, i) => [key, tuple[i]]));
      return;
    }
    case "set":
      for (const subset of subsets(valuesOf(d.member), d.bound)) yield new SetOfSpecs(subset);
      return;
    case "valueSet":
      for (const subset of subsets(valuesOf(d.member), d.bound)) yield new ValueSet(subset);
      return;
    case "map":
    case "valueMap":
      for (const pairs of partial(valuesOf(d.key), d.value))
        if (pairs.length <= d.bound) yield d.kind === "map" ? new Map(pairs) : new ValueMap(pairs);
      return;
    case "seq":
      for (let n = 0; n <= d.bound; n++) yield* tuplesOf(Array.from({ length: n }, () => d.member));
      return;
    case "bag": {
      const members = valuesOf(d.member);
      for (let n = 0; n <= d.bound; n++) for (const chosen of ascending(members, n)) yield new Bag(chosen);
      return;
    }
    case "union":
      for (const option of d.options) yield* enumerated(option);
      return;
    case "opaque":
      fault(`no finite domain: ${d.text}`);
  }
}

function present(entries: readonly (readonly [PropertyKey, unknown])[]): PlainObject {
  const object: PlainObject = {};
  for (const [key, value] of entries) if (value !== undefined) object[key] = value;
  return object;
}

function* subsets(members: readonly unknown[], bound: number): Generator<readonly unknown[]> {
  if (members.length > 20) fault(`2^${members.length} subsets are too many for this evaluator`);
  for (let bits = 0; bits < 2 ** members.length; bits++) {
    const subset = members.filter((_, i) => (bits >> i) & 1);
    if (subset.length <= bound) yield subset;
  }
}

/** For each key in turn, the last the fastest: absent, then each of the values. */
function* partial(keys: readonly unknown[], value: Domain): Generator<readonly (readonly [unknown, unknown])[]> {
  const [key, ...rest] = keys;
  if (keys.length === 0) return yield [];
  yield* partial(rest, value);
  for (const v of valuesOf(value)) for (const more of partial(rest, value)) yield [[key, v], ...more];
}

function* ascending(members: readonly unknown[], n: number, from = 0): Generator<readonly unknown[]> {
  if (n === 0) yield [];
  else
    for (let i = from; i < members.length; i++)
      for (const rest of ascending(members, n - 1, i)) yield [members[i], ...rest];
}

/** Where the value leaves the domain: `State.bh[0].inFlight`. Empty when it lies within. */
export function outside(d: Domain, v: unknown, path: string): readonly string[] {
  const here = (within: boolean): readonly string[] => (within ? [] : [path]);
  switch (d.kind) {
    case "opaque":
      return [];
    case "values":
      return here(d.values.includes(v as never));
    case "range":
      return here(typeof v === "number" && Number.isInteger(v) && v >= d.lo && v <= d.hi);
    case "record": {
      if (!isPlainObject(v)) return [path];
      const surplus = Reflect.ownKeys(v).filter((key) => v[key] !== undefined && !d.fields.some((f) => f.name === key));
      return [
        ...surplus.map((key) => `${path}.${textOfKey(key)}`),
        ...d.fields.flatMap((f) => outside(f.domain, v[f.name], `${path}.${f.name}`)),
      ];
    }
    case "table": {
      if (!isPlainObject(v)) return [path];
      const keys = (valuesOf(d.key) as readonly PropertyKey[]).map((key) =>
        typeof key === "number" ? String(key) : key,
      );
      const surplus = Reflect.ownKeys(v).filter((key) => !keys.includes(key));
      return [
        ...surplus.map((key) => `${path}[${textOfKey(key)}]`),
        ...keys.flatMap((key) => outside(d.value, v[key], `${path}[${textOfKey(key)}]`)),
      ];
    }
    case "tuple":
      if (!Array.isArray(v) || v.length !== d.items.length) return [path];
      return d.items.flatMap((item, i) => outside(item, v[i], `${path}[${i}]`));
    case "seq":
      if (!Array.isArray(v) || v.length > d.bound) return [path];
      return (v as readonly unknown[]).flatMap((item, i) => outside(d.member, item, `${path}[${i}]`));
    case "set":
      return v instanceof Set ? ofMembers(d.member, d.bound, [...(v as ReadonlySet<unknown>)], path) : [path];
    case "valueSet":
    case "bag":
      return isStructural(v) ? ofMembers(d.member, d.bound, v.contents(), path) : [path];
    case "map":
    case "valueMap": {
      if (!(v instanceof Map || isStructural(v))) return [path];
      const pairs =
        v instanceof Map
          ? [...(v as ReadonlyMap<unknown, unknown>)]
          : (v.contents() as readonly (readonly [unknown, unknown])[]);
      if (pairs.length > d.bound) return [path];
      return pairs.flatMap(([key, value]) => [
        ...outside(d.key, key, path),
        ...outside(d.value, value, `${path}[${keyText(key)}]`),
      ]);
    }
    case "union": {
      if (d.options.some((option) => outside(option, v, path).length === 0)) return [];
      // The complaint of the one member that is meant: the record whose literal fields are these.
      const literals = isPlainObject(v) ? Object.entries(v).filter(([, of]) => typeof of !== "object") : [];
      const meant = narrow(d, Object.fromEntries(literals) as Readonly<Record<string, Scalar>>);
      return meant.kind === "record" ? outside(meant, v, path) : [path];
    }
  }
}

function ofMembers(member: Domain, bound: number, members: readonly unknown[], path: string): readonly string[] {
  if (members.length > bound) return [path];
  return members.flatMap((item) => outside(member, item, `${path}[]`));
}

function isPlainObject(v: unknown): v is PlainObject {
  return typeof v === "object" && v !== null && Object.getPrototypeOf(v) === Object.prototype;
}

function keyText(value: unknown): string {
  const json = toJson(value);
  return typeof json === "string" ? json : JSON.stringify(json);
}
