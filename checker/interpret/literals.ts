/**
 * Expressions that make new objects: records, tuples, sequences, sets, filled tables.
 * In: `Expr` of those kinds. Out: `Code`; what it makes is fresh, its parts are what they were.
 * Not here: copies of what exists (`copy` in `cell.ts`).
 */
import type { Expr } from "../../ir/expr.ts";
import { keyText, scalarSize, values } from "../../ir/value.ts";
import { type Cell, type CellRecord, copy } from "./cell.ts";
import type { Code, Scope } from "./code.ts";
import { enumeration } from "./domain-order.ts";
import { memberOfKind } from "./places.ts";

export function record(scope: Scope, e: Expr & { kind: "record" }): Code {
  const table = memberOfKind(e.type, "table");
  const parts = e.parts.map((p) => ({
    name: p.kind === "field" ? p.name : null,
    value: scope.knot.expr(scope, p.value),
  }));
  if (table !== null) return tableLiteral([...values(table.key)].map(keyText), parts);
  return (f) => {
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
  keys: readonly string[],
  parts: readonly { readonly name: string | null; readonly value: Code }[],
): Code {
  const rows = parts.map(({ name, value }) => ({ row: name === null ? null : keys.indexOf(name), value }));
  return (f) => {
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
    const made: CellRecord = {};
    for (const [i, x] of elements.entries()) made[i] = x(f);
    return made;
  };
}

export function sequence(scope: Scope, e: Expr & { kind: "seq" }): Code {
  const parts = e.parts.map((p) => ({ spread: p.spread, value: scope.knot.expr(scope, p.value) }));
  return (f) => {
    const made: Cell[] = [];
    for (const { spread, value } of parts) {
      if (spread) made.push(...(value(f) as Cell[] | Set<Cell>));
      else made.push(value(f));
    }
    return made;
  };
}

export function set(scope: Scope, e: Expr & { kind: "set" }): Code {
  if (e.from === null) return () => new Set();
  const from = scope.knot.expr(scope, e.from);
  return (f) => new Set(from(f) as Cell[] | Set<Cell>);
}

export function fill(scope: Scope, e: Expr & { kind: "fill" }): Code {
  const value = scope.knot.expr(scope, e.value);
  const keys = keysOf(e);
  return (f) => {
    const cell = value(f);
    return Array.from({ length: keys }, () => copy(cell));
  };
}

export function fillWith(scope: Scope, e: Expr & { kind: "fillWith" }): Code {
  const table = memberOfKind(e.type, "table");
  const [slot] = e.lambda.params;
  const value = scope.knot.lambda(scope, e.lambda);
  const keys = table === null ? null : enumeration(table.key);
  if (keys === null) throw new Error("fillWith that makes no table");
  return (f) => {
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
