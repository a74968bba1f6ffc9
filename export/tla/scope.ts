/**
 * What names stand for while code is followed: the variables of the state, as they are by now, and the locals of a body.
 * In: nothing. Out: `Scope`, reading and assigning places.
 * Not here: expressions (`expressions.ts`), statements (`actions.ts`).
 */
import type { Domain } from "../../ir/domain.ts";
import type { Expr, Lambda, Stmt } from "../../ir/expr.ts";
import type { Body, Local, SpecModel } from "../../ir/model.ts";
import { isDomain } from "../../ir/type.ts";
import { doesNotFit } from "../does-not-fit.ts";
import type { Opener } from "./formula.ts";
import type { Names } from "./names.ts";
import { setOf } from "./values.ts";

/** A value with what was put into it since: `[base EXCEPT …]`. */
export interface Cell {
  readonly base: string;
  readonly updates: readonly string[];
}

/** Where an object stands: a variable of the state or a local, and the way from there, such as `.f` or `[k]`. */
export interface Place {
  readonly root: string;
  readonly path: string;
  readonly when: "now" | "next";
}

export type Slot =
  | { readonly kind: "value"; readonly cell: string }
  | { readonly kind: "place"; readonly place: Place }
  | { readonly kind: "state"; readonly when: "now" | "next" };

/** Where the files of this folder need each other in a circle. */
export interface Knot {
  valueOf(s: Scope, e: Expr): string;
  /** As a value of the domain: literals get the fields that they leave out. */
  valueAs(s: Scope, e: Expr, d: Domain | null): string;
  placeOf(s: Scope, e: Expr): Place | null;
  lambda(s: Scope, l: Lambda, args: readonly string[]): string;
  body(s: Scope, code: Stmt): string;
}

export interface Shared {
  readonly knot: Knot;
  readonly model: SpecModel;
  readonly names: Names;
  /** Variables by field of the state. */
  readonly variables: ReadonlyMap<string, string>;
  /** The definition of an action, for ENABLED. */
  readonly actionName: (index: number) => string;
  readonly idName: (set: number) => string;
  readonly idText: (set: number, index: number) => string;
  /** Helpers that are needed: "Rem", "Sum". */
  readonly helpers: Set<string>;
}

export interface Scope {
  readonly shared: Shared;
  /** Of the definition that is being written. */
  readonly names: Names;
  /** Values by name of variable, or of a local ("frame:slot"). Replaced, never changed. */
  cells: ReadonlyMap<string, Cell>;
  slots: ReadonlyMap<string, Slot>;
  readonly frame: number;
  readonly locals: readonly Local[];
  /** What comes before all that follows. */
  openers: Opener[];
  readonly calls: readonly number[];
  /** True where variables are those of the state that a step leads to. */
  readonly primes: boolean;
}

export const slotKey = (s: Scope, slot: number): string => `${s.frame}:${slot}`;

/** The same as it is now, to go on from twice. */
export const fork = (s: Scope): Scope => ({ ...s, openers: [] });

export function textOf(c: Cell): string {
  return c.updates.length === 0 ? c.base : `[${c.base} EXCEPT ${c.updates.join(", ")}]`;
}

/** The value of a root; one that was changed gets a name. */
export function current(s: Scope, root: string): string {
  const cell = s.cells.get(root) ?? doesNotFit("a local without a value");
  if (cell.updates.length === 0 && isShort(cell.base)) return cell.base;
  const name = s.names.fresh(root.includes(":") ? "changed" : root);
  s.openers.push({ kind: "let", text: `LET ${name} == ${textOf(cell)} IN` });
  s.cells = new Map([...s.cells, [root, { base: name, updates: [] }]]);
  return name;
}

/** It can stand anywhere. */
const isShort = (text: string): boolean => /^[\w.'[\]]+$|^"[^"]*"$|^\([^()]*\)$|^<<>>$|^\{\}$/.test(text);

export function read(s: Scope, p: Place): string {
  if (p.when === "next") return `${p.root}'${p.path}`;
  const base = current(s, p.root);
  return p.path === "" ? base : `${/^\w+$/.test(base) ? base : `(${base})`}${p.path}`;
}

export function assign(s: Scope, p: Place, value: string): void {
  if (p.when === "next") doesNotFit("an assignment to the next state");
  const old = s.cells.get(p.root);
  const cell: Cell =
    p.path === "" || old === undefined
      ? { base: value, updates: [] }
      : { base: old.base, updates: [...old.updates, `!${p.path} = ${value}`] };
  s.cells = new Map([...s.cells, [p.root, cell]]);
}

export function bindValue(s: Scope, slot: number, text: string): void {
  const key = slotKey(s, slot);
  s.cells = new Map([...s.cells, [key, { base: text, updates: [] }]]);
  s.slots = new Map([...s.slots, [key, { kind: "value", cell: key }]]);
}

export function bindSlot(s: Scope, slot: number, to: Slot): void {
  s.slots = new Map([...s.slots, [slotKey(s, slot), to]]);
}

/** A name for a value that is used several times. */
export function named(s: Scope, wish: string, text: string): string {
  if (isShort(text)) return text;
  const name = s.names.fresh(wish);
  s.openers.push({ kind: "let", text: `LET ${name} == ${text} IN` });
  return name;
}

export const domainOf = (e: Expr): Domain => (isDomain(e.type) ? e.type : doesNotFit("a value that is none", e.at));

/** The set of a domain. */
export const setText = (s: Scope, d: Domain): string => setOf(d, s.shared.idName) ?? doesNotFit("so large a type");

/** For a body of its own. */
export function bodyScope(shared: Shared, b: Body, names: Names, cells: ReadonlyMap<string, Cell>): Scope {
  return { shared, names, cells, slots: new Map(), frame: 0, locals: b.locals, openers: [], calls: [], primes: false };
}

export const stateCells = (shared: Shared): ReadonlyMap<string, Cell> =>
  new Map([...shared.variables.values()].map((v) => [v, { base: v, updates: [] }]));
