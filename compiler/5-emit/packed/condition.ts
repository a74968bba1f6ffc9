/**
 * Conditions as the packed evaluator keeps them: tests of bits in one word merge into one masked comparison, so that a
 * chain of guards costs one instruction or two.
 * In: word versions (locals that are set once), code. Out: `Cond`, its algebra, its code.
 * Not here: values (`value.ts`), where conditions come from (`expressions.ts`).
 */
import { type Code, get, i32, i32c, i64, i64c } from "../wasm/code.ts";
import type { Local } from "../wasm/module.ts";

/** `(of & mask) === value`. */
interface Test {
  readonly of: Local;
  readonly mask: bigint;
  readonly value: bigint;
}

/** True where all tests hold and the code, which is 0 or 1, is 1. `FALSE` has its own object. */
export interface Cond {
  readonly tests: readonly Test[];
  readonly rest: Code | null;
  /** How it was made, where it is one condition narrowed by another: recognised when both halves meet again. */
  readonly split: { readonly base: Cond; readonly by: Cond; readonly holds: boolean } | null;
}

export const TRUE: Cond = { tests: [], rest: null, split: null };
export const FALSE: Cond = { tests: [], rest: i32c(0), split: null };

export const isTrue = (c: Cond): boolean => c === TRUE;
export const isFalse = (c: Cond): boolean => c === FALSE;

const make = (tests: readonly Test[], rest: Code | null): Cond => {
  if (rest?.kind === "const") {
    if (Number(rest.value) === 0) return FALSE;
    return make(tests, null);
  }
  return tests.length === 0 && rest === null ? TRUE : { tests, rest, split: null };
};

/** Of code that is 0 or 1. */
export const condOf = (code: Code): Cond => make([], code);

/** `(of & mask) === value`; `mask` and `value` as unsigned 64-bit numbers. */
export function testOf(of: Local, mask: bigint, value: bigint): Cond {
  if ((value & ~mask) !== 0n) return FALSE;
  return mask === 0n ? TRUE : { tests: [{ of, mask, value }], rest: null, split: null };
}

export function and(a: Cond, b: Cond): Cond {
  if (a === TRUE) return b;
  if (b === TRUE || a === b) return a;
  if (a === FALSE || b === FALSE) return FALSE;
  const tests = [...a.tests];
  for (const t of b.tests) {
    const i = tests.findIndex((x) => x.of === t.of);
    const known = tests[i];
    if (known === undefined) {
      tests.push(t);
      continue;
    }
    const common = known.mask & t.mask;
    if ((known.value & common) !== (t.value & common)) return FALSE;
    tests[i] = { of: t.of, mask: known.mask | t.mask, value: known.value | t.value };
  }
  const rest = a.rest === null ? b.rest : b.rest === null ? a.rest : i32.and(a.rest, b.rest);
  return make(tests, rest);
}

const isOneBit = (mask: bigint): boolean => mask !== 0n && (mask & (mask - 1n)) === 0n;

export function not(c: Cond): Cond {
  if (c === TRUE) return FALSE;
  if (c === FALSE) return TRUE;
  const [test] = c.tests;
  if (c.rest === null && c.tests.length === 1 && test !== undefined && isOneBit(test.mask))
    return testOf(test.of, test.mask, test.value ^ test.mask);
  return condOf(i32.eqz(codeOf(c)));
}

export function or(a: Cond, b: Cond): Cond {
  if (a === FALSE || a === b) return b;
  if (b === FALSE) return a;
  if (a === TRUE || b === TRUE) return TRUE;
  const x = a.split;
  const y = b.split;
  if (x !== null && y !== null && x.base === y.base && x.by === y.by && x.holds !== y.holds) return x.base;
  return condOf(i32.or(codeOf(a), codeOf(b)));
}

/** `base` and `by` (or its negation), so that `or` of both halves is `base` again. */
export function narrowed(base: Cond, by: Cond, holds: boolean): Cond {
  const made = and(base, holds ? by : not(by));
  return made === TRUE || made === FALSE || made === base ? made : { ...made, split: { base, by, holds } };
}

/** Code that is 0 or 1. */
export function codeOf(c: Cond): Code {
  const parts: Code[] = c.tests.map(({ of, mask, value }) => {
    const masked = i64.and(get(of), i64c(BigInt.asIntN(64, mask)));
    return value === 0n ? i64.eqz(masked) : i64.eq(masked, i64c(BigInt.asIntN(64, value)));
  });
  if (c.rest !== null) parts.push(c.rest);
  return parts.length === 0 ? i32c(1) : parts.reduce((x, y) => i32.and(x, y));
}
