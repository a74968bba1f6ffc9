/**
 * Places: fields and elements, read and written; assignments and updates.
 * In: `Place` and the expressions around it. Out: `Code`.
 * Not here: methods that change their object (`seq-methods.ts`, `set-methods.ts`, `collections.ts`), the operators (`operators.ts`).
 */
import { alternatives, type Domain, type SeqDomain, type TableDomain } from "../../ir/domain.ts";
import type { Expr, Place, Type } from "../../ir/expr.ts";
import type { AssignOp } from "../../ir/syntax.ts";
import { isId, keyText, values } from "../../ir/value.ts";
import type { Cell, CellRecord } from "./cell.ts";
import type { Code, Frame, Scope } from "./code.ts";
import { ordinalOf } from "./domain-order.ts";
import { failRange } from "./machine.ts";
import { binary, decides, isLogical } from "./operators.ts";
import { pathText, valueText } from "./path-text.ts";

/** The one member of a kind that a type has. */
export function memberOfKind<K extends Domain["kind"]>(t: Type, kind: K): Extract<Domain, { kind: K }> | null {
  if (t.kind === "state" || t.kind === "void" || t.kind === "error") return null;
  return alternatives(t).find((d): d is Extract<Domain, { kind: K }> => d.kind === kind) ?? null;
}

/** Where a place is, found once per evaluation: base and key first, as JavaScript does. */
interface Spot {
  read(): Cell;
  write(value: Cell): void;
}

export function field(scope: Scope, e: Expr & { kind: "field" }): Code {
  const of = scope.knot.expr(scope, e.of);
  const { name } = e;
  const get = fieldOf(name);
  return (f) => {
    const base = of(f);
    return isNone(base) ? missing(scope, e, base) : get(base as CellRecord);
  };
}

/** A field of the author's may be named as something that every object has. */
const fieldOf = (name: string): ((of: CellRecord) => Cell) =>
  name in Object.prototype ? (of) => (Object.hasOwn(of, name) ? of[name] : undefined) : (of) => of[name];

/** It has no parts, whatever its type says: a union may have changed its member meanwhile. */
const isNone = (base: Cell): boolean => typeof base !== "object" || base === null || isId(base);

const missing = (scope: Scope, e: Expr & { kind: "field" | "index" }, base: Cell): never =>
  failRange(pathText(scope.locals, e), `${pathText(scope.locals, e.of)} is ${valueText(base)} here`, e.at);

/** An expression whose parts or methods are used: a failure where it gives no object, whatever its type says. */
export function object(scope: Scope, e: Expr): Code {
  const of = scope.knot.expr(scope, e);
  return (f) => {
    const base = of(f);
    return typeof base === "object" && base !== null ? base : lacking(scope, e, base);
  };
}

const lacking = (scope: Scope, e: Expr, base: Cell): never =>
  failRange(pathText(scope.locals, e), `it is ${valueText(base)} here`, e.at);

export function index(scope: Scope, e: Expr & { kind: "index" }): Code {
  const of = scope.knot.expr(scope, e.of);
  const key = scope.knot.expr(scope, e.key);
  const table = memberOfKind(e.of.type, "table");
  if (table !== null) {
    const row = rowOf(scope, e, table);
    return (f) => {
      const base = of(f);
      return isNone(base) ? missing(scope, e, base) : (base as Cell[])[row(key(f))];
    };
  }
  const tuple = memberOfKind(e.of.type, "record");
  if (tuple !== null) {
    return (f) => {
      const base = of(f) as CellRecord;
      if (isNone(base)) return missing(scope, e, base);
      const at = key(f);
      return Object.hasOwn(base, String(at)) ? base[String(at)] : outside(scope, e, at, tuple.fields.length);
    };
  }
  const optional = memberOfKind(e.type, "undefined") !== null;
  return (f) => {
    const base = of(f);
    if (isNone(base)) return missing(scope, e, base);
    const at = key(f) as number;
    const list = base as Cell[];
    if (at >= 0 && at < list.length && Number.isInteger(at)) return list[at];
    return optional ? undefined : outside(scope, e, at, list.length);
  };
}

function rowOf(scope: Scope, e: Expr & { kind: "index" }, table: TableDomain): (key: Cell) => number {
  const ordinal = ordinalOf(table.key);
  return (key) => {
    const row = ordinal(key);
    return row >= 0 ? row : rowByText(scope, e, table, key);
  };
}

/** JavaScript's keys are texts: 0 finds the row "0". */
function rowByText(scope: Scope, e: Expr & { kind: "index" }, table: TableDomain, key: Cell): number {
  const scalar = isId(key) || typeof key !== "object" || key === null;
  const row =
    scalar && !isId(key) ? [...values(table.key)].findIndex((k) => !isId(k) && keyText(k) === keyText(key)) : -1;
  if (row >= 0) return row;
  return failRange(pathText(scope.locals, e.of), `it has no key ${valueText(key)}`, e.at);
}

const outside = (scope: Scope, e: Expr & { kind: "index" }, at: Cell, length: number): never =>
  failRange(pathText(scope.locals, e.of), `it has no element ${valueText(at)}, its length is ${length}`, e.at);

function spot(scope: Scope, e: Place): (f: Frame) => Spot {
  const { log } = scope.machine;
  if (e.kind === "local") {
    const { slot } = e;
    return (f) => ({
      read: () => f[slot],
      write: (value) => {
        f[slot] = value;
      },
    });
  }
  const of = scope.knot.expr(scope, e.of);
  if (e.kind === "field") {
    const get = fieldOf(e.name);
    return (f) => {
      const base = of(f) as CellRecord;
      if (isNone(base)) missing(scope, e, base);
      return { read: () => get(base), write: (value) => log.setField(base, e.name, value) };
    };
  }
  const key = scope.knot.expr(scope, e.key);
  const tuple = memberOfKind(e.of.type, "record");
  if (tuple !== null) {
    return (f) => {
      const base = of(f) as CellRecord;
      if (isNone(base)) missing(scope, e, base);
      const at = key(f);
      const name = Object.hasOwn(base, String(at)) ? String(at) : outside(scope, e, at, tuple.fields.length);
      return { read: () => base[name], write: (value) => log.setField(base, name, value) };
    };
  }
  const find = position(scope, e, memberOfKind(e.of.type, "table") ?? memberOfKind(e.of.type, "seq"));
  return (f) => {
    const base = of(f) as Cell[];
    if (isNone(base)) missing(scope, e, base);
    const at = key(f);
    return { read: () => base[find(base, at)], write: (value) => log.setElement(base, find(base, at), value) };
  };
}

/** The element that a key stands for; a failure outside. */
function position(
  scope: Scope,
  e: Expr & { kind: "index" },
  of: TableDomain | SeqDomain | null,
): (base: Cell[], key: Cell) => number {
  if (of?.kind === "table") {
    const row = rowOf(scope, e, of);
    return (_, key) => row(key);
  }
  return (base, key) =>
    typeof key === "number" && key >= 0 && key < base.length && Number.isInteger(key)
      ? key
      : outside(scope, e, key, base.length);
}

export function assign(scope: Scope, e: Expr & { kind: "assign" }): Code {
  const value = scope.knot.expr(scope, e.value);
  const { op, target } = e;
  if (op === "=") {
    const plain = plainAssign(scope, target, value);
    if (plain !== null) return plain;
  }
  const place = spot(scope, target);
  if (op === "=") {
    return (f) => {
      const here = place(f);
      const made = value(f);
      here.write(made);
      return made;
    };
  }
  if (isLogical(op)) {
    const stays = decides(op);
    return (f) => {
      const here = place(f);
      const old = here.read();
      if (stays(old)) return old;
      const made = value(f);
      here.write(made);
      return made;
    };
  }
  const combine = binary(op, siteOf(scope, target, e));
  return (f) => {
    const here = place(f);
    const old = here.read();
    const made = combine(old, value(f));
    here.write(made);
    return made;
  };
}

/** The two commonest cases without an object for the spot. */
function plainAssign(scope: Scope, target: Place, value: Code): Code | null {
  if (target.kind === "local") {
    const { slot } = target;
    return (f) => {
      f[slot] = value(f);
      return f[slot];
    };
  }
  if (target.kind === "index") return null;
  const { log } = scope.machine;
  const of = scope.knot.expr(scope, target.of);
  return (f) => {
    const base = of(f) as CellRecord;
    if (isNone(base)) return missing(scope, target, base);
    const made = value(f);
    log.setField(base, target.name, made);
    return made;
  };
}

const siteOf = (scope: Scope, target: Expr, e: Expr) => ({ path: () => pathText(scope.locals, target), at: e.at });

export function update(scope: Scope, e: Expr & { kind: "update" }): Code {
  const place = spot(scope, e.target);
  const op: AssignOp & ("+" | "-") = e.op === "++" ? "+" : "-";
  const combine = binary(op, siteOf(scope, e.target, e));
  return (f) => {
    const here = place(f);
    const old = here.read();
    const made = combine(old, 1);
    here.write(made);
    return e.prefix ? made : old;
  };
}
