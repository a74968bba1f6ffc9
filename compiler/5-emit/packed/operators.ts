/**
 * Operators on packed values: integers whose interval is known while code is made, so that nothing can overflow unseen.
 * In: values, the run. Out: `binary`, `unary`, `math`, `typeOf`.
 * Not here: `&&`, `||`, `??` (`expressions.ts`), equality (`value.ts`).
 */

import { type Domain, isScalar } from "../../../ir/domain.ts";
import type { MathOp } from "../../../ir/expr.ts";
import type { BinaryOp, UnaryOp } from "../../../ir/syntax.ts";
import { isId } from "../../../ir/value.ts";
import { type Code, i32, i32c, select } from "../wasm/code.ts";
import { type Cond, condOf, FALSE, not, TRUE } from "./condition.ts";
import type { Val } from "./forms.ts";
import type { Run } from "./run.ts";
import { unsupported } from "./unsupported.ts";
import { asInt, bool, constant, equal, int, mapped, membersOf, truth } from "./value.ts";

interface Int {
  readonly code: Code;
  readonly lo: number;
  readonly hi: number;
}

const MOST = 2 ** 31 - 1;

/** The number, once; that it is none is feared. */
function number(run: Run, v: Val): Int {
  const found = asInt(v);
  if (found.inside !== TRUE) run.fear(not(found.inside));
  return { ...found, code: run.bind(found.code) };
}

const made = (code: Code, ...bounds: readonly number[]): Val => {
  const [lo, hi] = [Math.min(...bounds), Math.max(...bounds)];
  if (lo < -MOST || hi > MOST) return unsupported("numbers that are not small");
  return int(code, lo, hi);
};

export function binary(run: Run, op: BinaryOp, left: Val, right: Val): Val {
  if (op === "===") return bool(equal(left, right));
  if (op === "!==") return bool(not(equal(left, right)));
  const a = number(run, left);
  const b = number(run, right);
  switch (op) {
    case "+":
      return made(i32.add(a.code, b.code), a.lo + b.lo, a.hi + b.hi);
    case "-":
      return made(i32.sub(a.code, b.code), a.lo - b.hi, a.hi - b.lo);
    case "*":
      return made(i32.mul(a.code, b.code), a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi);
    case "/":
    case "%": {
      const by = divisor(run, b);
      const rest = i32.rem_s(a.code, by);
      if (op === "%") return made(constantRemainder(a, b) ?? rest, ...remainderBounds(a, b));
      run.fear(not(condOf(i32.eqz(rest))));
      return made(divided(a, b, by), -Math.max(-a.lo, a.hi), Math.max(-a.lo, a.hi));
    }
    case "<":
      return bool(compared(a, b, a.hi < b.lo, a.lo >= b.hi, i32.lt_s));
    case "<=":
      return bool(compared(a, b, a.hi <= b.lo, a.lo > b.hi, i32.le_s));
    case ">":
      return bool(compared(a, b, a.lo > b.hi, a.hi <= b.lo, i32.gt_s));
    case ">=":
      return bool(compared(a, b, a.lo >= b.hi, a.hi < b.lo, i32.ge_s));
    case "&":
      return a.lo >= 0 && b.lo >= 0
        ? made(i32.and(a.code, b.code), 0, Math.min(a.hi, b.hi))
        : made(i32.and(a.code, b.code), ...bitBounds(a, b));
    case "|":
      return made(i32.or(a.code, b.code), ...bitBounds(a, b));
    case "^":
      return made(i32.xor(a.code, b.code), ...bitBounds(a, b));
    case "<<":
    case ">>":
      if (a.lo < 0 || b.lo < 0 || b.hi > 30) return unsupported("a shift");
      return op === "<<"
        ? made(i32.shl(a.code, b.code), 0, a.hi * 2 ** b.hi)
        : made(i32.shr_s(a.code, b.code), 0, a.hi >> b.lo);
    case ">>>":
    case "**": {
      if (a.lo !== a.hi || b.lo !== b.hi) return unsupported(op);
      const value = op === "**" ? a.lo ** b.lo : a.lo >>> b.lo;
      return Number.isInteger(value) ? made(i32c(value), value) : unsupported("a fraction");
    }
  }
}

function compared(a: Int, b: Int, always: boolean, never: boolean, compare: (x: Code, y: Code) => Code): Cond {
  return always ? TRUE : never ? FALSE : condOf(compare(a.code, b.code));
}

/** The next power of two, less one: no bit above it is set. */
const allBits = (n: number): number => 2 ** Math.ceil(Math.log2(n + 1)) - 1;
/** With a sign it is one bit more: what fits so many bits before does after. */
const bitBounds = (a: Int, b: Int): readonly [number, number] => {
  const most = allBits(Math.max(a.hi, b.hi, -1 - a.lo, -1 - b.lo));
  return a.lo >= 0 && b.lo >= 0 ? [0, most] : [-1 - most, most];
};

/**
 * A divisor that does not trap; that it is 0 is feared. Neither does what is no number, which is feared elsewhere, nor what is
 * computed off its path: neither 0 nor -1 divides, which `quotient` sees to.
 */
function divisor(run: Run, b: Int): Code {
  if (b.code.kind === "const" && Number(b.code.value) !== 0) return b.code;
  if (b.lo <= 0 && b.hi >= 0) run.fear(condOf(i32.eqz(b.code)));
  return run.bind(select(i32c(1), b.code, i32.le_u(i32.add(b.code, i32c(1)), i32c(1))));
}

/** By a divisor that was made safe. */
function quotient(a: Int, b: Int, by: Code): Code {
  if (by.kind === "const") return Number(by.value) === -1 ? i32.sub(i32c(0), a.code) : i32.div_s(a.code, by);
  const plain = i32.div_s(a.code, by);
  return b.lo > -1 ? plain : select(i32.sub(i32c(0), a.code), plain, i32.eq(b.code, i32c(-1)));
}

const isPowerOfTwo = (n: number): boolean => n > 0 && (n & (n - 1)) === 0;
const constantRemainder = (a: Int, b: Int): Code | null =>
  a.lo >= 0 && b.lo === b.hi && isPowerOfTwo(b.lo) ? i32.and(a.code, i32c(b.lo - 1)) : null;
const remainderBounds = (a: Int, b: Int): readonly number[] => {
  const most = Math.max(Math.abs(b.lo), Math.abs(b.hi)) - 1;
  return [a.lo < 0 ? Math.max(a.lo, -most) : 0, a.hi > 0 ? Math.min(a.hi, Math.max(0, most)) : 0];
};
const divided = (a: Int, b: Int, by: Code): Code =>
  a.lo >= 0 && b.lo === b.hi && isPowerOfTwo(b.lo) ? i32.shr_u(a.code, i32c(Math.log2(b.lo))) : quotient(a, b, by);

export function unary(run: Run, op: UnaryOp, v: Val): Val {
  switch (op) {
    case "!":
      return bool(not(truth(v)));
    case "-": {
      const a = number(run, v);
      return made(i32.sub(i32c(0), a.code), -a.lo, -a.hi);
    }
    case "+": {
      const a = number(run, v);
      return made(a.code, a.lo, a.hi);
    }
    case "~": {
      const a = number(run, v);
      return made(i32.xor(a.code, i32c(-1)), ~a.lo, ~a.hi);
    }
  }
}

export function math(run: Run, op: MathOp, args: readonly Val[]): Val {
  const all = args.map((x) => number(run, x));
  const [a, b] = all;
  if (a === undefined) return unsupported(`Math.${op}`);
  switch (op) {
    case "min":
    case "max": {
      const pick = op === "min" ? Math.min : Math.max;
      const least = all.reduce((x, y) => {
        const first = op === "min" ? i32.lt_s(x.code, y.code) : i32.gt_s(x.code, y.code);
        return { code: run.bind(select(x.code, y.code, first)), lo: pick(x.lo, y.lo), hi: pick(x.hi, y.hi) };
      });
      return made(least.code, least.lo, least.hi);
    }
    case "abs": {
      if (a.lo >= 0) return made(a.code, a.lo, a.hi);
      const code = select(a.code, i32.sub(i32c(0), a.code), i32.ge_s(a.code, i32c(0)));
      return made(code, 0, Math.max(-a.lo, a.hi));
    }
    case "sign":
      return made(i32.sub(i32.gt_s(a.code, i32c(0)), i32.lt_s(a.code, i32c(0))), -1, 1);
    case "floorDiv":
    case "ceilDiv":
    case "truncDiv": {
      if (b === undefined) return unsupported(`Math.${op}`);
      const by = divisor(run, b);
      const most = Math.max(-a.lo, a.hi);
      if (a.lo >= 0 && b.lo > 0) {
        const up = op === "ceilDiv" ? i32.sub(i32.add(a.code, b.code), i32c(1)) : a.code;
        if (a.hi + b.hi > MOST) return unsupported("numbers that are not small");
        const whole: Int = { code: up, lo: 0, hi: a.hi + b.hi };
        return made(divided(whole, b, by), 0, Math.ceil(a.hi / b.lo));
      }
      const cut = run.bind(quotient(a, b, by));
      if (op === "truncDiv") return made(cut, -most, most);
      const isExact = i32.eqz(i32.rem_s(a.code, by));
      const isNegative = i32.lt_s(i32.xor(a.code, b.code), i32c(0));
      const off = op === "floorDiv" ? isNegative : i32.eqz(isNegative);
      const fix = i32.and(i32.eqz(isExact), off);
      return made(op === "floorDiv" ? i32.sub(cut, fix) : i32.add(cut, fix), -most - 1, most + 1);
    }
  }
}

/** Ids are symbols to TypeScript. */
export function typeOf(v: Val): Val {
  const of = (x: unknown): string => (isId(x) ? "symbol" : typeof x);
  switch (v.kind) {
    case "const":
      return constant(of(v.value));
    case "int":
      return constant("number");
    case "bool":
      return constant("boolean");
    case "ord": {
      const types = membersOf(v.domain).map(of);
      const names = [...new Set(types)];
      const domain: Domain = { kind: "enum", values: names };
      if (names.length === 1) return constant(names[0] ?? "undefined");
      return {
        kind: "ord",
        domain,
        code: mapped(
          v.code,
          types.map((t) => names.indexOf(t)),
        ),
      };
    }
    case "place":
      // Of a union only `null` is no object and says that it is one.
      if (v.place.packing.kind === "union" && v.place.packing.domain.of.some((m) => isScalar(m) && !isNull(m)))
        return unsupported("typeof of a union");
      return constant("object");
    default:
      return constant("object");
  }
}

const isNull = (d: Domain): boolean => d.kind === "enum" && d.values.every((x) => x === null);
