/**
 * Cells: how a value stands in one i64. A number is itself, an atom is ATOM + its code, an object OBJECT + kind + address.
 * In: the model's id sets and literals. Out: `createAtoms`, cells of literals and identities, code that tells cells apart.
 * Not here: what objects hold (`objects.ts`).
 */
import { alternatives, type Domain, type Literal } from "../../../ir/domain.ts";
import type { SpecModel } from "../../../ir/model.ts";
import type { Node } from "../../../ir/walk.ts";
import { type Code, i32, i32c, i64, i64c } from "../wasm/code.ts";
import { bodiesOf, domainsOf, nodesOf } from "./model-parts.ts";

/** Numbers are at most 2^53 − 1 from zero, so anything from 2^59 on is none. */
const FIRST_NO_NUMBER = 1n << 59n;
export const ATOM = 1n << 60n;
export const OBJECT = 1n << 61n;

export const UNDEFINED_CELL = ATOM;
export const NULL_CELL = ATOM + 1n;
export const FALSE_CELL = ATOM + 2n;
export const TRUE_CELL = ATOM + 3n;
/** A record's field that is not there; never the value of an expression, as it is read as `undefined`. */
export const ABSENT_CELL = ATOM + 4n;
const FIRST_IDENTITY = 16n;

/** Stands in bits 56 to 58 of the cell of an object. */
export type ObjectKind = "record" | "table" | "seq" | "set" | "map" | "bag";
const KINDS: readonly ObjectKind[] = ["record", "table", "seq", "set", "map", "bag"];

export interface Atoms {
  /** The cell of a literal. Throws where the model has no such text. */
  literal(value: Literal): bigint;
  /** The cell of an identity: those of a set follow each other. */
  identity(set: number, index: number): bigint;
  /** First atom past the identities: atoms from here on are texts. */
  readonly firstText: bigint;
  /** One past the last atom. */
  readonly end: bigint;
  /** Every text of the model with its cell. */
  readonly texts: ReadonlyMap<string, bigint>;
  /** The empty text's cell where the model has it: it alone among texts is falsy. */
  readonly emptyText: bigint | null;
}

/** What `typeof` may give. */
const TYPE_TEXTS = ["boolean", "number", "string", "symbol", "undefined", "object"] as const;

/** Texts are numbered as domains list them first, so that the values of an enum mostly follow each other. */
export function createAtoms(model: SpecModel): Atoms {
  const firsts: bigint[] = [];
  let next = ATOM + FIRST_IDENTITY;
  for (const set of model.idSets) {
    firsts.push(next);
    next += BigInt(set.size);
  }
  const firstText = next;
  const texts = new Map<string, bigint>();
  const note = (value: Literal): void => {
    if (typeof value === "string" && !texts.has(value)) texts.set(value, next++);
  };
  for (const d of domainsOf(model)) if (d.kind === "enum") d.values.forEach(note);
  for (const body of bodiesOf(model)) {
    nodesOf(body, (n: Node) => {
      if (n.kind === "literal") note(n.value);
    });
  }
  TYPE_TEXTS.forEach(note);
  return {
    firstText,
    end: next,
    texts,
    emptyText: texts.get("") ?? null,
    literal(value) {
      if (value === null) return NULL_CELL;
      if (typeof value === "boolean") return value ? TRUE_CELL : FALSE_CELL;
      if (typeof value === "number") return BigInt(value);
      const text = texts.get(value);
      if (text === undefined) throw new Error(`no atom for the text ${JSON.stringify(value)}`);
      return text;
    },
    identity(set, index) {
      const first = firsts[set];
      if (first === undefined) throw new Error(`no id set ${set}`);
      return first + BigInt(index);
    },
  };
}

/** Cells that follow each other and stand for ordinals that follow each other. Exact: a range alone may have 2^54 − 1 values. */
export interface Run {
  readonly first: bigint;
  readonly count: bigint;
  /** Ordinal of the first. */
  readonly base: bigint;
}

/** A scalar domain's values in their order as runs of cells; a cell belongs to the first run that has it. */
export function runsOf(atoms: Atoms, d: Domain): readonly Run[] {
  const runs: Run[] = [];
  let base = 0n;
  const add = (first: bigint, count: bigint): void => {
    const last = runs.at(-1);
    if (last !== undefined && last.first + last.count === first)
      runs[runs.length - 1] = { ...last, count: last.count + count };
    else if (count > 0n) runs.push({ first, count, base });
    base += count;
  };
  for (const m of alternatives(d)) {
    switch (m.kind) {
      case "int":
        add(BigInt(m.lo), m.hi < m.lo ? 0n : BigInt(m.hi) - BigInt(m.lo) + 1n);
        break;
      case "id":
        add(atoms.identity(m.set, 0), BigInt(m.size));
        break;
      case "enum":
        for (const v of m.values) add(atoms.literal(v), 1n);
        break;
      case "undefined":
        add(UNDEFINED_CELL, 1n);
        break;
      case "number":
      case "record":
      case "table":
      case "set":
      case "seq":
      case "map":
      case "bag":
      case "union":
        throw new Error(`${m.kind} has no ordinals`);
    }
  }
  return runs;
}

/** i32: whether a cell is a number. */
export const isNumber = (cell: Code): Code => i64.lt_s(cell, i64c(FIRST_NO_NUMBER));
/** i32: whether a cell is an object of any kind. */
export const isObject = (cell: Code): Code => i64.ge_s(cell, i64c(OBJECT));
const KIND_SHIFT = 56n;
const COUNT_SHIFT = 32n;
const MOST_CELLS = 1 << 24;
/** i32: whether a cell is an object of one kind. */
export const isKind = (cell: Code, kind: ObjectKind): Code =>
  i64.eq(i64.shr_u(cell, i64c(KIND_SHIFT)), i64c((OBJECT >> KIND_SHIFT) + BigInt(KINDS.indexOf(kind))));
/**
 * The cell of an object at an i32 address. `count`: how many cells a record or table has, so that copies and comparisons need no
 * type; 0 for what is a list: seq, set, map, bag.
 */
export function objectCell(kind: ObjectKind, address: Code, count: number): Code {
  if (count >= MOST_CELLS) throw new Error(`a ${kind} of ${count} cells`);
  const tag = OBJECT + (BigInt(KINDS.indexOf(kind)) << KIND_SHIFT) + (BigInt(count) << COUNT_SHIFT);
  return i64.or(i64.extend_u(address), i64c(tag));
}
/** i32: how many cells the record or table has that a cell is. */
export const countOf = (cell: Code): Code =>
  i32.and(i32.wrap(i64.shr_u(cell, i64c(COUNT_SHIFT))), i32c(MOST_CELLS - 1));
/** The i32 address of the object that a cell is. */
export const addressOf = (cell: Code): Code => i32.wrap(cell);
/** The cell of an i32 truth. */
export const truthCell = (truth: Code): Code => i64.add(i64c(FALSE_CELL), i64.extend_u(truth));

/** i32: JavaScript's truth of a cell. The cell is evaluated several times: give a local or a constant. */
export function isTruthy(atoms: Atoms, cell: Code): Code {
  const falsy = [
    i64.eqz(cell),
    i64.le_u(i64.sub(cell, i64c(UNDEFINED_CELL)), i64c(2)),
    i64.eq(cell, i64c(ABSENT_CELL)),
  ];
  if (atoms.emptyText !== null) falsy.push(i64.eq(cell, i64c(atoms.emptyText)));
  return i32.eqz(falsy.reduce((a, b) => i32.or(a, b), i32c(0)));
}
