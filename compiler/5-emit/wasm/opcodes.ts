/**
 * The instructions that we emit: names as in the text format, codes and what follows the code.
 * In: nothing. Out: `OPCODES`, value types.
 * Not here: how instructions are put together (`code.ts`), bytes of whole modules (`encode.ts`).
 * Source: WebAssembly core specification 2.0, index of instructions; the threads proposal for atomics.
 */

export type ValType = "i32" | "i64" | "f64" | "v128";

/** What follows an opcode: nothing, an aligned offset, or one lane number. */
export type Immediates = "none" | "memory" | "lane";

export interface Opcode {
  /** One byte, or a prefix and a number that is written as LEB128. */
  readonly code: readonly [number] | readonly [number, number];
  /** Of the operands, in order. */
  readonly takes: readonly ValType[];
  readonly gives: ValType | null;
  readonly immediates: Immediates;
  /** Log2 of the natural alignment, where `immediates` is "memory". */
  readonly align: number;
  /** How many lanes there are, where `immediates` is "lane". */
  readonly lanes: number;
}

const found = new Map<string, Opcode>();

function add(names: string, first: number, takes: readonly ValType[], gives: ValType | null, prefix?: number): void {
  for (const [i, name] of names.split(" ").entries()) {
    const code = prefix === undefined ? ([first + i] as const) : ([prefix, first + i] as const);
    found.set(name, { code, takes, gives, immediates: "none", align: 0, lanes: 0 });
  }
}

function memory(
  name: string,
  code: Opcode["code"],
  takes: readonly ValType[],
  gives: ValType | null,
  align: number,
): void {
  found.set(name, { code, takes, gives, immediates: "memory", align, lanes: 0 });
}

function lane(name: string, code: number, gives: ValType, lanes: number): void {
  found.set(name, { code: [0xfd, code], takes: ["v128"], gives, immediates: "lane", align: 0, lanes });
}

const prefixed = (type: ValType, names: string): string =>
  names
    .split(" ")
    .map((n) => `${type}.${n}`)
    .join(" ");

// Numbers.
const compare = "eq ne lt_s lt_u gt_s gt_u le_s le_u ge_s ge_u";
const arithmetic = "add sub mul div_s div_u rem_s rem_u and or xor shl shr_s shr_u rotl rotr";
add("i32.eqz", 0x45, ["i32"], "i32");
add(prefixed("i32", compare), 0x46, ["i32", "i32"], "i32");
add("i64.eqz", 0x50, ["i64"], "i32");
add(prefixed("i64", compare), 0x51, ["i64", "i64"], "i32");
add("f64.eq f64.ne f64.lt f64.gt f64.le f64.ge", 0x61, ["f64", "f64"], "i32");
add("i32.clz i32.ctz i32.popcnt", 0x67, ["i32"], "i32");
add(prefixed("i32", arithmetic), 0x6a, ["i32", "i32"], "i32");
add("i64.clz i64.ctz i64.popcnt", 0x79, ["i64"], "i64");
add(prefixed("i64", arithmetic), 0x7c, ["i64", "i64"], "i64");
add("f64.abs f64.neg f64.ceil f64.floor f64.trunc f64.nearest f64.sqrt", 0x99, ["f64"], "f64");
add("f64.add f64.sub f64.mul f64.div f64.min f64.max f64.copysign", 0xa0, ["f64", "f64"], "f64");
add("i32.wrap_i64", 0xa7, ["i64"], "i32");
add("i64.extend_i32_s i64.extend_i32_u", 0xac, ["i32"], "i64");
add("f64.convert_i32_s f64.convert_i32_u", 0xb7, ["i32"], "f64");
add("f64.convert_i64_s f64.convert_i64_u", 0xb9, ["i64"], "f64");
add("i64.trunc_sat_f64_s", 6, ["f64"], "i64", 0xfc);

// Memory.
const loads: readonly (readonly [string, number, ValType, number])[] = [
  ["i32.load", 0x28, "i32", 2],
  ["i64.load", 0x29, "i64", 3],
  ["i32.load8_s", 0x2c, "i32", 0],
  ["i32.load8_u", 0x2d, "i32", 0],
  ["i32.load16_s", 0x2e, "i32", 1],
  ["i32.load16_u", 0x2f, "i32", 1],
  ["i64.load8_u", 0x31, "i64", 0],
  ["i64.load16_u", 0x33, "i64", 1],
  ["i64.load32_s", 0x34, "i64", 2],
  ["i64.load32_u", 0x35, "i64", 2],
];
for (const [name, code, gives, align] of loads) memory(name, [code], ["i32"], gives, align);
const stores: readonly (readonly [string, number, ValType, number])[] = [
  ["i32.store", 0x36, "i32", 2],
  ["i64.store", 0x37, "i64", 3],
  ["i32.store8", 0x3a, "i32", 0],
  ["i32.store16", 0x3b, "i32", 1],
  ["i64.store8", 0x3c, "i64", 0],
  ["i64.store16", 0x3d, "i64", 1],
  ["i64.store32", 0x3e, "i64", 2],
];
for (const [name, code, of, align] of stores) memory(name, [code], ["i32", of], null, align);
add("memory.size", 0x3f, [], "i32");
add("memory.copy", 10, ["i32", "i32", "i32"], null, 0xfc);
add("memory.fill", 11, ["i32", "i32", "i32"], null, 0xfc);

// Atomics.
memory("memory.atomic.notify", [0xfe, 0x00], ["i32", "i32"], "i32", 2);
memory("memory.atomic.wait32", [0xfe, 0x01], ["i32", "i32", "i64"], "i32", 2);
memory("i32.atomic.load", [0xfe, 0x10], ["i32"], "i32", 2);
memory("i64.atomic.load", [0xfe, 0x11], ["i32"], "i64", 3);
memory("i32.atomic.store", [0xfe, 0x17], ["i32", "i32"], null, 2);
memory("i64.atomic.store", [0xfe, 0x18], ["i32", "i64"], null, 3);
memory("i32.atomic.rmw.add", [0xfe, 0x1e], ["i32", "i32"], "i32", 2);
memory("i64.atomic.rmw.add", [0xfe, 0x1f], ["i32", "i64"], "i64", 3);
memory("i32.atomic.rmw.or", [0xfe, 0x33], ["i32", "i32"], "i32", 2);
memory("i32.atomic.rmw.xchg", [0xfe, 0x41], ["i32", "i32"], "i32", 2);
memory("i32.atomic.rmw.cmpxchg", [0xfe, 0x48], ["i32", "i32", "i32"], "i32", 2);
memory("i64.atomic.rmw.cmpxchg", [0xfe, 0x49], ["i32", "i64", "i64"], "i64", 3);

// SIMD.
memory("v128.load", [0xfd, 0], ["i32"], "v128", 4);
memory("v128.store", [0xfd, 11], ["i32", "v128"], null, 4);
add("i8x16.splat i16x8.splat i32x4.splat", 15, ["i32"], "v128", 0xfd);
add("i64x2.splat", 18, ["i64"], "v128", 0xfd);
add("i32x4.eq i32x4.ne", 55, ["v128", "v128"], "v128", 0xfd);
add("v128.not", 77, ["v128"], "v128", 0xfd);
add("v128.and v128.andnot v128.or v128.xor", 78, ["v128", "v128"], "v128", 0xfd);
add("v128.any_true", 83, ["v128"], "i32", 0xfd);
add("i8x16.bitmask", 100, ["v128"], "i32", 0xfd);
add("i8x16.narrow_i16x8_s", 101, ["v128", "v128"], "v128", 0xfd);
add("i16x8.narrow_i32x4_s", 133, ["v128", "v128"], "v128", 0xfd);
add("i32x4.all_true i32x4.bitmask", 163, ["v128"], "i32", 0xfd);
add("i32x4.shl i32x4.shr_s i32x4.shr_u", 171, ["v128", "i32"], "v128", 0xfd);
add("i32x4.add", 174, ["v128", "v128"], "v128", 0xfd);
add("i32x4.min_s i32x4.min_u i32x4.max_s i32x4.max_u", 182, ["v128", "v128"], "v128", 0xfd);
add("i64x2.all_true i64x2.bitmask", 195, ["v128"], "i32", 0xfd);
add("i64x2.shl i64x2.shr_s i64x2.shr_u", 203, ["v128", "i32"], "v128", 0xfd);
add("i64x2.add", 206, ["v128", "v128"], "v128", 0xfd);
add("i64x2.eq i64x2.ne", 214, ["v128", "v128"], "v128", 0xfd);
lane("i32x4.extract_lane", 27, "i32", 4);
lane("i64x2.extract_lane", 29, "i64", 2);

/** By name. Control, constants, variables and calls have forms of their own in `code.ts`. */
export const OPCODES: ReadonlyMap<string, Opcode> = found;
