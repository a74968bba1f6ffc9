/**
 * Assignments and updates.
 * In: `Expr` of kinds assign and update. Out: code of their value, or of their effect alone.
 * Not here: places (`places.ts`), operators (`arithmetic.ts`).
 */
import type { Expr } from "../../../../ir/expr.ts";
import type { AssignOp, LogicalOp } from "../../../../ir/syntax.ts";
import { block, type Code, get, i32, i64c, set, when } from "../../wasm/code.ts";
import type { Local } from "../../wasm/module.ts";
import { binaryCell, operand } from "./arithmetic.ts";
import { rangeOf } from "./certain.ts";
import { isNullish } from "./optional.ts";
import { spotOf } from "./places.ts";
import { type Scope, slotOf } from "./scope.ts";
import { truthOf } from "./truth.ts";

const isLogical = (op: AssignOp): op is LogicalOp => op === "&&" || op === "||" || op === "??";

/** The effect; the value is in the local afterwards. */
interface Effect {
  readonly code: readonly Code[];
  readonly value: Local;
}

export const effectOf = (s: Scope, e: Expr & { kind: "assign" | "update" }): readonly Code[] => made(s, e).code;

export function valueOf(s: Scope, e: Expr & { kind: "assign" | "update" }): Code {
  const { code, value } = made(s, e);
  return block(null, [...code, get(value)], "i64");
}

function made(s: Scope, e: Expr & { kind: "assign" | "update" }): Effect {
  return e.kind === "assign" ? assign(s, e) : update(s, e);
}

function assign(s: Scope, e: Expr & { kind: "assign" }): Effect {
  const { op, target } = e;
  if (op === "=" && target.kind === "local") {
    const slot = slotOf(s, target.slot);
    return { code: [set(slot, s.knot.cell(s, e.value))], value: slot };
  }
  const value = s.temps.take("i64");
  const spot = spotOf(s, target);
  if (op === "=") return { code: [...spot.find, set(value, s.knot.cell(s, e.value)), ...spot.write(value)], value };
  const old = [...spot.find, set(value, spot.read())];
  if (isLogical(op)) {
    const stays = decides(s, op, value);
    const assigned = [set(value, s.knot.cell(s, e.value)), ...spot.write(value)];
    return { code: [...old, when(i32.eqz(stays), assigned)], value };
  }
  const left = { cell: get(value), range: rangeOf(s.certain, target) };
  return { code: [...old, set(value, binaryCell(s, op, left, operand(s, e.value))), ...spot.write(value)], value };
}

/** i32: the left side alone decides. */
function decides(s: Scope, op: LogicalOp, left: Local): Code {
  switch (op) {
    case "&&":
      return i32.eqz(truthOf(s, get(left)));
    case "||":
      return truthOf(s, get(left));
    case "??":
      return i32.eqz(isNullish(get(left)));
  }
}

/** Its value before is what stands there, not the number that JavaScript would make of it: the interpreter's way. */
function update(s: Scope, e: Expr & { kind: "update" }): Effect {
  const [old, value] = [s.temps.take("i64"), s.temps.take("i64")];
  const spot = spotOf(s, e.target);
  const one = { cell: i64c(1), range: { lo: 1n, hi: 1n } };
  const changed = binaryCell(
    s,
    e.op === "++" ? "+" : "-",
    { cell: get(old), range: rangeOf(s.certain, e.target) },
    one,
  );
  return {
    code: [...spot.find, set(old, spot.read()), set(value, changed), ...spot.write(value)],
    value: e.prefix ? value : old,
  };
}
