/**
 * Operators and Math: JavaScript's meaning, with exact integers or a failure.
 * In: operator names. Out: functions over cells.
 * Not here: their operands (`expressions.ts`), `+=` and its like (`places.ts`).
 */
import type { MathOp } from "../../ir/expr.ts";
import type { Span } from "../../ir/span.ts";
import type { AssignOp, BinaryOp, LogicalOp, UnaryOp } from "../../ir/syntax.ts";
import { isId } from "../../ir/value.ts";
import type { Cell } from "./cell.ts";
import { failRange } from "./machine.ts";

/** Where an operator stands, for its failures. */
export interface Site {
  /** Names the expression, made when it is needed. */
  readonly path: () => string;
  readonly at: Span;
}

export type Binary = (a: Cell, b: Cell) => Cell;

/** Adding 0 makes 0 of −0, which is the same integer. */
const exact = (result: number, site: Site, text: () => string): number =>
  Number.isSafeInteger(result) ? result + 0 : failRange(site.path(), why(result, text()), site.at);

function why(result: number, text: string): string {
  if (Number.isNaN(result)) return `${text} is not a number`;
  if (Number.isFinite(result) && !Number.isInteger(result)) return `${text} is not an integer`;
  return `${text} is beyond the exact integers, ±(2^53 − 1)`;
}

export function binary(op: BinaryOp, site: Site): Binary {
  const checked =
    (compute: (a: number, b: number) => number): Binary =>
    (a, b) => {
      const result = compute(a as number, b as number);
      return Number.isSafeInteger(result) ? result + 0 : exact(result, site, () => `${a} ${op} ${b}`);
    };
  switch (op) {
    case "+":
      return checked((a, b) => a + b);
    case "-":
      return checked((a, b) => a - b);
    case "*":
      return checked((a, b) => a * b);
    case "/":
      return checked((a, b) => a / b);
    case "%":
      return checked((a, b) => a % b);
    case "**":
      return checked((a, b) => a ** b);
    case "&":
      return (a, b) => (a as number) & (b as number);
    case "|":
      return (a, b) => (a as number) | (b as number);
    case "^":
      return (a, b) => (a as number) ^ (b as number);
    case "<<":
      return (a, b) => (a as number) << (b as number);
    case ">>":
      return (a, b) => (a as number) >> (b as number);
    case ">>>":
      return (a, b) => (a as number) >>> (b as number);
    case "<":
      return (a, b) => (a as number) < (b as number);
    case "<=":
      return (a, b) => (a as number) <= (b as number);
    case ">":
      return (a, b) => (a as number) > (b as number);
    case ">=":
      return (a, b) => (a as number) >= (b as number);
    case "===":
      return (a, b) => a === b;
    case "!==":
      return (a, b) => a !== b;
  }
}

export const isLogical = (op: AssignOp): op is LogicalOp => op === "&&" || op === "||" || op === "??";

/** True where the left side alone decides. */
export function decides(op: LogicalOp): (left: Cell) => boolean {
  switch (op) {
    case "&&":
      return (left) => !left;
    case "||":
      return (left) => Boolean(left);
    case "??":
      return (left) => left !== undefined && left !== null;
  }
}

export function unary(op: UnaryOp, site: Site): (a: Cell) => Cell {
  switch (op) {
    case "!":
      return (a) => !a;
    case "~":
      return (a) => ~(a as number);
    case "-":
      return (a) => exact(-(a as number), site, () => `-${a}`);
    case "+":
      return (a) => exact(Number(a), site, () => `+${a}`);
  }
}

/** Ids are symbols to TypeScript. */
export function typeOf(c: Cell): string {
  return isId(c) ? "symbol" : typeof c;
}

export function math(op: MathOp, site: Site): (args: readonly number[]) => number {
  const divided =
    (round: (quotient: number) => number) =>
    ([a = Number.NaN, b = Number.NaN]: readonly number[]): number =>
      exact(round(a / b), site, () => `${a} / ${b}`);
  switch (op) {
    case "min":
      return (args) => exact(Math.min(...args), site, () => `Math.min(${args.join(", ")})`);
    case "max":
      return (args) => exact(Math.max(...args), site, () => `Math.max(${args.join(", ")})`);
    case "abs":
      return ([a = Number.NaN]) => exact(Math.abs(a), site, () => `Math.abs(${a})`);
    case "sign":
      return ([a = Number.NaN]) => exact(Math.sign(a), site, () => `Math.sign(${a})`);
    case "floorDiv":
      return divided(Math.floor);
    case "ceilDiv":
      return divided(Math.ceil);
    case "truncDiv":
      return divided(Math.trunc);
  }
}
