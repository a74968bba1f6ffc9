/**
 * Values as they leave an evaluator: plain, canonical, comparable.
 * In: domains. Out: `Value`, ids, enumeration of a domain, ordinals of scalars, the JSON that users see.
 * Not here: how an evaluator keeps a state while it works (`checker/`).
 */
import type { Domain, Literal } from "./domain.ts";

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
 * by ordinal; a sequence is an array; a tuple is an object with the fields "0", "1", ….
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

/** Position of a scalar value in its domain's order (ints ascending, enums as written, unions member after member); -1 where it is no member. */
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
        base += scalarSize(member);
      }
      return -1;
    }
    case "number":
    case "record":
    case "table":
    case "set":
    case "seq":
      throw new Error(`no ordinal in ${d.kind}`);
  }
}

/** Number of values of a scalar domain. */
export function scalarSize(d: Domain): number {
  switch (d.kind) {
    case "int":
      return Math.max(0, d.hi - d.lo + 1);
    case "enum":
      return d.values.length;
    case "id":
      return d.size;
    case "undefined":
      return 1;
    case "union":
      return d.of.reduce((n, m) => n + scalarSize(m), 0);
    case "number":
    case "record":
    case "table":
    case "set":
    case "seq":
      throw new Error(`not scalar: ${d.kind}`);
  }
}

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
      const members = [...values(d.of)];
      yield* subsets(members, members.length);
      return;
    }
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
    case "seq":
      return (v as readonly Value[]).map((x) => toJson(d.of, x));
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
    case "seq":
      return Array.isArray(v);
  }
}
