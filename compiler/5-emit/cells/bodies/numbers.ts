/**
 * Arithmetic as functions, for operands of which nothing is known: JavaScript's conversions, exact results or none.
 * In: cells. Out: functions (cell, cell) → cell that give NONE where JavaScript's result is no exact integer.
 * Not here: the short ways in line (`arithmetic.ts`).
 */
import {
  br,
  type Code,
  call,
  choose,
  get,
  i32,
  i32c,
  i64,
  i64c,
  label,
  loop,
  op,
  ret,
  select,
  set,
  tee,
  when,
} from "../../wasm/code.ts";
import type { Func, Local } from "../../wasm/module.ts";
import { FALSE_CELL, isNumber, NULL_CELL, TRUE_CELL } from "../atoms.ts";
import type { Shared } from "./scope.ts";

/** No cell: what the functions here give instead of a result. */
export const NONE = -(1n << 63n);
/** Greatest exact integer. */
export const MOST = (1n << 53n) - 1n;

export const isNone = (cell: Code): Code => i64.eq(cell, i64c(NONE));
/** i32: whether an i64 is beyond the exact integers. */
export const isBeyond = (n: Code): Code => i64.gt_u(i64.add(n, i64c(MOST)), i64c(2n * MOST));

/**
 * (cell) → the number that JavaScript makes of it, NONE for NaN. A text that is a number but no exact integer gives NONE as well:
 * TypeScript lets a text only be an operand of unary `+`, where such a number is a failure.
 */
export function toNumber(shared: Shared): Func {
  return shared.runtime("toNumber", ["i64"], "i64", (f) => {
    const cell = f.param(0);
    const texts = [...shared.objects.atoms.texts]
      .map(([text, atom]) => ({ atom, value: Number(text) }))
      .filter(({ value }) => Number.isSafeInteger(value));
    const known = [
      { atom: NULL_CELL, value: 0 },
      { atom: FALSE_CELL, value: 0 },
      { atom: TRUE_CELL, value: 1 },
      ...texts,
    ];
    return [
      when(isNumber(get(cell)), [ret(get(cell))]),
      ...known.map(({ atom, value }) => when(i64.eq(get(cell), i64c(atom)), [ret(i64c(value + 0))])),
      i64c(NONE),
    ];
  });
}

export type Arithmetic = "+" | "-" | "*" | "/" | "%" | "**" | "min" | "max" | "floorDiv" | "ceilDiv" | "truncDiv";

/** (cell, cell) → the exact result, or NONE. */
export function arithmeticFunction(shared: Shared, name: Arithmetic): Func {
  return shared.runtime(`number ${name}`, ["i64", "i64"], "i64", (f) => {
    const [a, b] = [f.param(0), f.param(1)];
    const convert = [a, b].map((x) => set(x, call(toNumber(shared), [get(x)])));
    const noNumber = i32.or(isNone(get(a)), isNone(get(b)));
    // A text makes a text of a sum.
    const noSum = name === "+" ? [when(i32.or(isText(shared, get(a)), isText(shared, get(b))), [ret(i64c(NONE))])] : [];
    // NaN ** 0 is 1.
    const anyToNone = name === "**" ? [when(i64.eqz(get(b)), [ret(i64c(1))])] : [];
    return [...noSum, ...convert, ...anyToNone, when(noNumber, [ret(i64c(NONE))]), ...compute(f, name, a, b)];
  });
}

/** Of two exact integers. */
function compute(f: Func, name: Arithmetic, a: Local, b: Local): readonly Code[] {
  switch (name) {
    case "+":
      return checked(f, i64.add(get(a), get(b)));
    case "-":
      return checked(f, i64.sub(get(a), get(b)));
    case "*":
      return product(f, a, b);
    case "/":
      return [
        when(i64.eqz(get(b)), [ret(i64c(NONE))]),
        when(i32.eqz(i64.eqz(i64.rem_s(get(a), get(b)))), [ret(i64c(NONE))]),
        i64.div_s(get(a), get(b)),
      ];
    case "%":
      return [when(i64.eqz(get(b)), [ret(i64c(NONE))]), i64.rem_s(get(a), get(b))];
    case "**":
      return power(f, a, b);
    case "min":
      return [select(get(a), get(b), i64.lt_s(get(a), get(b)))];
    case "max":
      return [select(get(a), get(b), i64.gt_s(get(a), get(b)))];
    case "truncDiv":
      return [when(i64.eqz(get(b)), [ret(i64c(NONE))]), i64.div_s(get(a), get(b))];
    case "floorDiv":
      return rounded(f, a, b, true);
    case "ceilDiv":
      return rounded(f, a, b, false);
  }
}

function checked(f: Func, result: Code): readonly Code[] {
  const made = f.local("made", "i64");
  return [when(isBeyond(tee(made, result)), [ret(i64c(NONE))]), get(made)];
}

const magnitude = (n: Local): Code => select(i64.sub(i64c(0), get(n)), get(n), i64.lt_s(get(n), i64c(0)));

/** A factor above MOST / |other| has a product beyond; all others fit 64 bits. */
function product(f: Func, a: Local, b: Local): readonly Code[] {
  const size = f.local("size", "i64");
  return [
    when(i64.eqz(get(b)), [ret(i64c(0))]),
    set(size, magnitude(b)),
    when(i64.gt_u(magnitude(a), i64.div_u(i64c(MOST), get(size))), [ret(i64c(NONE))]),
    i64.mul(get(a), get(b)),
  ];
}

/** Division rounds towards 0: one off where something is left and the signs call for it. */
function rounded(f: Func, a: Local, b: Local, down: boolean): readonly Code[] {
  const quotient = f.local("quotient", "i64");
  const isNegative = i64.lt_s(i64.xor(get(a), get(b)), i64c(0));
  const isLeft = i32.eqz(i64.eqz(i64.rem_s(get(a), get(b))));
  const moved = i64.extend_u(i32.and(isLeft, down ? isNegative : i32.eqz(isNegative)));
  return [
    when(i64.eqz(get(b)), [ret(i64c(NONE))]),
    set(quotient, i64.div_s(get(a), get(b))),
    down ? i64.sub(get(quotient), moved) : i64.add(get(quotient), moved),
  ];
}

/** Below 0 all powers of 2, 3, … are fractions, until they are too small for a double, which makes them 0. */
function power(f: Func, a: Local, b: Local): readonly Code[] {
  const made = f.local("made", "i64");
  const small = f.local("small", "f64");
  const isOdd = i32.wrap(i64.and(get(b), i64c(1)));
  const [down, up] = [label("down"), label("up")];
  return [
    when(i64.eqz(get(b)), [ret(i64c(1))]),
    when(i64.eq(get(a), i64c(1)), [ret(i64c(1))]),
    when(i64.eq(get(a), i64c(-1)), [ret(select(i64c(-1), i64c(1), isOdd))]),
    when(i64.lt_s(get(b), i64c(0)), [
      when(i64.eqz(get(a)), [ret(i64c(NONE))]),
      // 2 ** -1075 is rounded to 0, and so is every smaller one.
      when(i64.lt_s(get(b), i64c(-1074)), [ret(i64c(0))]),
      set(small, op("f64.convert_i64_s", [i64c(1)])),
      loop(down, [
        set(small, op("f64.div", [get(small), op("f64.convert_i64_s", [get(a)])])),
        set(b, i64.add(get(b), i64c(1))),
        br(down, i64.lt_s(get(b), i64c(0))),
      ]),
      ret(select(i64c(0), i64c(NONE), op("f64.eq", [get(small), op("f64.convert_i64_s", [i64c(0)])]))),
    ]),
    when(i64.eqz(get(a)), [ret(i64c(0))]),
    when(i64.gt_s(get(b), i64c(53)), [ret(i64c(NONE))]),
    set(made, i64c(1)),
    loop(up, [
      when(i64.gt_u(magnitude(made), i64.div_u(i64c(MOST), magnitude(a))), [ret(i64c(NONE))]),
      set(made, i64.mul(get(made), get(a))),
      set(b, i64.sub(get(b), i64c(1))),
      br(up, i64.gt_s(get(b), i64c(0))),
    ]),
    get(made),
  ];
}

/** i32: whether a cell is a text: those come last among the atoms. */
const isText = ({ objects }: Shared, cell: Code): Code =>
  i64.lt_u(i64.sub(cell, i64c(objects.atoms.firstText)), i64c(objects.atoms.end - objects.atoms.firstText));

/** Address of a table: place of every text, by its atom, in the order of their characters. */
function textRanks({ emission, objects }: Shared): number {
  const { texts, firstText } = objects.atoms;
  const ranks = new Uint32Array(texts.size);
  const sorted = [...texts.keys()].sort((a, b) => (a < b ? -1 : 1));
  for (const [rank, text] of sorted.entries()) ranks[Number((texts.get(text) ?? firstText) - firstText)] = rank;
  const at = emission.fixed(ranks.byteLength);
  emission.module.write(at, new Uint8Array(ranks.buffer));
  return at;
}

/** (cell, cell) → i32: `a < b`, false where one is NaN. */
export function lessFunction(shared: Shared): Func {
  return shared.runtime("less", ["i64", "i64"], "i32", (f) => comparison(shared, f, i64.lt_s));
}
export function lessOrEqualFunction(shared: Shared): Func {
  return shared.runtime("lessOrEqual", ["i64", "i64"], "i32", (f) => comparison(shared, f, i64.le_s));
}

function comparison(shared: Shared, f: Func, compare: (a: Code, b: Code) => Code): readonly Code[] {
  const [a, b] = [f.param(0), f.param(1)];
  const ranks = textRanks(shared);
  const { firstText } = shared.objects.atoms;
  const rank = (x: Local): Code =>
    i64.extend_u(i32.load(i32.shl(i32.wrap(i64.sub(get(x), i64c(firstText))), i32c(2)), ranks));
  return [
    when(i32.and(isText(shared, get(a)), isText(shared, get(b))), [ret(compare(rank(a), rank(b)))]),
    ...[a, b].map((x) => set(x, call(toNumber(shared), [get(x)]))),
    when(i32.or(isNone(get(a)), isNone(get(b))), [ret(i32c(0))]),
    compare(get(a), get(b)),
  ];
}

/** (cell) → i32: JavaScript's ToInt32; NaN gives 0. */
export function toInt32(shared: Shared): Func {
  return shared.runtime("toInt32", ["i64"], "i32", (f) => {
    const cell = f.param(0);
    return [
      set(cell, call(toNumber(shared), [get(cell)])),
      choose("i32", isNone(get(cell)), [i32c(0)], [i32.wrap(get(cell))]),
    ];
  });
}
