/**
 * Expressions that make new objects: records, tuples, sequences, filled tables.
 * In: `Expr` of those kinds. Out: `Code`; what it makes is fresh, its parts are what they were.
 * Not here: copies of what exists (`copy` in `cell.ts`), sets, maps and bags (`collections.ts`).
 */
import type { Expr } from "../../ir/expr.ts";
import type { Span } from "../../ir/span.ts";
import { keyText, scalarSize, values } from "../../ir/value.ts";
import { type Cell, type CellRecord, copy, elementsOf, isRecord, Keyed, sizeOf } from "./cell.ts";
import type { Code, Scope } from "./code.ts";
import { enumeration } from "./domain-order.ts";
import { type Machine, spend, weight } from "./machine.ts";
import { memberOfKind, object } from "./places.ts";

/** A copy, which counts as what it is made of. */
export function copied(m: Machine, c: Cell, at: Span): Cell {
  weigh(m, c, at);
  return copy(c);
}

/** Counts a value that is made anew, at every depth. */
export function weigh(m: Machine, c: Cell, at: Span): void {
  if (Array.isArray(c)) {
    spend(m, weight(c.length), at);
    for (const x of c) weigh(m, x, at);
  } else if (c instanceof Set) spend(m, weight(c.size), at);
  else if (c instanceof Keyed) {
    spend(m, weight(sizeOf(c)), at);
    for (const x of elementsOf(c)) weigh(m, x, at);
    if (c.kind === "map") for (const { value } of c.entries.values()) weigh(m, value, at);
  } else if (isRecord(c)) {
    spend(m, weight(0), at);
    for (const field in c) weigh(m, c[field], at);
  }
}

export function record(scope: Scope, e: Expr & { kind: "record" }): Code {
  const table = memberOfKind(e.type, "table");
  const parts = e.parts.map((p) => ({
    name: p.kind === "field" ? p.name : null,
    value: table !== null && p.kind === "spread" ? object(scope, p.value) : scope.knot.expr(scope, p.value),
  }));
  if (table !== null) return tableLiteral(scope, e, [...values(table.key)].map(keyText), parts);
  return (f) => {
    spend(scope.machine, weight(parts.length), e.at);
    const made: CellRecord = {};
    for (const { name, value } of parts) {
      if (name === null) Object.assign(made, value(f));
      else made[name] = value(f);
    }
    return made;
  };
}

/** Keys are texts here, as in JavaScript; a spread table has the same keys. */
function tableLiteral(
  { machine }: Scope,
  { at }: Expr,
  keys: readonly string[],
  parts: readonly { readonly name: string | null; readonly value: Code }[],
): Code {
  const rows = parts.map(({ name, value }) => ({ row: name === null ? null : keys.indexOf(name), value }));
  return (f) => {
    spend(machine, weight(keys.length), at);
    const made: Cell[] = new Array(keys.length).fill(undefined);
    for (const { row, value } of rows) {
      const cell = value(f);
      if (row === null) for (const [i, x] of (cell as Cell[]).entries()) made[i] = x;
      else if (row >= 0) made[row] = cell;
    }
    return made;
  };
}

export function tuple(scope: Scope, e: Expr & { kind: "tuple" }): Code {
  const elements = e.elements.map((x) => scope.knot.expr(scope, x));
  return (f) => {
    spend(scope.machine, weight(elements.length), e.at);
    const made: CellRecord = {};
    for (const [i, x] of elements.entries()) made[i] = x(f);
    return made;
  };
}

export function sequence(scope: Scope, e: Expr & { kind: "seq" }): Code {
  const { machine } = scope;
  const parts = e.parts.map((p) => ({
    spread: p.spread,
    value: p.spread ? object(scope, p.value) : scope.knot.expr(scope, p.value),
  }));
  return (f) => {
    spend(machine, weight(parts.length), e.at);
    const made: Cell[] = [];
    for (const { spread, value } of parts) {
      const cell = value(f);
      if (!spread) {
        made.push(cell);
        continue;
      }
      const of = cell as Cell[] | Set<Cell> | Keyed;
      const more = Array.isArray(of) ? of : handedOut(machine, of, e.at);
      spend(machine, more.length, e.at);
      // One by one: as arguments of one call they may be more than the stack holds.
      for (const x of more) made.push(x);
    }
    return made;
  };
}

export function fill(scope: Scope, e: Expr & { kind: "fill" }): Code {
  const value = scope.knot.expr(scope, e.value);
  const keys = keysOf(e);
  return (f) => {
    const cell = value(f);
    spend(scope.machine, weight(keys), e.at);
    return Array.from({ length: keys }, () => copied(scope.machine, cell, e.at));
  };
}

export function fillWith(scope: Scope, e: Expr & { kind: "fillWith" }): Code {
  const table = memberOfKind(e.type, "table");
  const [slot] = e.lambda.params;
  const value = scope.knot.lambda(scope, e.lambda);
  const keys = table === null ? null : enumeration(table.key);
  if (keys === null) throw new Error("fillWith that makes no table");
  return (f) => {
    spend(scope.machine, weight(keys.count), e.at);
    const made: Cell[] = [];
    for (let i = 0; i < keys.count; i++) {
      if (slot !== undefined) f[slot] = keys.nth(i);
      made.push(value(f));
    }
    return made;
  };
}

function keysOf(e: Expr): number {
  const table = memberOfKind(e.type, "table");
  if (table === null) throw new Error("fill that makes no table");
  return scalarSize(table.key);
}

/** The elements of a set, bag or map as a sequence has them: copies, of a map new pairs in which the values are what they are. */
function handedOut(m: Machine, of: Set<Cell> | Keyed, at: Span): Cell[] {
  if (of instanceof Set || of.kind !== "map") return elementsOf(of).map((x) => copied(m, x, at));
  return [...of.entries.values()].map(({ key, value }) => {
    spend(m, weight(2), at);
    return { 0: copied(m, key, at), 1: value };
  });
}
