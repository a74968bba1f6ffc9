/**
 * Values while a step runs: plain mutable JavaScript, so that references and writes behave as the author's own would.
 * In: domains, values. Out: `Cell`, copies, structural equality, the way from and to `Value`.
 * Not here: order and enumeration (`domain-order.ts`), keys of states (`codec.ts`).
 */
import type { Domain, Literal, RecordDomain } from "../../ir/domain.ts";
import { type IdValue, isId, memberOf, ordinal, type Value } from "../../ir/value.ts";

export type Scalar = Literal | undefined | IdValue;

export interface CellRecord {
  [field: string]: Cell;
}

/** A record is an object, a table an array by ordinal of its key, a sequence an array, a set a `Set` of scalars. */
export type Cell = Scalar | CellRecord | Cell[] | Set<Cell>;

/** Only where the cell is known not to be a sequence or a set. */
export const isRecord = (c: Cell): c is CellRecord =>
  typeof c === "object" && c !== null && !Array.isArray(c) && !(c instanceof Set) && !isId(c);

/** `structuredClone`, save that ids stay what they are. */
export function copy(c: Cell): Cell {
  if (typeof c !== "object" || c === null) return c;
  if (Array.isArray(c)) return c.map(copy);
  if (c instanceof Set) return new Set(c);
  if (!isRecord(c)) return c;
  const made: CellRecord = {};
  for (const field in c) made[field] = copy(c[field]);
  return made;
}

/** What `same` compares: contents; an absent field is `undefined`. */
export function equal(a: Cell, b: Cell): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((x, i) => equal(x, b[i]));
  if (a instanceof Set) return b instanceof Set && a.size === b.size && [...a].every((x) => b.has(x));
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
      return c instanceof Set;
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
      return new Set((v as readonly Value[]).map((x) => toCell(d.of, x)));
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
      return c instanceof Set ? ascending(d.of, c).map((x) => toValue(d.of, x)) : (c as Scalar);
  }
}

/** Members in the order of their domain, strays last. */
export function ascending(of: Domain, set: ReadonlySet<Cell>): Cell[] {
  const place = (c: Cell): number => {
    const o = of.kind === "number" ? Number(c) : ordinal(of, c);
    return o < 0 && of.kind !== "number" ? Number.POSITIVE_INFINITY : o;
  };
  const placed = [...set].map((c) => ({ c, at: place(c) }));
  return placed.sort((a, b) => (a.at === b.at ? 0 : a.at - b.at)).map(({ c }) => c);
}
