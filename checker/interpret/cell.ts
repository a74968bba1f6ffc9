/**
 * Values while a step runs: plain mutable JavaScript, so that references and writes behave as the author's own would.
 * In: domains, values. Out: `Cell`, copies, structural equality, the way from and to `Value`.
 * Not here: order and enumeration (`domain-order.ts`), keys of states (`codec.ts`).
 */
import { type Domain, isScalar, type Literal, type RecordDomain, type SetDomain } from "../../ir/domain.ts";
import { type IdValue, isId, memberOf, ordinal, type Value } from "../../ir/value.ts";

export type Scalar = Literal | undefined | IdValue;

export interface CellRecord {
  [field: string]: Cell;
}

export interface Entry {
  readonly key: Cell;
  /** Of a map what stands under the key, of a bag how many there are of this member, of a set `true`. */
  readonly value: Cell;
}

/** A map, a bag, a set of structured members or of so many at most: entries by `contentText` of their keys, in no order that means anything. */
export class Keyed {
  readonly kind: "set" | "map" | "bag";
  readonly entries: Map<string, Entry>;
  constructor(kind: Keyed["kind"], entries: Iterable<readonly [string, Entry]> = []) {
    this.kind = kind;
    this.entries = new Map(entries);
  }
}

/**
 * A record is an object, a table an array by ordinal of its key, a sequence an array, a set of scalars without a bound a `Set`. The
 * members of a `Keyed` and the keys of a map are never changed: who puts one in or takes one out makes a copy.
 */
export type Cell = Scalar | CellRecord | Cell[] | Set<Cell> | Keyed;

/** Only where the cell is known not to be a collection. */
export const isRecord = (c: Cell): c is CellRecord =>
  typeof c === "object" && c !== null && !Array.isArray(c) && !(c instanceof Set) && !(c instanceof Keyed) && !isId(c);

export const isSet = (c: Cell): c is Set<Cell> | Keyed => c instanceof Set || (c instanceof Keyed && c.kind === "set");

/** Its members are kept in a `Set`. */
export const isPlain = (d: SetDomain): boolean => d.max === null && isScalar(d.of);

/** Equal contents, equal texts, whatever the domain: an absent field is `undefined`. */
export function contentText(c: Cell): string {
  if (c === undefined) return "-";
  if (typeof c !== "object" || c === null) return JSON.stringify(c);
  if (isId(c)) return `#${c.set}.${c.index}`;
  if (Array.isArray(c)) return `[${c.map(contentText).join(",")}]`;
  if (c instanceof Set) return `set(${[...c].map(contentText).sort().join(",")})`;
  if (c instanceof Keyed) {
    const parts = [...c.entries].map(([key, { value }]) => (c.kind === "set" ? key : `${key}:${contentText(value)}`));
    return `${c.kind}(${parts.sort().join(",")})`;
  }
  const fields = Object.keys(c).filter((name) => c[name] !== undefined);
  const parts = fields.sort().map((name) => `${JSON.stringify(name)}:${contentText(c[name])}`);
  return `{${parts.join(",")}}`;
}

/** Number of elements, those of a bag as often as they are there. */
export function sizeOf(c: Cell[] | Set<Cell> | Keyed): number {
  if (Array.isArray(c)) return c.length;
  if (c instanceof Set) return c.size;
  let size = 0;
  for (const { value } of c.entries.values()) size += c.kind === "bag" ? (value as number) : 1;
  return size;
}

/** The elements themselves: of a set in no order, of a bag as often as they are there, of a map its keys. */
export function elementsOf(c: Cell[] | Set<Cell> | Keyed): Cell[] {
  if (!(c instanceof Keyed)) return [...c];
  return [...c.entries.values()].flatMap(({ key, value }) =>
    c.kind === "bag" ? new Array<Cell>(value as number).fill(key) : [key],
  );
}

/** Whether a set, bag or map has this member or key. */
export const contains = (c: Set<Cell> | Keyed, x: Cell): boolean =>
  c instanceof Set ? c.has(x) : c.entries.has(contentText(x));

/** A set of these members, in the form that its domain has. */
export function setOf(d: SetDomain, members: readonly Cell[]): Set<Cell> | Keyed {
  if (isPlain(d)) return new Set(members);
  return new Keyed(
    "set",
    members.map((key) => [contentText(key), { key, value: true }]),
  );
}

/** Each member as often as it is given. */
export function bagOf(members: readonly Cell[]): Keyed {
  const made = new Keyed("bag");
  for (const key of members) {
    const text = contentText(key);
    const before = made.entries.get(text)?.value ?? 0;
    made.entries.set(text, { key, value: (before as number) + 1 });
  }
  return made;
}

/** The last of a key wins. */
export const mapOf = (entries: readonly Entry[]): Keyed =>
  new Keyed(
    "map",
    entries.map((e) => [contentText(e.key), e]),
  );

/** `structuredClone`, save that ids stay what they are. */
export function copy(c: Cell): Cell {
  if (typeof c !== "object" || c === null) return c;
  if (Array.isArray(c)) return c.map(copy);
  if (c instanceof Set) return new Set(c);
  if (c instanceof Keyed) {
    if (c.kind !== "map") return new Keyed(c.kind, c.entries);
    return mapOf([...c.entries.values()].map(({ key, value }) => ({ key, value: copy(value) })));
  }
  if (!isRecord(c)) return c;
  const made: CellRecord = {};
  for (const field in c) made[field] = copy(c[field]);
  return made;
}

/** What `same` compares: contents; an absent field is `undefined`. */
export function equal(a: Cell, b: Cell): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((x, i) => equal(x, b[i]));
  if (isSet(a)) return isSet(b) && sizeOf(a) === sizeOf(b) && elementsOf(a).every((x) => contains(b, x));
  if (a instanceof Keyed) {
    if (!(b instanceof Keyed) || a.kind !== b.kind || a.entries.size !== b.entries.size) return false;
    return [...a.entries].every(([key, { value }]) => b.entries.has(key) && equal(value, b.entries.get(key)?.value));
  }
  if (!isRecord(a) || !isRecord(b)) return false;
  for (const field in a) if (!equal(a[field], b[field])) return false;
  for (const field in b) if (b[field] !== undefined && a[field] === undefined) return false;
  return true;
}

/**
 * Index of the member of a union that a cell belongs to, -1 where it has the shape of none. A number outside every
 * range belongs to the range all the same: it is the author's value gone astray.
 */
export function memberIndex(members: readonly Domain[], c: Cell): number {
  for (let i = 0; i < members.length; i++) if (isOf(members[i] as Domain, c)) return i;
  return typeof c === "number" ? members.findIndex((m) => m.kind === "int" || m.kind === "number") : -1;
}

function isOf(d: Domain, c: Cell): boolean {
  switch (d.kind) {
    case "int":
    case "enum":
    case "id":
    case "undefined":
      return ordinal(d, c) >= 0;
    case "number":
      return typeof c === "number";
    case "table":
    case "seq":
      return Array.isArray(c);
    case "set":
      return isSet(c);
    case "map":
    case "bag":
      return c instanceof Keyed && c.kind === d.kind;
    case "record":
      return isRecord(c) && isOfRecord(d, c);
    case "union":
      return d.of.some((m) => isOf(m, c));
  }
}

/** By the values of its literal fields and by which fields there are. */
function isOfRecord(d: RecordDomain, c: CellRecord): boolean {
  for (const f of d.fields)
    if (f.domain.kind === "enum" && !f.domain.values.includes(c[f.name] as Literal)) return false;
  for (const field in c) if (c[field] !== undefined && !d.fields.some((f) => f.name === field)) return false;
  return true;
}

/** A fresh cell of a value, nothing shared. */
export function toCell(d: Domain, v: Value): Cell {
  switch (d.kind) {
    case "int":
    case "enum":
    case "id":
    case "undefined":
    case "number":
      return v as Scalar;
    case "union":
      return toCell(memberOf(d.of, v), v);
    case "record": {
      const record = v as { readonly [field: string]: Value };
      return Object.fromEntries(d.fields.map((f) => [f.name, toCell(f.domain, record[f.name])]));
    }
    case "table":
      return (v as readonly Value[]).map((row) => toCell(d.value, row));
    case "seq":
      return (v as readonly Value[]).map((x) => toCell(d.of, x));
    case "set":
      return setOf(
        d,
        (v as readonly Value[]).map((x) => toCell(d.of, x)),
      );
    case "bag":
      return bagOf((v as readonly Value[]).map((x) => toCell(d.of, x)));
    case "map":
      return mapOf(
        (v as readonly (readonly Value[])[]).map(([key, value]) => ({
          key: toCell(d.key, key),
          value: toCell(d.value, value),
        })),
      );
  }
}

/** A value of a cell, also of one that is outside its domain: failures show such states. */
export function toValue(d: Domain, c: Cell): Value {
  switch (d.kind) {
    case "int":
    case "enum":
    case "id":
    case "undefined":
    case "number":
      return c as Scalar;
    case "union": {
      const member = d.of[memberIndex(d.of, c)];
      return member === undefined ? (c as Scalar) : toValue(member, c);
    }
    case "record":
      return isRecord(c)
        ? Object.fromEntries(d.fields.map((f) => [f.name, toValue(f.domain, c[f.name])]))
        : (c as Scalar);
    case "table":
      return Array.isArray(c) ? c.map((row) => toValue(d.value, row)) : (c as Scalar);
    case "seq":
      return Array.isArray(c) ? c.map((x) => toValue(d.of, x)) : (c as Scalar);
    case "set":
    case "bag":
      return isOf(d, c) ? ascending(d.of, c as Set<Cell> | Keyed).map((x) => toValue(d.of, x)) : (c as Scalar);
    case "map": {
      if (!(c instanceof Keyed)) return c as Scalar;
      const valueAt = (key: Cell): Cell => c.entries.get(contentText(key))?.value;
      return ascending(d.key, c).map((key) => [toValue(d.key, key), toValue(d.value, valueAt(key))]);
    }
  }
}

/** Members, or keys of a map, in the order of their domain, strays last. */
export function ascending(of: Domain, c: Set<Cell> | Keyed): Cell[] {
  const place = (x: Cell): number => {
    const o = of.kind === "number" ? Number(x) : ordinal(of, toValue(of, x));
    return o < 0 && of.kind !== "number" ? Number.POSITIVE_INFINITY : o;
  };
  const placed = elementsOf(c).map((x) => ({ x, at: place(x) }));
  return placed.sort((a, b) => (a.at === b.at ? 0 : a.at - b.at)).map(({ x }) => x);
}
