/**
 * A state of which nothing is known until it is asked: reading a part that has no value yet interrupts whoever reads.
 * In: the domain of a lowered state. Out: `UnknownState`, its parts (`Leaf`), the interruption `Need`.
 * Not here: which values are tried for a part (`probe.ts`).
 */
import { type Domain, hasOrdinals, type RecordDomain, size } from "../../ir/domain.ts";
import { keyText, values } from "../../ir/value.ts";
import { type Cell, type CellRecord, equal, isRecord } from "../interpret/cell.ts";
import { enumeration } from "../interpret/domain-order.ts";
import { isInside } from "../interpret/range.ts";

/** The smallest part that is asked for at once: a scalar; a collection or a union of records as a whole. */
export interface Leaf {
  readonly index: number;
  /** Of the state, at the top. */
  readonly field: string;
  readonly path: string;
  /** Fields on the way to it; null where it stands in a row of a table. */
  readonly fields: readonly string[] | null;
  readonly domain: Domain;
  /** Null where there are too many values to try them, or no order to go through them. */
  readonly count: number | null;
  nth(i: number): Cell;
  isInside(c: Cell): boolean;
}

/** Thrown by a read of a part without a value. */
export interface Need {
  readonly kind: "need";
  readonly leaf: number;
}

export const isNeed = (e: unknown): e is Need =>
  typeof e === "object" && e !== null && "kind" in e && e.kind === "need";

/** What the parts touched since `reset` have come to: leaf → cell. */
export type Snapshot = ReadonlyMap<number, Cell>;

export interface UnknownState {
  readonly leaves: readonly Leaf[];
  /** What an evaluator takes for the state. */
  readonly cell: CellRecord;
  /** By leaf: which of its values it has at first; -1 where that is open. */
  readonly at: Int32Array;
  /** Back to the first values. */
  reset(): void;
  /** Parts that have changed, or have been assigned without a look at what was there. */
  changed(): Snapshot;
  /** Parts that were read before they were assigned, or assigned, since `reset`. */
  touched(): readonly number[];
  /** The value at first; interrupts where it is open. */
  first(leaf: number): Cell;
  now(leaf: number): Cell;
  /** Leaves whose value has left its domain. */
  strays(): readonly number[];
}

/** More values than this are not tried one by one. */
const MOST_VALUES = 64n;

const UNTOUCHED = 0;
const READ = 1;
const WRITTEN = 2;

export function createUnknownState(domain: RecordDomain): UnknownState {
  const leaves: Leaf[] = [];
  const current: Cell[] = [];
  const status: number[] = [];
  let touched: number[] = [];
  let top = "";

  const first = (i: number): Cell => {
    const leaf = leaves[i] as Leaf;
    const value = at[i] as number;
    if (value < 0) {
      const need: Need = { kind: "need", leaf: i };
      throw need;
    }
    return leaf.nth(value);
  };
  const read = (i: number): Cell => {
    if (status[i] === UNTOUCHED) {
      current[i] = first(i);
      status[i] = READ;
      touched.push(i);
    }
    return current[i];
  };
  const write = (i: number, c: Cell): void => {
    if (status[i] === UNTOUCHED) touched.push(i);
    status[i] = WRITTEN;
    current[i] = c;
  };

  const place = (of: object, key: string | number, d: Domain, way: Way): void => {
    if (d.kind === "record" || d.kind === "table") {
      const part = d.kind === "record" ? recordOf(d, way) : tableOf(d, way);
      Object.defineProperty(of, key, {
        enumerable: true,
        get: () => part,
        set: (c: Cell) => assignParts(d, part, c),
      });
      return;
    }
    const i = leaves.length;
    leaves.push(leafOf(i, d, top, way));
    status.push(UNTOUCHED);
    current.push(undefined);
    Object.defineProperty(of, key, { enumerable: true, get: () => read(i), set: (c: Cell) => write(i, c) });
  };
  const recordOf = (d: RecordDomain, { path, fields }: Way): CellRecord => {
    const made: CellRecord = {};
    for (const { name, domain: part } of d.fields)
      place(made, name, part, { path: `${path}.${name}`, fields: fields === null ? null : [...fields, name] });
    return made;
  };
  const tableOf = (d: Domain & { kind: "table" }, { path }: Way): Cell[] => {
    const made: Cell[] = [];
    for (const [i, key] of [...values(d.key)].entries())
      place(made, i, d.value, { path: `${path}[${keyText(key)}]`, fields: null });
    return made;
  };

  // A state has at least its fields at the top, which give each part its own.
  const cell: CellRecord = {};
  for (const f of domain.fields) {
    top = f.name;
    place(cell, f.name, f.domain, { path: f.name, fields: [f.name] });
  }
  const at = new Int32Array(leaves.length).fill(-1);
  const hasChanged = (i: number): boolean =>
    status[i] === WRITTEN ? at[i] === -1 || !equal(first(i), current[i]) : !equal(first(i), current[i]);
  return {
    leaves,
    cell,
    at,
    reset() {
      for (const i of touched) status[i] = UNTOUCHED;
      touched = [];
    },
    changed: () => new Map(touched.filter(hasChanged).map((i) => [i, current[i]])),
    touched: () => touched,
    first,
    now: (i) => (status[i] === UNTOUCHED ? first(i) : current[i]),
    strays: () => touched.filter((i) => !(leaves[i] as Leaf).isInside(current[i])),
  };
}

/** The parts of a state there is, in the order of the leaves. */
export function partsOf(d: Domain, c: Cell): readonly Cell[] {
  if (d.kind === "record") return d.fields.flatMap((f) => partsOf(f.domain, (c as CellRecord)[f.name]));
  if (d.kind === "table") return (c as readonly Cell[]).flatMap((row) => partsOf(d.value, row));
  return [c];
}

/** A new record or table in place of the old one: its parts are taken over one by one. */
function assignParts(d: Domain, part: CellRecord | Cell[], c: Cell): void {
  if (d.kind === "record" && isRecord(c) && isRecord(part)) for (const f of d.fields) part[f.name] = c[f.name];
  else if (d.kind === "table" && Array.isArray(c) && Array.isArray(part)) for (const [i, x] of c.entries()) part[i] = x;
  else throw new Error("a record or a table was replaced by something else");
}

/** From the top of the state to a part. */
interface Way {
  readonly path: string;
  readonly fields: readonly string[] | null;
}

function leafOf(index: number, d: Domain, field: string, { path, fields }: Way): Leaf {
  const isTried = hasOrdinals(d) && (size(d) ?? MOST_VALUES) <= MOST_VALUES;
  const { count, nth } = isTried ? enumeration(d) : { count: null, nth: neverTried };
  return { index, field, path, fields, domain: d, count, nth, isInside: (c) => isInside(d, c) };
}

const neverTried = (): never => {
  throw new Error("a value of a part that has too many");
};
