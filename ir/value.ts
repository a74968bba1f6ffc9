/**
 * Values as they leave an evaluator: plain, canonical, comparable.
 * In: domains. Out: `Value`, ids, enumeration of a domain, ordinals of scalars, the JSON that users see.
 * Not here: how an evaluator keeps a state while it works (`checker/`).
 */
import { type Domain, type Literal, printDomain, size } from "./domain.ts";

/** One of N interchangeable identities. Interned by `idOf`, so `===` compares. */
export interface IdValue {
  /** Index into `SpecModel.idSets`. */
  readonly set: number;
  /** 0 … size-1. */
  readonly index: number;
  /** "Writer#1". */
  readonly text: string;
}

/**
 * Literal, `undefined`, id; a record is an object by field name; a table is an array by ordinal of its key; a set is an array ascending
 * by ordinal, a bag too, each member as often as it is there; a map is an array of [key, value] ascending by ordinal of the key; a
 * sequence is an array; a tuple is an object with the fields "0", "1", ….
 */
export type Value = Literal | undefined | IdValue | readonly Value[] | { readonly [field: string]: Value };

const ids = new Map<string, IdValue>();

/** The identity `index` of the set number `set`; the same object every time for the same name. */
export function idOf(set: number, name: string, index: number): IdValue {
  const text = `${name}#${index}`;
  const key = `${set}:${text}`;
  const known = ids.get(key);
  if (known !== undefined) return known;
  const made: IdValue = Object.freeze({ set, index, text });
  ids.set(key, made);
  return made;
}

export const isId = (v: unknown): v is IdValue =>
  typeof v === "object" && v !== null && "set" in v && "index" in v && "text" in v && Object.isFrozen(v);

/**
 * Position of a value in its domain's order, that of `values`: ints ascending, enums as written, unions member after member,
 * records and tables with the last part fastest, sets by bitmask, sequences by length, maps by key, the last fastest, an absent one
 * first. -1 where it is no member. Throws for a domain without ordinals (`hasOrdinals`).
 */
export function ordinal(d: Domain, v: unknown): number {
  switch (d.kind) {
    case "int":
      return typeof v === "number" && Number.isInteger(v) && v >= d.lo && v <= d.hi ? v - d.lo : -1;
    case "enum":
      return d.values.indexOf(v as Literal);
    case "id":
      return isId(v) && v.set === d.set ? v.index : -1;
    case "undefined":
      return v === undefined ? 0 : -1;
    case "union": {
      let base = 0;
      for (const member of d.of) {
        const o = ordinal(member, v);
        if (o >= 0) return base + o;
        base += ordinalCount(member);
      }
      return -1;
    }
    case "record": {
      if (!isObject(v)) return -1;
      const isStray = Object.keys(v).some((name) => v[name] !== undefined && !d.fields.some((f) => f.name === name));
      return isStray ? -1 : digits(d.fields.map((f) => [ordinal(f.domain, v[f.name]), ordinalCount(f.domain)]));
    }
    case "table": {
      if (!Array.isArray(v) || v.length !== ordinalCount(d.key)) return -1;
      const radix = ordinalCount(d.value);
      return digits(v.map((row) => [ordinal(d.value, row), radix]));
    }
    case "set": {
      if (!Array.isArray(v) || d.max !== null) return noOrdinal(d, v);
      const members = v.map((x) => ordinal(d.of, x));
      return members.includes(-1) ? -1 : members.reduce((n, m) => n + 2 ** m, 0);
    }
    case "map": {
      if (!Array.isArray(v) || d.max !== null) return noOrdinal(d, v);
      const radix = ordinalCount(d.value) + 1;
      const rows: [number, number][] = Array.from({ length: ordinalCount(d.key) }, () => [0, radix]);
      for (const entry of v) {
        const [key, value] = Array.isArray(entry) ? entry : [];
        const row = rows[ordinal(d.key, key)];
        const o = ordinal(d.value, value);
        if (row === undefined || o < 0) return -1;
        row[0] = o + 1;
      }
      return digits(rows);
    }
    case "seq": {
      if (!Array.isArray(v) || v.length > d.max) return -1;
      const radix = ordinalCount(d.of);
      const o = digits(v.map((x) => [ordinal(d.of, x), radix]));
      return o < 0 ? -1 : shorter(radix, v.length) + o;
    }
    case "bag":
    case "number":
      return noOrdinal(d, v);
  }
}

const isObject = (v: unknown): v is { readonly [field: string]: unknown } =>
  typeof v === "object" && v !== null && !Array.isArray(v) && !isId(v);

/** -1 of what has another shape altogether, as a member of a union has to be found. */
function noOrdinal(d: Domain, v: unknown): -1 {
  if (d.kind !== "number" && !Array.isArray(v)) return -1;
  throw new Error(`no ordinal in ${d.kind}`);
}

/** The number that these digits are, each with its radix, the last the lowest; -1 where one of them is -1. */
function digits(of: readonly (readonly [digit: number, radix: number])[]): number {
  let sum = 0;
  for (const [digit, radix] of of) {
    if (digit < 0) return -1;
    sum = sum * radix + digit;
  }
  return sum;
}

/** How many sequences over so many values have fewer than `length` elements. */
function shorter(radix: number, length: number): number {
  let sum = 0;
  for (let i = 0, n = 1; i < length; i++, n *= radix) sum += n;
  return sum;
}

const counts = new WeakMap<Domain, number>();

/** Number of values of a domain with ordinals, or of any scalar domain. Exact below 2^53. Throws for an unbounded number. */
export function ordinalCount(d: Domain): number {
  const known = counts.get(d);
  if (known !== undefined) return known;
  const count = size(d);
  if (count === null) throw new Error(`a ${d.kind} without bounds has no ordinals`);
  counts.set(d, Number(count));
  return Number(count);
}

/** Number of values of a scalar domain. */
export const scalarSize = ordinalCount;

/** Every value of a finite domain, in its order: ints ascending, records with the last field fastest, sets by bitmask, sequences by length. */
export function* values(d: Domain): Generator<Value> {
  switch (d.kind) {
    case "int":
      for (let i = d.lo; i <= d.hi; i++) yield i;
      return;
    case "enum":
      yield* d.values;
      return;
    case "id":
      for (let i = 0; i < d.size; i++) yield idOf(d.set, d.name, i);
      return;
    case "undefined":
      yield undefined;
      return;
    case "union":
      for (const m of d.of) yield* values(m);
      return;
    case "record":
      for (const tuple of tuples(d.fields.map((f) => f.domain)))
        yield Object.fromEntries(d.fields.map((f, i) => [f.name, tuple[i]]));
      return;
    case "table": {
      const rows = scalarSize(d.key);
      yield* tuples(Array.from({ length: rows }, () => d.value));
      return;
    }
    case "set": {
      if (d.max !== null) throw new Error(`${printDomain(d)} cannot be enumerated`);
      const members = [...values(d.of)];
      yield* subsets(members, members.length);
      return;
    }
    case "map": {
      if (d.max !== null) throw new Error(`${printDomain(d)} cannot be enumerated`);
      const keys = [...values(d.key)];
      yield* partials(keys, d.value);
      return;
    }
    case "bag":
      throw new Error(`${printDomain(d)} cannot be enumerated`);
    case "seq":
      for (let n = 0; n <= d.max; n++) yield* tuples(Array.from({ length: n }, () => d.of));
      return;
    case "number":
      throw new Error("an unbounded number cannot be enumerated");
  }
}

const keys = new WeakMap<Domain, readonly Value[]>();

/** The keys of a table, in order: the same list every time for the same domain. */
export function keysOf(key: Domain): readonly Value[] {
  const known = keys.get(key);
  if (known !== undefined) return known;
  const made = [...values(key)];
  keys.set(key, made);
  return made;
}

/** Every choice of one value per domain, the last fastest. */
export function* tuples(domains: readonly Domain[]): Generator<readonly Value[]> {
  const [first, ...rest] = domains;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const v of values(first)) for (const tail of tuples(rest)) yield [v, ...tail];
}

/** Subsets of the first n members as ascending arrays, in the order of their bitmask (member 0 is the lowest bit). */
function* subsets(members: readonly Value[], n: number): Generator<readonly Value[]> {
  if (n === 0) {
    yield [];
    return;
  }
  yield* subsets(members, n - 1);
  for (const s of subsets(members, n - 1)) yield [...s, members[n - 1]];
}

/** Every map of some of the keys, as ascending entries: the last key fastest, absent first. */
function* partials(keys: readonly Value[], value: Domain): Generator<readonly Value[]> {
  const [key, ...rest] = keys;
  if (keys.length === 0) {
    yield [];
    return;
  }
  yield* partials(rest, value);
  for (const v of values(value)) for (const tail of partials(rest, value)) yield [[key, v], ...tail];
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Text of a scalar as a key of a JSON object. */
export const keyText = (v: Value): string => (isId(v) ? v.text : String(v));

/** The JSON of language.md: an Id is "Writer#1", a set an array in the order of its domain, a Record an object by key text, `undefined` an absent field (null where it cannot be absent). */
export function toJson(d: Domain, v: Value): Json {
  if (v === undefined || v === null) return null;
  switch (d.kind) {
    case "int":
    case "enum":
    case "number":
    case "undefined":
      return v as Literal;
    case "id":
      return isId(v) ? v.text : (v as Json);
    case "union":
      return toJson(memberOf(d.of, v), v);
    case "record": {
      const record = v as { readonly [field: string]: Value };
      if (d.tuple) return d.fields.map((f) => toJson(f.domain, record[f.name]));
      return Object.fromEntries(
        d.fields.filter((f) => record[f.name] !== undefined).map((f) => [f.name, toJson(f.domain, record[f.name])]),
      );
    }
    case "table": {
      const rows = v as readonly Value[];
      return Object.fromEntries(
        keysOf(d.key).flatMap((k, i) => (rows[i] === undefined ? [] : [[keyText(k), toJson(d.value, rows[i])]])),
      );
    }
    case "set":
    case "bag":
    case "seq":
      return (v as readonly Value[]).map((x) => toJson(d.of, x));
    case "map":
      return (v as readonly (readonly Value[])[]).map(([key, value]) => [toJson(d.key, key), toJson(d.value, value)]);
  }
}

/** The member of a union that `v` belongs to (the first whose shape fits); the first member where none does. */
export function memberOf(members: readonly Domain[], v: Value): Domain {
  const found = members.find((m) => fits(m, v)) ?? members[0];
  if (found === undefined) throw new Error("an empty union");
  return found;
}

/** True where `v` has the shape of `d`: scalars exactly, records by their fields' presence and their literal fields' values. */
export function fits(d: Domain, v: Value): boolean {
  switch (d.kind) {
    case "int":
    case "number":
      return typeof v === "number";
    case "enum":
    case "id":
    case "undefined":
      return ordinal(d, v) >= 0;
    case "union":
      return d.of.some((m) => fits(m, v));
    case "record": {
      if (typeof v !== "object" || v === null || Array.isArray(v) || isId(v)) return false;
      const record = v as { readonly [field: string]: Value };
      return (
        Object.keys(record).every((k) => d.fields.some((f) => f.name === k)) &&
        d.fields.every((f) =>
          f.domain.kind === "enum"
            ? ordinal(f.domain, record[f.name]) >= 0
            : f.name in record || fits(f.domain, undefined),
        )
      );
    }
    case "table":
    case "set":
    case "map":
    case "bag":
    case "seq":
      return Array.isArray(v);
  }
}
