/**
 * Operators and Math in line: the short way where both sides are numbers, the functions of `numbers.ts` otherwise.
 * In: operators, code of the operands and what is certain of them. Out: code of the result; range failures leave the function.
 * Not here: what is certain (`certain.ts`), assignments (`places.ts`).
 */
import type { Expr, MathOp } from "../../../../ir/expr.ts";
import type { BinaryOp } from "../../../../ir/syntax.ts";
import { block, type Code, call, choose, get, i32, i64, i64c, select, set, when } from "../../wasm/code.ts";
import { isNumber, truthCell } from "../atoms.ts";
import { type Range, rangeOf } from "./certain.ts";
import {
  type Arithmetic,
  arithmeticFunction,
  isBeyond,
  isNone,
  lessFunction,
  lessOrEqualFunction,
  MOST,
  toInt32,
  toNumber,
} from "./numbers.ts";
import { failRange, type Scope } from "./scope.ts";

/** Code of a cell, evaluated once; `range` where it is a number for certain. */
export interface Operand {
  readonly cell: Code;
  readonly range: Range | null;
}

export const operand = (s: Scope, e: Expr): Operand => ({ cell: s.knot.cell(s, e), range: rangeOf(s.certain, e) });

export type Comparison = "<" | "<=" | ">" | ">=" | "===" | "!==";
export const isComparison = (op: BinaryOp): op is Comparison =>
  op === "<" || op === "<=" || op === ">" || op === ">=" || op === "===" || op === "!==";

/** i64: left ∘ right. */
export function binaryCell(s: Scope, op: BinaryOp, left: Operand, right: Operand): Code {
  if (isComparison(op)) return truthCell(comparison(s, op, left, right));
  switch (op) {
    case "+":
    case "-":
      return sum(s, op, left, right);
    case "*":
    case "/":
    case "%":
    case "**":
      return exact(s, op, left, right);
    case "&":
      return i64.extend_s(i32.and(int32(s, left), int32(s, right)));
    case "|":
      return i64.extend_s(i32.or(int32(s, left), int32(s, right)));
    case "^":
      return i64.extend_s(i32.xor(int32(s, left), int32(s, right)));
    case "<<":
      return i64.extend_s(i32.shl(int32(s, left), int32(s, right)));
    case ">>":
      return i64.extend_s(i32.shr_s(int32(s, left), int32(s, right)));
    case ">>>":
      return i64.extend_u(i32.shr_u(int32(s, left), int32(s, right)));
  }
}

/** i32: a comparison's truth. */
export function comparison(s: Scope, op: Comparison, left: Operand, right: Operand): Code {
  if (op === "===") return i64.eq(left.cell, right.cell);
  if (op === "!==") return i64.ne(left.cell, right.cell);
  const compare = { "<": i64.lt_s, "<=": i64.le_s, ">": i64.gt_s, ">=": i64.ge_s }[op];
  if (left.range !== null && right.range !== null) return compare(left.cell, right.cell);
  const [a, b] = [s.temps.take("i64"), s.temps.take("i64")];
  const unsure = [...(left.range === null ? [a] : []), ...(right.range === null ? [b] : [])].map((t) =>
    isNumber(get(t)),
  );
  const swapped = op === ">" || op === ">=";
  const slow = op === "<" || op === ">" ? lessFunction(s.shared) : lessOrEqualFunction(s.shared);
  return block(
    null,
    [
      set(a, left.cell),
      set(b, right.cell),
      choose(
        "i32",
        unsure.reduce((x, y) => i32.and(x, y)),
        [compare(get(a), get(b))],
        [call(slow, swapped ? [get(b), get(a)] : [get(a), get(b)])],
      ),
    ],
    "i32",
  );
}

/** Atoms and objects are so far from numbers that a sum with one of them is no exact integer either: one test finds both. */
function sum(s: Scope, op: "+" | "-", left: Operand, right: Operand): Code {
  const compute = op === "+" ? i64.add : i64.sub;
  if (left.range !== null && right.range !== null) {
    const plain = compute(left.cell, right.cell);
    const [a, b] = [left.range, right.range];
    const lo = op === "+" ? a.lo + b.lo : a.lo - b.hi;
    const hi = op === "+" ? a.hi + b.hi : a.hi - b.lo;
    if (lo >= -MOST && hi <= MOST) return plain;
    const made = s.temps.take("i64");
    return block(null, [set(made, plain), when(isBeyond(get(made)), failRange(s)), get(made)], "i64");
  }
  const [a, b, made] = [s.temps.take("i64"), s.temps.take("i64"), s.temps.take("i64")];
  // The difference of two atoms is small.
  const beyond = isBeyond(get(made));
  const odd =
    op === "-" && left.range === null && right.range === null ? i32.or(beyond, i32.eqz(isNumber(get(a)))) : beyond;
  return block(
    null,
    [
      set(a, left.cell),
      set(b, right.cell),
      set(made, compute(get(a), get(b))),
      when(odd, [
        set(made, call(arithmeticFunction(s.shared, op), [get(a), get(b)])),
        when(isNone(get(made)), failRange(s)),
      ]),
      get(made),
    ],
    "i64",
  );
}

/** By the function for it. */
function exact(s: Scope, name: Arithmetic, left: Operand, right: Operand): Code {
  return orFail(s, call(arithmeticFunction(s.shared, name), [left.cell, right.cell]));
}

/** The cell, or a range failure where it is NONE. */
function orFail(s: Scope, cell: Code): Code {
  const made = s.temps.take("i64");
  return block(null, [set(made, cell), when(isNone(get(made)), failRange(s)), get(made)], "i64");
}

/** The number that JavaScript makes of it; a failure for NaN. */
const numberOf = (s: Scope, x: Operand): Code =>
  x.range === null ? orFail(s, call(toNumber(s.shared), [x.cell])) : x.cell;

/** i32: ToInt32 of an operand. */
function int32(s: Scope, x: Operand): Code {
  if (x.range !== null) return i32.wrap(x.cell);
  const cell = s.temps.take("i64");
  return block(
    null,
    [
      set(cell, x.cell),
      choose("i32", isNumber(get(cell)), [i32.wrap(get(cell))], [call(toInt32(s.shared), [get(cell)])]),
    ],
    "i32",
  );
}

/** i64: `-x`, `+x`, `~x`. */
export function unaryCell(s: Scope, op: "-" | "+" | "~", of: Operand): Code {
  switch (op) {
    case "-":
      return i64.sub(i64c(0), numberOf(s, of));
    case "+":
      return numberOf(s, of);
    case "~":
      return i64.extend_s(i32.xor(int32(s, of), i32.wrap(i64c(-1))));
  }
}

/** i64: `Math.…` and the divisions. Arguments in order; fewer than it takes are NaN: a failure. */
export function mathCell(s: Scope, op: MathOp, args: readonly Operand[]): Code {
  const [first, second] = args;
  switch (op) {
    case "min":
    case "max": {
      if (first === undefined) return failed(s);
      const [a, ...more] = args;
      // The first conversion that fails must not keep the others from being evaluated.
      if (more.length === 0) return numberOf(s, a as Operand);
      const f = arithmeticFunction(s.shared, op);
      return orFail(
        s,
        more.reduce<Code>((x, y) => call(f, [x, y.cell]), first.cell),
      );
    }
    case "abs":
    case "sign": {
      if (first === undefined) return failed(s);
      const n = s.temps.take("i64");
      const isNegative = i64.lt_s(get(n), i64c(0));
      const result =
        op === "abs"
          ? select(i64.sub(i64c(0), get(n)), get(n), isNegative)
          : i64.sub(i64.extend_u(i64.gt_s(get(n), i64c(0))), i64.extend_u(isNegative));
      return block(null, [set(n, numberOf(s, first)), result], "i64");
    }
    case "floorDiv":
    case "ceilDiv":
    case "truncDiv":
      if (first === undefined || second === undefined) return failed(s);
      return exact(s, op, first, second);
  }
}

const failed = (s: Scope): Code => block(null, [...failRange(s), i64c(0)], "i64");
