/**
 * The order of a domain's values, compiled: ordinals of cells, and the n-th value of any finite domain.
 * In: domains. Out: `ordinalOf`, `enumeration`; the order is that of `values` in ir/value.ts.
 * Not here: keys of whole states (`codec.ts`).
 */
import { type Domain, isScalar, type Literal, printDomain, size } from "../../ir/domain.ts";
import { type IdValue, idOf, ordinal, scalarSize } from "../../ir/value.ts";
import { type Cell, type CellRecord, type Entry, type Keyed, mapOf, setOf, toValue } from "./cell.ts";

/** Position in the order of a domain with ordinals; -1 where the cell is no member. */
export function ordinalOf(d: Domain): (c: Cell) => number {
  switch (d.kind) {
    case "int": {
      const { lo, hi } = d;
      return (c) => (typeof c === "number" && c >= lo && c <= hi && Number.isInteger(c) ? c - lo : -1);
    }
    case "enum": {
      const { values } = d;
      if (values.length <= 8) return (c) => values.indexOf(c as Literal);
      const places = new Map<Cell, number>(values.map((v, i) => [v, i]));
      return (c) => places.get(c) ?? -1;
    }
    case "id": {
      const ids: readonly Cell[] = Array.from({ length: d.size }, (_, i) => idOf(d.set, d.name, i));
      return (c) => {
        if (typeof c !== "object" || c === null) return -1;
        const { index } = c as IdValue;
        return ids[index] === c ? index : -1;
      };
    }
    case "undefined":
      return (c) => (c === undefined ? 0 : -1);
    case "union": {
      let next = 0;
      const members = d.of.map((m) => {
        const base = next;
        next += scalarSize(m);
        return { base, at: ordinalOf(m) };
      });
      return (c) => {
        for (const { base, at } of members) {
          const o = at(c);
          if (o >= 0) return base + o;
        }
        return -1;
      };
    }
    case "record":
    case "table":
    case "set":
    case "map":
    case "seq":
      return (c) => ordinal(d, toValue(d, c));
    case "bag":
    case "number":
      throw new Error(`no ordinals in ${d.kind}`);
  }
}

/**
 * What a member or key is in its collection: a copy, with the fields that its domain has; null where it has no ordinal there. Two
 * that are one have equal contents.
 */
export function asMember(d: Domain): (c: Cell) => { readonly member: Cell } | null {
  if (isScalar(d)) {
    if (d.kind === "number") return (c) => ({ member: c });
    const at = ordinalOf(d);
    return (c) => (at(c) < 0 ? null : { member: c });
  }
  const at = ordinalOf(d);
  const { nth } = enumeration(d);
  return (c) => {
    const o = at(c);
    return o < 0 ? null : { member: nth(o) };
  };
}

export interface Enumeration {
  readonly count: number;
  /** The value at a position 0 … count-1; a composite one is fresh every time. */
  nth(i: number): Cell;
}

/** Scalar domains up to this size are kept as a list. */
const LISTED = 4096;

/** All values of a finite domain, none of them made before it is asked for. */
export function enumeration(d: Domain): Enumeration {
  const made = direct(d);
  if (!isScalar(d) || made.count > LISTED) return made;
  const list = Array.from({ length: made.count }, (_, i) => made.nth(i));
  return { count: list.length, nth: (i) => list[i] };
}

function direct(d: Domain): Enumeration {
  const count = Number(size(d) ?? Number.POSITIVE_INFINITY);
  switch (d.kind) {
    case "int":
      return { count, nth: (i) => d.lo + i };
    case "enum":
      return { count, nth: (i) => d.values[i] };
    case "id": {
      const ids: IdValue[] = Array.from({ length: d.size }, (_, i) => idOf(d.set, d.name, i));
      return { count, nth: (i) => ids[i] };
    }
    case "undefined":
      return { count, nth: () => undefined };
    case "union": {
      const members = d.of.map(enumeration);
      return { count, nth: (i) => nthOfAny(members, i) };
    }
    case "record": {
      const fields = d.fields.map((f) => enumeration(f.domain));
      const nth = (i: number): CellRecord => {
        const parts = nthTuple(fields, i);
        return Object.fromEntries(d.fields.map((f, k) => [f.name, parts[k]]));
      };
      return { count, nth };
    }
    case "table": {
      const value = enumeration(d.value);
      const rows = Array.from({ length: scalarSize(d.key) }, () => value);
      return { count, nth: (i) => nthTuple(rows, i) };
    }
    case "set": {
      if (d.max !== null) throw new Error(`${printDomain(d)} cannot be enumerated`);
      const members = enumeration(d.of);
      return { count, nth: (i) => setOf(d, nthSubset(members, i)) };
    }
    case "map": {
      if (d.max !== null) throw new Error(`${printDomain(d)} cannot be enumerated`);
      const keys = enumeration(d.key);
      const value = enumeration(d.value);
      return { count, nth: (i) => nthMap(keys, value, i) };
    }
    case "bag":
      throw new Error(`${printDomain(d)} cannot be enumerated`);
    case "seq": {
      const element = enumeration(d.of);
      const nth = (i: number): Cell[] => {
        let left = i;
        let length = 0;
        for (let count = 1; left >= count; count *= element.count, length++) left -= count;
        return nthTuple(
          Array.from({ length }, () => element),
          left,
        );
      };
      return { count, nth };
    }
    case "number":
      throw new Error("an unbounded number cannot be enumerated");
  }
}

function nthOfAny(members: readonly Enumeration[], i: number): Cell {
  let left = i;
  for (const m of members) {
    if (left < m.count) return m.nth(left);
    left -= m.count;
  }
  throw new Error(`no value ${i} in a union`);
}

/** One value each, the last fastest. */
export function nthTuple(parts: readonly Enumeration[], i: number): Cell[] {
  const made: Cell[] = new Array(parts.length);
  let left = i;
  for (let k = parts.length - 1; k >= 0; k--) {
    const part = parts[k] as Enumeration;
    made[k] = part.nth(left % part.count);
    left = Math.floor(left / part.count);
  }
  return made;
}

/** Members whose bit is set, member 0 being the lowest. */
function nthSubset(members: Enumeration, i: number): Cell[] {
  const made: Cell[] = [];
  for (let k = 0, left = i; left > 0; k++, left = Math.floor(left / 2)) if (left % 2 === 1) made.push(members.nth(k));
  return made;
}

/** One digit for each key, the last fastest: 0 where it is absent. */
function nthMap(keys: Enumeration, value: Enumeration, i: number): Keyed {
  const made: Entry[] = [];
  let left = i;
  for (let k = keys.count - 1; k >= 0; k--) {
    const digit = left % (value.count + 1);
    left = Math.floor(left / (value.count + 1));
    if (digit > 0) made.push({ key: keys.nth(k), value: value.nth(digit - 1) });
  }
  return mapOf(made);
}
