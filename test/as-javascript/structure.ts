// In: any value a spec's state can hold, as JavaScript has it. Out: a deep copy, a text equal exactly for equal
// structures, an order, and the JSON of language.md › The command.
// Not here: the collections that compare by structure (collections.ts), the types' domains (domain.ts).
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What ValueSet, ValueMap and Bag tell about themselves, so that this file need not know their classes. */
export const structural: unique symbol = Symbol("structural");
export interface Structural {
  readonly [structural]: "ValueSet" | "ValueMap" | "Bag";
  contents(): readonly unknown[];
  rebuilt(contents: readonly unknown[]): Structural;
}

export type PlainObject = Record<PropertyKey, unknown>;

export function isStructural(value: unknown): value is Structural {
  return typeof value === "object" && value !== null && structural in value;
}

function isPlain(value: unknown): value is PlainObject {
  return typeof value === "object" && value !== null;
}

/** A deep copy. An object that stands in two places still stands in two places: JavaScript's meaning, which a compiler must refuse. */
export function clone<T>(value: T): T {
  return copyOf(value, new Map()) as T;
}

function copyOf(value: unknown, seen: Map<unknown, unknown>): unknown {
  if (!isPlain(value)) return value;
  const known = seen.get(value);
  if (known !== undefined) return known;
  if (Array.isArray(value)) {
    const copy: unknown[] = [];
    seen.set(value, copy);
    for (const item of value as readonly unknown[]) copy.push(copyOf(item, seen));
    return copy;
  }
  if (value instanceof Set) {
    const copy = new (value.constructor as SetConstructor)<unknown>();
    seen.set(value, copy);
    for (const item of value as ReadonlySet<unknown>) copy.add(copyOf(item, seen));
    return copy;
  }
  if (value instanceof Map) {
    const copy = new Map<unknown, unknown>();
    seen.set(value, copy);
    for (const [k, v] of value as ReadonlyMap<unknown, unknown>) copy.set(copyOf(k, seen), copyOf(v, seen));
    return copy;
  }
  if (isStructural(value)) {
    const copy = value.rebuilt(value.contents().map((item) => copyOf(item, seen)));
    seen.set(value, copy);
    return copy;
  }
  const copy: PlainObject = {};
  seen.set(value, copy);
  for (const key of Reflect.ownKeys(value)) copy[key] = copyOf(value[key], seen);
  return copy;
}

/** The paths at which an object stands that already stands elsewhere (language.md: one object may not stand in two places). */
export function sharedPlaces(value: unknown): readonly string[] {
  const seen = new Set<unknown>();
  const found: string[] = [];
  const visit = (at: unknown, path: string): void => {
    if (!isPlain(at)) return;
    if (seen.has(at)) {
      found.push(path);
      return;
    }
    seen.add(at);
    if (at instanceof Set || at instanceof Map) for (const item of at as Iterable<unknown>) visit(item, `${path}[]`);
    else if (isStructural(at)) for (const item of at.contents()) visit(item, `${path}[]`);
    else for (const key of Reflect.ownKeys(at)) if (key !== "length") visit(at[key], `${path}.${textOfKey(key)}`);
  };
  visit(value, "State");
  return found;
}

export function textOfKey(key: PropertyKey): string {
  return typeof key === "symbol" ? (key.description ?? "") : String(key);
}

/** Equal for two values exactly when `same` holds of them: an absent field is an undefined one. */
export function keyOf(value: unknown): string {
  if (typeof value === "symbol") return `@${value.description ?? ""}`;
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") return value === 0 ? "0" : String(value);
  if (!isPlain(value)) return String(value);
  if (Array.isArray(value)) return `[${(value as readonly unknown[]).map(keyOf).join()}]`;
  if (value instanceof Set) return `Set(${[...(value as ReadonlySet<unknown>)].map(keyOf).sort().join()})`;
  if (value instanceof Map) return `Map(${[...(value as ReadonlyMap<unknown, unknown>)].map(keyOf).sort().join()})`;
  if (isStructural(value)) return `${value[structural]}(${value.contents().map(keyOf).sort().join()})`;
  const fields: string[] = [];
  for (const key of Reflect.ownKeys(value))
    if (value[key] !== undefined) fields.push(`${keyOf(key)}:${keyOf(value[key])}`);
  return `{${fields.sort().join()}}`;
}

/** Numbers by size, Ids by number, all else by text; structures part by part; of unlike kinds null, booleans, numbers, strings, Ids, structures in turn. */
export function compare(a: unknown, b: unknown): number {
  const order = rank(a) - rank(b);
  if (order !== 0) return order;
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "symbol" && typeof b === "symbol") {
    const [nameA, indexA] = partsOfId(a);
    const [nameB, indexB] = partsOfId(b);
    return nameA === nameB ? indexA - indexB : byText(nameA, nameB);
  }
  if (typeof a === "string" && typeof b === "string") return byText(a, b);
  if (isPlain(a) && isPlain(b)) return compareAll(partsOf(a), partsOf(b));
  return byText(keyOf(a), keyOf(b));
}

function compareAll(a: readonly unknown[], b: readonly unknown[]): number {
  const at = a.findIndex((part, i) => i >= b.length || compare(part, b[i]) !== 0);
  return at < 0 ? a.length - b.length : at >= b.length ? 1 : compare(a[at], b[at]);
}

/** What two structures are ordered by, part by part. */
function partsOf(value: PlainObject): readonly unknown[] {
  if (Array.isArray(value)) return value as readonly unknown[];
  if (value instanceof Set || value instanceof Map) return [...(value as Iterable<unknown>)].sort(compare);
  if (isStructural(value)) return [...value.contents()].sort(compare);
  const fields = Object.keys(value).filter((name) => value[name] !== undefined);
  return fields.sort(byText).flatMap((name) => [name, value[name]]);
}

function rank(value: unknown): number {
  if (value === undefined) return 0;
  if (value === null) return 1;
  const kind = ["boolean", "number", "string", "symbol"].indexOf(typeof value);
  return kind < 0 ? 6 : kind + 2;
}

function partsOfId(id: symbol): readonly [string, number] {
  const text = id.description ?? "";
  const hash = text.lastIndexOf("#");
  return [text.slice(0, hash), Number(text.slice(hash + 1))];
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** language.md: an Id is "Writer#1", a set a sorted array, a map an array of pairs, undefined an absent field. */
export function toJson(value: unknown): Json {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value + 0 || 0 : String(value);
  if (typeof value === "symbol") return value.description ?? "";
  if (!isPlain(value)) return value === undefined ? null : String(value);
  if (Array.isArray(value)) return (value as readonly unknown[]).map(toJson);
  if (value instanceof Set || value instanceof Map) return [...(value as Iterable<unknown>)].sort(compare).map(toJson);
  if (isStructural(value)) return [...value.contents()].sort(compare).map(toJson);
  const fields = Reflect.ownKeys(value).filter((key) => value[key] !== undefined);
  return Object.fromEntries(
    fields.map((key) => [textOfKey(key), toJson(value[key])] as const).sort(([a], [b]) => byText(a, b)),
  );
}
