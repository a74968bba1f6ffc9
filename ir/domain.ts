/**
 * Domains: the finite sets of values that types stand for, and the few questions every stage asks of them.
 * In: nothing. Out: `Domain`, size, equality, printing, the order of scalar values.
 * Not here: values (`value.ts`), reading domains from type nodes (`compiler/2-bind/`).
 */

export type Literal = string | number | boolean | null;

export interface IntDomain {
  readonly kind: "int";
  /** Both included; empty where hi < lo. */
  readonly lo: number;
  readonly hi: number;
}
export interface EnumDomain {
  readonly kind: "enum";
  /** In the order written; `boolean` is [false, true]. */
  readonly values: readonly Literal[];
}
export interface IdDomain {
  readonly kind: "id";
  /** Index into `SpecModel.idSets`. */
  readonly set: number;
  readonly name: string;
  readonly size: number;
}
export interface Field {
  /** Property name; "0", "1", … in a tuple. */
  readonly name: string;
  readonly domain: Domain;
  /** Set on what lowering adds to the state: where a process rests, or a local that is live across yields. */
  readonly hidden?:
    | { readonly kind: "pc"; readonly process: string }
    | { readonly kind: "local"; readonly process: string; readonly local: string };
}
export interface RecordDomain {
  readonly kind: "record";
  readonly fields: readonly Field[];
  readonly tuple: boolean;
}
export interface TableDomain {
  readonly kind: "table";
  /** A scalar domain. */
  readonly key: Domain;
  readonly value: Domain;
}
/** `Set<T>`, `ValueSet<T>`, `ValueSet<T, N>`: which of them only typing asks. Members are compared by content. */
export interface SetDomain {
  readonly kind: "set";
  /** A domain with ordinals (`hasOrdinals`). */
  readonly of: Domain;
  /** At most so many members, kept one by one; null: any subset, one bit for each value of `of`. */
  readonly max: number | null;
}
/** `Map<K, V>`, `ValueMap<K, V>`, `ValueMap<K, V, N>`: partial functions. Keys are compared by content. */
export interface MapDomain {
  readonly kind: "map";
  /** A domain with ordinals. */
  readonly key: Domain;
  readonly value: Domain;
  /** At most so many keys; null: any, a place for each. */
  readonly max: number | null;
}
/** `Bag<T, N>`: a multiset of at most N members in all, compared by content. */
export interface BagDomain {
  readonly kind: "bag";
  /** A domain with ordinals. */
  readonly of: Domain;
  readonly max: number;
}
export interface SeqDomain {
  readonly kind: "seq";
  readonly of: Domain;
  readonly max: number;
}
export interface UnionDomain {
  readonly kind: "union";
  /** Flat (no union inside), at most one enum, at least two members. */
  readonly of: readonly Domain[];
}

export type Domain =
  | IntDomain
  | EnumDomain
  | IdDomain
  | RecordDomain
  | TableDomain
  | SetDomain
  | MapDomain
  | BagDomain
  | SeqDomain
  | UnionDomain
  /** An absent optional field, a dead local. */
  | { readonly kind: "undefined" }
  /** An integer without bounds: fine for a local within a step, refused in state. */
  | { readonly kind: "number" };

export const BOOLEAN: EnumDomain = { kind: "enum", values: [false, true] };
export const NUMBER: Domain = { kind: "number" };
export const UNDEFINED: Domain = { kind: "undefined" };

/** Ints, enums, ids, `undefined` and unions of these: what `===` compares and what may key a table. */
export function isScalar(d: Domain): boolean {
  switch (d.kind) {
    case "int":
    case "enum":
    case "id":
    case "undefined":
    case "number":
      return true;
    case "union":
      return d.of.every(isScalar);
    case "record":
    case "table":
    case "set":
    case "map":
    case "bag":
    case "seq":
      return false;
  }
}

/**
 * Its values can be numbered by arithmetic on their parts (`ordinal` in `value.ts`): what may be a member of a set or bag and the
 * key of a map. Not collections with a bound of their own (`max`), nor numbers without one; there must be fewer than 2^53.
 */
export function hasOrdinals(d: Domain): boolean {
  const count = size(d);
  return count !== null && count < 2n ** 53n && isNumbered(d);
}

function isNumbered(d: Domain): boolean {
  switch (d.kind) {
    case "int":
    case "enum":
    case "id":
    case "undefined":
      return true;
    case "union":
      return d.of.every(isNumbered);
    case "record":
      return d.fields.every((f) => isNumbered(f.domain));
    case "table":
      return isNumbered(d.value);
    case "seq":
      return isNumbered(d.of);
    case "set":
      return d.max === null && isNumbered(d.of);
    case "map":
      return d.max === null && isNumbered(d.key) && isNumbered(d.value);
    case "bag":
    case "number":
      return false;
  }
}

/** Number of values; null where there is no bound. Never enumerates. */
export function size(d: Domain): bigint | null {
  switch (d.kind) {
    case "int":
      return d.hi < d.lo ? 0n : BigInt(d.hi) - BigInt(d.lo) + 1n;
    case "enum":
      return BigInt(d.values.length);
    case "id":
      return BigInt(d.size);
    case "undefined":
      return 1n;
    case "number":
      return null;
    case "record":
      return d.fields.reduce<bigint | null>((n, f) => times(n, size(f.domain)), 1n);
    case "table": {
      const keys = size(d.key);
      const values = size(d.value);
      return keys === null || values === null ? null : power(values, keys);
    }
    case "set": {
      const n = size(d.of);
      if (n === null) return null;
      return d.max === null ? power(2n, n) : sumTo(d.max, (k) => n - k);
    }
    case "map": {
      const keys = size(d.key);
      const values = size(d.value);
      if (keys === null || values === null) return null;
      return d.max === null ? power(values + 1n, keys) : sumTo(d.max, (k) => (keys - k) * values);
    }
    case "bag": {
      const n = size(d.of);
      return n === null ? null : sumTo(d.max, (k) => n + k);
    }
    case "seq": {
      const n = size(d.of);
      if (n === null) return null;
      if (n <= 1n) return n === 0n ? 1n : BigInt(d.max) + 1n;
      if (d.max > 65_536) return null;
      let sum = 1n;
      let last = 1n;
      for (let i = 0; i < d.max; i++) sum += last *= n;
      return sum;
    }
    case "union":
      return d.of.reduce<bigint | null>((n, m) => {
        const more = size(m);
        return n === null || more === null ? null : n + more;
      }, 0n);
  }
}

const times = (a: bigint | null, b: bigint | null): bigint | null => (a === null || b === null ? null : a * b);

/** base^exponent, given up (null) past 2^65536: nobody reads such a number. */
const power = (base: bigint, exponent: bigint): bigint | null => (exponent > 65536n ? null : base ** exponent);

/** How many collections there are of 0 to `max` members: those of k + 1 are those of k times `factor(k)` / (k + 1). Given up as `power` is. */
function sumTo(max: number, factor: (k: bigint) => bigint): bigint | null {
  let sum = 1n;
  let term = 1n;
  for (let k = 0n; k < BigInt(max) && term > 0n; k++) {
    term = (term * factor(k)) / (k + 1n);
    sum += term;
    if (k > 65_536n || sum > MOST_COUNTED) return null;
  }
  return sum;
}

const MOST_COUNTED = 2n ** 65_536n;

export function sameDomain(a: Domain, b: Domain): boolean {
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case "int":
      return b.kind === "int" && a.lo === b.lo && a.hi === b.hi;
    case "enum":
      return b.kind === "enum" && a.values.length === b.values.length && a.values.every((v) => b.values.includes(v));
    case "id":
      return b.kind === "id" && a.set === b.set;
    case "undefined":
    case "number":
      return true;
    case "record":
      return (
        b.kind === "record" &&
        a.fields.length === b.fields.length &&
        a.fields.every((f) => b.fields.some((g) => f.name === g.name && sameDomain(f.domain, g.domain)))
      );
    case "table":
      return b.kind === "table" && sameDomain(a.key, b.key) && sameDomain(a.value, b.value);
    case "set":
      return b.kind === "set" && a.max === b.max && sameDomain(a.of, b.of);
    case "map":
      return b.kind === "map" && a.max === b.max && sameDomain(a.key, b.key) && sameDomain(a.value, b.value);
    case "bag":
      return b.kind === "bag" && a.max === b.max && sameDomain(a.of, b.of);
    case "seq":
      return b.kind === "seq" && a.max === b.max && sameDomain(a.of, b.of);
    case "union":
      return b.kind === "union" && a.of.length === b.of.length && a.of.every((m) => b.of.some((n) => sameDomain(m, n)));
  }
}

/** The members of a union, or the domain itself. */
export const alternatives = (d: Domain): readonly Domain[] => (d.kind === "union" ? d.of : [d]);

/**
 * The union of domains: flat, enums merged, equal members once. Two ranges or a range and a plain number become
 * one (the convex hull, or the plain number); collections take the greater bound, none where one has none. `boolean` keeps its order.
 */
export function unionOf(domains: readonly Domain[]): Domain {
  const members: Domain[] = [];
  const merge = (d: Domain): void => {
    for (const [i, m] of members.entries()) {
      const joined = joinTwo(m, d);
      if (joined !== null) {
        members[i] = joined;
        return;
      }
    }
    members.push(d);
  };
  for (const d of domains) for (const m of alternatives(d)) merge(m);
  const [only] = members;
  return members.length === 1 && only !== undefined ? only : { kind: "union", of: members };
}

function joinTwo(a: Domain, b: Domain): Domain | null {
  if (sameDomain(a, b)) return a;
  if (a.kind === "enum" && b.kind === "enum") {
    const values = [...a.values, ...b.values.filter((v) => !a.values.includes(v))];
    return values.length === 2 && values.every((v) => typeof v === "boolean") ? BOOLEAN : { kind: "enum", values };
  }
  if (a.kind === "int" && b.kind === "int") return { kind: "int", lo: Math.min(a.lo, b.lo), hi: Math.max(a.hi, b.hi) };
  if (a.kind === "number" && b.kind === "int") return a;
  if (a.kind === "int" && b.kind === "number") return b;
  if (a.kind === "seq" && b.kind === "seq")
    return { kind: "seq", of: unionOf([a.of, b.of]), max: Math.max(a.max, b.max) };
  if (a.kind === "set" && b.kind === "set")
    return { kind: "set", of: unionOf([a.of, b.of]), max: greaterBound(a.max, b.max) };
  if (a.kind === "map" && b.kind === "map")
    return {
      kind: "map",
      key: unionOf([a.key, b.key]),
      value: unionOf([a.value, b.value]),
      max: greaterBound(a.max, b.max),
    };
  if (a.kind === "table" && b.kind === "table" && sameDomain(a.key, b.key))
    return { kind: "table", key: a.key, value: unionOf([a.value, b.value]) };
  if (a.kind === "bag" && b.kind === "bag")
    return { kind: "bag", of: unionOf([a.of, b.of]), max: Math.max(a.max, b.max) };
  return null;
}

const greaterBound = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : Math.max(a, b);

/** As an author would write it: `Int<0, 2>` (an `Index<3>` too), `Writer | null`, `Record<Int<0, 3>, boolean>`. */
export function printDomain(d: Domain): string {
  switch (d.kind) {
    case "int":
      return `Int<${d.lo}, ${d.hi}>`;
    case "enum":
      return d.values.length === 2 && d.values.every((v) => typeof v === "boolean")
        ? "boolean"
        : d.values.map((v) => JSON.stringify(v)).join(" | ");
    case "id":
      return d.name;
    case "undefined":
      return "undefined";
    case "number":
      return "number";
    case "record":
      return d.tuple
        ? `[${d.fields.map((f) => printDomain(f.domain)).join(", ")}]`
        : `{ ${d.fields.map((f) => `${f.name}: ${printDomain(f.domain)}`).join("; ")} }`;
    case "table":
      return `Record<${printDomain(d.key)}, ${printDomain(d.value)}>`;
    case "set":
      if (d.max !== null) return `ValueSet<${printDomain(d.of)}, ${d.max}>`;
      return `${isScalar(d.of) ? "Set" : "ValueSet"}<${printDomain(d.of)}>`;
    case "map":
      if (d.max !== null) return `ValueMap<${printDomain(d.key)}, ${printDomain(d.value)}, ${d.max}>`;
      return `${isScalar(d.key) ? "Map" : "ValueMap"}<${printDomain(d.key)}, ${printDomain(d.value)}>`;
    case "bag":
      return `Bag<${printDomain(d.of)}, ${d.max}>`;
    case "seq":
      if (d.max === Number.MAX_SAFE_INTEGER)
        return `${d.of.kind === "union" ? `(${printDomain(d.of)})` : printDomain(d.of)}[]`;
      return `Seq<${printDomain(d.of)}, ${d.max}>`;
    case "union":
      return d.of.map(printDomain).join(" | ");
  }
}
