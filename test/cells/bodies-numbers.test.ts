// Guards against arithmetic that is off by one at 2^53, loses a sign, overflows 64 bits, or takes `undefined` for a number: every
// operator on every pair of telling values, as literals, as locals of which nothing is known, and inside functions.
// Not here: where such values come from (bodies-random.test.ts).
import { describe, expect, it } from "vitest";
import { createStepping } from "../../checker/stepping.ts";
import type { Domain } from "../../ir/domain.ts";
import type { Expr, MathOp, Stmt } from "../../ir/expr.ts";
import type { AssignOp, BinaryOp, UnaryOp } from "../../ir/syntax.ts";
import * as b from "../checker/builder.ts";
import { createGenerated, told } from "./generated.ts";

const MOST = 2 ** 53 - 1;
const NUMBERS = [
  ...[0, 1, -1, 2, -2, 3, 7, -10, 33, 53, -1074, -1075, 94906265, -94906266],
  ...[2 ** 31 - 1, 2 ** 31, -(2 ** 31) - 1, 2 ** 32 + 1, -(2 ** 52), MOST, -MOST, 69431],
];
const OTHERS = [b.undef, b.lit(null), b.lit(true), b.lit(false), b.lit(""), b.lit("x"), b.lit("3")];
const OPS: readonly BinaryOp[] = ["+", "-", "*", "/", "%", "**", "&", "|", "^", "<<", ">>", ">>>"];
const COMPARISONS: readonly BinaryOp[] = ["<", "<=", ">", ">=", "===", "!=="];
const MATHS: readonly MathOp[] = ["min", "max", "floorDiv", "ceilDiv", "truncDiv", "abs", "sign"];
const UNARIES: readonly UnaryOp[] = ["-", "+", "~", "!"];

const wide = b.int(-MOST, MOST);
const HALF = 2 ** 27;
const half = b.int(-HALF, HALF);
const truth = b.oneOf(true, false, null);
const state = b.record({ high: half, low: half, flag: truth });
const s = b.stateOf(state);
const local = (slot: number, type: Domain = wide): Expr => b.local(slot, type);

/** One action for each case: its result, a number (in halves, as no part of a state is that wide) or a truth, is where the step leads. */
function compare(cases: readonly { readonly before: readonly Stmt[]; readonly value: Expr }[]): void {
  const actions = cases.map(({ before, value }, i) => {
    const isNumber = b.eq(b.typeOf(local(2)), b.lit("number"));
    const number = b.block(
      b.put(s("high"), b.math("truncDiv", local(2), b.lit(HALF))),
      b.put(s("low"), b.binary(local(2), "%", b.lit(HALF))),
    );
    const put = b.if_(isNumber, number, b.put(s("flag"), local(2)));
    return b.action(`a${i}`, [], b.block(...before, b.let_(2, value), put), wide, wide, wide);
  });
  const model = b.model({ state, init: b.make(state, { high: b.lit(0), low: b.lit(0), flag: b.lit(null) }), actions });
  const from = { high: 0, low: 0, flag: null };
  const expected = createStepping(model).successors(from).map(told);
  const found = createGenerated(model).successors(from).map(told);
  for (const [i, e] of expected.entries()) expect(found[i], `case ${i}`).toEqual(e);
  expect(found.length).toBe(expected.length);
}

const asInt = (e: Expr): Expr => ({ ...e, type: wide });
const values = [...NUMBERS.map(b.lit), ...OTHERS.map(asInt)];
const pairs = values.flatMap((x) => values.map((y) => [x, y] as const));
const given = (x: Expr, y: Expr): readonly Stmt[] => [b.let_(0, x), b.let_(1, y)];
/** Locals that are given a value of no certain kind. */
const unsure = (e: Expr): Expr => b.conditional(b.lit(true), e, asInt(b.undef));

describe("operators on telling values", () => {
  it.each([...OPS, ...COMPARISONS])("%s", (op) => {
    compare(
      pairs.map(([x, y], i) => ({
        before: given(i % 2 === 0 ? unsure(x) : x, i % 5 === 0 ? unsure(y) : y),
        value: i % 3 === 0 ? b.binary(x, op, y) : b.binary(local(0), op, local(1)),
      })),
    );
  });
  it.each(["+", "-", "*", "/", "%", "**", "&", ">>>"] as const satisfies readonly AssignOp[])(
    "%s= on a local",
    (op) => {
      compare(
        pairs.map(([x, y], i) => ({
          before: given(i % 2 === 0 ? unsure(x) : x, y),
          value: b.assign(b.local(0, wide), local(1), op),
        })),
      );
    },
  );
  it.each(UNARIES)("unary %s", (op) => {
    compare(values.flatMap((x) => [x, local(0)].map((of) => ({ before: given(x, x), value: b.unary(op, of) }))));
  });
  it.each(["++", "--"] as const)("%s", (op) => {
    compare(
      values.flatMap((x) =>
        [true, false].map((prefix) => ({
          before: given(unsure(x), x),
          value: b.binary(b.update(b.local(0, wide), op, prefix), "+", b.lit(0)),
        })),
      ),
    );
  });
  it.each(MATHS)("%s", (op) => {
    const isOne = op === "abs" || op === "sign";
    compare(
      pairs.map(([x, y]) => ({
        before: given(unsure(x), y),
        value: isOne ? b.math(op, local(0)) : b.math(op, local(0), local(1)),
      })),
    );
  });
});
