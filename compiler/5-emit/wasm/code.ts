/**
 * Instructions as trees, which read like the text format and cannot be put together wrongly: operands are arguments.
 * In: operands. Out: `Code`, a constructor for each form; constants are folded on the way.
 * Not here: opcodes (`opcodes.ts`), functions and modules (`module.ts`), bytes (`encode.ts`), text (`text.ts`).
 */
import { OPCODES, type ValType } from "./opcodes.ts";

/** Where a branch may go to: made once, used by one block or loop. */
export interface Label {
  readonly name: string;
}
export const label = (name: string): Label => ({ name });

/** What instructions refer to; `module.ts` makes them. They stand here as code and functions refer to each other. */
export interface Local {
  readonly kind: "local";
  readonly name: string;
  readonly type: ValType;
}
export interface Global {
  readonly kind: "global";
  readonly name: string;
  readonly type: ValType;
  readonly mutable: boolean;
  readonly initial: number | bigint;
  readonly exported: string | null;
}
export interface Func {
  readonly name: string;
  readonly params: readonly Local[];
  readonly result: ValType | null;
  readonly exported: string | null;
  /** Parameters are not among them. */
  readonly locals: readonly Local[];
  /** A new local, zero at first. Names need not be different. */
  local(name: string, type: ValType): Local;
  /** The i-th parameter. */
  param(i: number): Local;
  /** Empty until it is set. The last instruction gives the result. */
  body: readonly Code[];
}
/** A function that the host sets while the module runs, in a table of one that it finds among the exports. */
export interface Hook {
  readonly kind: "hook";
  readonly name: string;
  readonly params: readonly ValType[];
  readonly result: ValType | null;
}
export type Code = { readonly type: ValType | null } & (
  | { readonly kind: "const"; readonly value: number | bigint }
  /** An instruction of `OPCODES`; `offset` in bytes where it reaches memory; the lane where it takes one. */
  | { readonly kind: "op"; readonly name: string; readonly args: readonly Code[]; readonly offset: number }
  | { readonly kind: "get"; readonly of: Local | Global }
  | { readonly kind: "set"; readonly of: Local | Global; readonly value: Code }
  | { readonly kind: "tee"; readonly of: Local; readonly value: Code }
  | { readonly kind: "block"; readonly label: Label | null; readonly loop: boolean; readonly body: readonly Code[] }
  | {
      readonly kind: "if";
      readonly test: Code;
      readonly then: readonly Code[];
      readonly else: readonly Code[];
    }
  | { readonly kind: "br"; readonly to: Label; readonly test: Code | null }
  | { readonly kind: "brTable"; readonly to: readonly Label[]; readonly otherwise: Label; readonly test: Code }
  | { readonly kind: "call"; readonly func: Func; readonly args: readonly Code[] }
  | { readonly kind: "callHook"; readonly hook: Hook; readonly args: readonly Code[] }
  | { readonly kind: "select"; readonly then: Code; readonly else: Code; readonly test: Code }
  | { readonly kind: "return"; readonly value: Code | null }
  | { readonly kind: "drop"; readonly value: Code }
  | { readonly kind: "unreachable" }
);

/** Any instruction of `OPCODES` by its name. */
export function op(name: string, args: readonly Code[], offset = 0): Code {
  const known = OPCODES.get(name);
  if (known === undefined) throw new Error(`no instruction ${name}`);
  const fits = known.takes.length === args.length && known.takes.every((t, i) => t === args[i]?.type);
  if (!fits) throw new Error(`${name} takes ${known.takes.join(", ")}, not ${args.map((a) => a.type).join(", ")}`);
  const most = known.immediates === "memory" ? 2 ** 32 - 1 : known.immediates === "lane" ? known.lanes - 1 : 0;
  if (!(Number.isInteger(offset) && offset >= 0 && offset <= most)) throw new Error(`${name} cannot have ${offset}`);
  return { kind: "op", name, args, offset, type: known.gives };
}

export const i32c = (value: number): Code => ({ kind: "const", value: value | 0, type: "i32" });
export const i64c = (value: bigint | number): Code => ({
  kind: "const",
  value: BigInt.asIntN(64, BigInt(value)),
  type: "i64",
});

/** Value of an i32 constant, null of anything else. */
export const asI32 = (c: Code): number | null => (c.kind === "const" && c.type === "i32" ? Number(c.value) : null);
export const asI64 = (c: Code): bigint | null => (c.kind === "const" && c.type === "i64" ? BigInt(c.value) : null);

type Fold = (a: bigint, b: bigint, bits: bigint) => bigint | boolean;
const unsigned = (x: bigint, bits: bigint): bigint => BigInt.asUintN(Number(bits), x);
const FOLDS: ReadonlyMap<string, Fold> = new Map<string, Fold>([
  ["add", (a, b) => a + b],
  ["sub", (a, b) => a - b],
  ["mul", (a, b) => a * b],
  ["and", (a, b) => a & b],
  ["or", (a, b) => a | b],
  ["xor", (a, b) => a ^ b],
  ["shl", (a, b, n) => a << (unsigned(b, n) % n)],
  ["shr_u", (a, b, n) => unsigned(a, n) >> (unsigned(b, n) % n)],
  ["shr_s", (a, b, n) => a >> (unsigned(b, n) % n)],
  ["eq", (a, b) => a === b],
  ["ne", (a, b) => a !== b],
  ["lt_s", (a, b) => a < b],
  ["gt_s", (a, b) => a > b],
  ["le_s", (a, b) => a <= b],
  ["ge_s", (a, b) => a >= b],
  ["lt_u", (a, b, n) => unsigned(a, n) < unsigned(b, n)],
  ["gt_u", (a, b, n) => unsigned(a, n) > unsigned(b, n)],
  ["le_u", (a, b, n) => unsigned(a, n) <= unsigned(b, n)],
  ["ge_u", (a, b, n) => unsigned(a, n) >= unsigned(b, n)],
]);
/** x ∘ 0 = x. */
const ZERO_RIGHT: ReadonlySet<string> = new Set(["add", "sub", "or", "xor", "shl", "shr_u", "shr_s"]);
const COMMUTES: ReadonlySet<string> = new Set(["add", "or", "xor", "and", "mul"]);

function binary(type: "i32" | "i64", name: string): (a: Code, b: Code) => Code {
  const bits = type === "i32" ? 32n : 64n;
  const constant = (c: Code): bigint | null => (c.kind === "const" && c.type === type ? BigInt(c.value) : null);
  const literal = type === "i32" ? (v: bigint): Code => i32c(Number(BigInt.asIntN(32, v))) : i64c;
  const fold = FOLDS.get(name);
  return (a, b) => {
    if (a.kind !== "const" && b.kind !== "const") return op(`${type}.${name}`, [a, b]);
    const x = constant(a);
    const y = constant(b);
    if (x !== null && y !== null && fold !== undefined) {
      const made = fold(x, y, bits);
      return typeof made === "boolean" ? i32c(made ? 1 : 0) : literal(made);
    }
    if (y === 0n && ZERO_RIGHT.has(name)) return a;
    if (x === 0n && ZERO_RIGHT.has(name) && COMMUTES.has(name)) return b;
    if (y === -1n && name === "and") return a;
    if (x === -1n && name === "and") return b;
    if (y === 1n && name === "mul") return a;
    if (x === 1n && name === "mul") return b;
    return op(`${type}.${name}`, [a, b]);
  };
}

const arithmeticOf = (type: "i32" | "i64") => ({
  add: binary(type, "add"),
  sub: binary(type, "sub"),
  mul: binary(type, "mul"),
  div_s: binary(type, "div_s"),
  div_u: binary(type, "div_u"),
  rem_s: binary(type, "rem_s"),
  rem_u: binary(type, "rem_u"),
  and: binary(type, "and"),
  or: binary(type, "or"),
  xor: binary(type, "xor"),
  shl: binary(type, "shl"),
  shr_s: binary(type, "shr_s"),
  shr_u: binary(type, "shr_u"),
  rotl: binary(type, "rotl"),
  rotr: binary(type, "rotr"),
  eq: binary(type, "eq"),
  ne: binary(type, "ne"),
  lt_s: binary(type, "lt_s"),
  lt_u: binary(type, "lt_u"),
  gt_s: binary(type, "gt_s"),
  gt_u: binary(type, "gt_u"),
  le_s: binary(type, "le_s"),
  le_u: binary(type, "le_u"),
  ge_s: binary(type, "ge_s"),
  ge_u: binary(type, "ge_u"),
  eqz: (a: Code): Code => {
    if (a.kind === "const") return i32c(BigInt(a.value) === 0n ? 1 : 0);
    return op(`${type}.eqz`, [a]);
  },
  clz: (a: Code): Code => op(`${type}.clz`, [a]),
  ctz: (a: Code): Code => op(`${type}.ctz`, [a]),
  popcnt: (a: Code): Code => op(`${type}.popcnt`, [a]),
  load: (at: Code, offset = 0): Code => op(`${type}.load`, [at], offset),
  store: (at: Code, value: Code, offset = 0): Code => op(`${type}.store`, [at, value], offset),
});

/** Constructors that fold constants; everything else through `op`. */
export const i32 = {
  ...arithmeticOf("i32"),
  wrap: (a: Code): Code =>
    a.kind === "const" ? i32c(Number(BigInt.asIntN(32, BigInt(a.value)))) : op("i32.wrap_i64", [a]),
  load8_u: (at: Code, offset = 0): Code => op("i32.load8_u", [at], offset),
  load16_u: (at: Code, offset = 0): Code => op("i32.load16_u", [at], offset),
  store8: (at: Code, value: Code, offset = 0): Code => op("i32.store8", [at, value], offset),
  store16: (at: Code, value: Code, offset = 0): Code => op("i32.store16", [at, value], offset),
} as const;
export const i64 = {
  ...arithmeticOf("i64"),
  extend_s: (a: Code): Code => (a.kind === "const" ? i64c(Number(a.value) | 0) : op("i64.extend_i32_s", [a])),
  extend_u: (a: Code): Code => (a.kind === "const" ? i64c(Number(a.value) >>> 0) : op("i64.extend_i32_u", [a])),
} as const;

export const get = (of: Local | Global): Code => ({ kind: "get", of, type: of.type });
export const set = (of: Local | Global, value: Code): Code => {
  if (value.type !== of.type) throw new Error(`${of.name} is ${of.type}, not ${value.type}`);
  return { kind: "set", of, value, type: null };
};
export const tee = (of: Local, value: Code): Code => {
  if (value.type !== of.type) throw new Error(`${of.name} is ${of.type}, not ${value.type}`);
  return { kind: "tee", of, value, type: of.type };
};

/** Has the type of its last instruction, as a value, where `type` says so. */
export const block = (to: Label | null, body: readonly Code[], type: ValType | null = null): Code => ({
  kind: "block",
  label: to,
  loop: false,
  body,
  type,
});
/** A branch to its label begins it again; falling out of the end leaves it. */
export const loop = (to: Label, body: readonly Code[]): Code => ({
  kind: "block",
  label: to,
  loop: true,
  body,
  type: null,
});
export const when = (test: Code, then: readonly Code[], otherwise: readonly Code[] = []): Code => ({
  kind: "if",
  test,
  then,
  else: otherwise,
  type: null,
});
/** An `if` that gives a value: the last instruction of each side. */
export const choose = (type: ValType, test: Code, then: readonly Code[], otherwise: readonly Code[]): Code => ({
  kind: "if",
  test,
  then,
  else: otherwise,
  type,
});
export const br = (to: Label, test: Code | null = null): Code => ({ kind: "br", to, test, type: null });
/** Goes to the label whose index the test is; past the last one to `otherwise`. */
export const brTable = (test: Code, to: readonly Label[], otherwise: Label): Code => ({
  kind: "brTable",
  to,
  otherwise,
  test,
  type: null,
});
export const call = (func: Func, args: readonly Code[]): Code => {
  const fits = func.params.length === args.length && func.params.every((p, i) => p.type === args[i]?.type);
  if (!fits) throw new Error(`${func.name} takes ${func.params.map((p) => p.type)}, not ${args.map((a) => a.type)}`);
  return { kind: "call", func, args, type: func.result };
};
/** A trap where the host has set nothing. */
export const callHook = (hook: Hook, args: readonly Code[]): Code => {
  const fits = hook.params.length === args.length && hook.params.every((t, i) => t === args[i]?.type);
  if (!fits) throw new Error(`${hook.name} takes ${hook.params}, not ${args.map((a) => a.type)}`);
  return { kind: "callHook", hook, args, type: hook.result };
};
/** Neither writes nor jumps nor traps, so that it may as well not be evaluated. */
const isPure = (c: Code): boolean =>
  c.kind === "const" ||
  c.kind === "get" ||
  (c.kind === "op" && PURE.test(c.name) && c.args.every(isPure)) ||
  (c.kind === "select" && isPure(c.then) && isPure(c.else) && isPure(c.test));
const PURE =
  /\.(add|sub|mul|and|or|xor|not|andnot|shl|shr_[su]|rot[lr]|eqz?|ne|[lg][te](_[su])?|clz|ctz|popcnt|wrap_i64|extend_i32_[su])$/;

/** Both sides are evaluated. */
export function select(then: Code, otherwise: Code, test: Code): Code {
  if (then.type !== otherwise.type) throw new Error(`select of ${then.type} and ${otherwise.type}`);
  const known = asI32(test);
  if (known !== null && isPure(known !== 0 ? otherwise : then)) return known !== 0 ? then : otherwise;
  return { kind: "select", then, else: otherwise, test, type: then.type };
}
export const ret = (value: Code | null = null): Code => ({ kind: "return", value, type: null });
export const drop = (value: Code): Code => ({ kind: "drop", value, type: null });
export const unreachable: Code = { kind: "unreachable", type: null };
