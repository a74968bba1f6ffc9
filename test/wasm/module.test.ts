// Whole modules against wabt: control, constants, names, globals, data. Guards against bodies that are valid by luck: a branch
// to the wrong depth, a number cut off by LEB128, a text that shows people something other than what runs.
import * as fc from "fast-check";
import { expect, it } from "vitest";
import * as w from "../../compiler/5-emit/wasm/code.ts";
import { encode } from "../../compiler/5-emit/wasm/encode.ts";
import { createModule, type Func, type Module } from "../../compiler/5-emit/wasm/module.ts";
import type { ValType } from "../../compiler/5-emit/wasm/opcodes.ts";
import { text } from "../../compiler/5-emit/wasm/text.ts";
import { agreed, assembled, instantiate, validate } from "./assembler.ts";

const { i32, i64, i32c, i64c, get, set, tee, op } = w;

/** A module of one exported function `f`. */
function one(
  params: readonly ValType[],
  result: ValType | null,
  body: (f: Func, m: Module) => readonly w.Code[],
): Module {
  const module = createModule();
  const f = module.func(
    "f",
    params.map((type, i) => [`p${i}`, type]),
    result,
    "f",
  );
  f.body = body(f, module);
  return module;
}
function runs(module: Module): WebAssembly.ExportedFunction {
  return called(instantiate(agreed(module)).exports, "f");
}
function called(exports: WebAssembly.Exports, name: string): WebAssembly.ExportedFunction {
  const found = exports[name];
  if (typeof found !== "function") throw new Error(`${name} is no function`);
  return found;
}

it("writes the smallest LEB128 of every constant", () => {
  const edges = [0, 1, 63, 64, 127, 128, 8191, 8192, 2 ** 20 - 1, 2 ** 20, 2 ** 27 - 1, 2 ** 27, 2 ** 31 - 1];
  for (const n of edges.flatMap((e) => [e, -e - 1])) {
    expect(runs(one([], "i32", () => [i32c(n)]))()).toBe(n);
  }
  for (const n of [34n, 35n, 41n, 42n, 48n, 49n, 55n, 56n, 62n, 63n].flatMap((b) => [2n ** b - 1n, -(2n ** b)])) {
    expect(runs(one([], "i64", () => [i64c(n)]))()).toBe(n);
  }
  expect(runs(one([], "i64", () => [i64c(2n ** 64n - 1n)]))()).toBe(-1n);
  expect(runs(one([], "i32", () => [i32c(2 ** 32 - 1)]))()).toBe(-1);
});

it("branches to the label meant, at any depth and through ifs, with names in common", () => {
  const f = runs(
    one(["i32"], "i32", (f) => {
      const [outer, inner, again] = [w.label("l"), w.label("l"), w.label("l")];
      const p = f.param(0);
      const n = f.local("p0", "i32");
      return [
        w.block(outer, [
          w.loop(again, [
            w.block(inner, [
              w.when(get(p), [
                w.when(i32.eq(get(p), i32c(3)), [w.br(inner)], [w.br(outer, i32.eq(get(p), i32c(7)))]),
                set(n, i32.add(get(n), i32c(1))),
                set(p, i32.sub(get(p), i32c(1))),
                w.br(again),
              ]),
              w.br(outer),
            ]),
            set(n, i32.add(get(n), i32c(100))),
            set(p, i32c(7)),
            w.br(again),
          ]),
        ]),
        get(n),
      ];
    }),
  );
  expect([0, 1, 2, 3, 5, 7, 9].map((n) => f(n))).toEqual([0, 1, 2, 100, 102, 0, 2]);
});

it("lets an inner label hide an outer one that is the same", () => {
  const same = w.label("same");
  const f = runs(one([], "i32", () => [w.block(same, [w.block(same, [w.br(same)]), w.ret(i32c(1))]), i32c(2)]));
  expect(f()).toBe(1);
});

it("jumps by tables", () => {
  const f = runs(
    one(["i32"], "i32", (f) => {
      const [a, b, c] = [w.label("a"), w.label("b"), w.label("c")];
      return [
        w.block(a, [
          w.block(b, [w.block(c, [w.brTable(get(f.param(0)), [c, a, b, c], a)]), w.ret(i32c(30))]),
          w.ret(i32c(20)),
        ]),
        i32c(10),
      ];
    }),
  );
  expect([0, 1, 2, 3, 4, -1].map((n) => f(n))).toEqual([30, 10, 20, 30, 10, 10]);
  const empty = runs(one([], null, () => [w.block(null, []), w.block(w.label("x"), [])]));
  expect(empty()).toBeUndefined();
});

it("calls what its host has set, and traps where that is nothing", () => {
  const module = one(["i32", "i64"], "i64", (f, m) => {
    const other = m.hook("other", [], "i32");
    const hook = m.hook("asked", ["i32", "i64"], "i64");
    return [
      w.when(i32.eq(get(f.param(0)), i32c(7)), [w.drop(w.callHook(other, []))]),
      i64.add(w.callHook(hook, [get(f.param(0)), get(f.param(1))]), i64c(1)),
    ];
  });
  const { exports } = instantiate(agreed(module));
  const given = instantiate(
    agreed(one(["i32", "i64"], "i64", (f) => [i64.mul(i64.extend_u(get(f.param(0))), get(f.param(1)))])),
  );
  const { asked } = exports;
  if (!(asked instanceof WebAssembly.Table)) return expect.fail("no table is exported");
  expect(() => called(exports, "f")(3, 5n)).toThrow(WebAssembly.RuntimeError);
  asked.set(0, called(given.exports, "f"));
  expect(called(exports, "f")(3, 5n)).toBe(16n);
});

it("gives values from blocks, ifs and selects of every type", () => {
  const f = runs(
    one(["i32"], "i64", (f, m) => {
      const p = get(f.param(0));
      const v = f.local("v", "v128");
      const d = f.local("d", "f64");
      const double = m.func("double", [["x", "i64"]], "i64");
      double.body = [i64.shl(get(double.param(0)), i64c(1))];
      return [
        set(v, w.select(op("i64x2.splat", [i64c(3)]), op("i64x2.splat", [i64c(4)]), p)),
        set(d, w.select(op("f64.convert_i32_s", [i32c(5)]), op("f64.convert_i32_s", [i32c(6)]), p)),
        i64.add(
          w.call(double, [w.choose("i64", p, [i64c(10)], [i64c(20)])]),
          w.block(null, [i64.mul(op("i64x2.extract_lane", [get(v)], 1), op("i64.trunc_sat_f64_s", [get(d)]))], "i64"),
        ),
      ];
    }),
  );
  expect([f(1), f(0)]).toEqual([20n + 15n, 40n + 24n]);
});

it("keeps a side that does something of a select whose test is known", () => {
  const module = one([], "i32", (f) => {
    const x = f.local("x", "i32");
    return [w.drop(w.select(i32c(1), tee(x, i32c(9)), i32c(1))), get(x)];
  });
  expect(runs(module)()).toBe(9);
  expect(w.select(i32c(1), i32c(2), i32c(0))).toEqual(i32c(2));
});

it("writes locals of all types in one order, parameters first", () => {
  const f = runs(
    one(["i64", "i32"], "i64", (f) => {
      const locals = Array.from({ length: 300 }, (_, i) => f.local(`l${i % 7}`, i % 3 === 0 ? "i32" : "i64"));
      const wide = locals.filter((l) => l.type === "i64");
      return [
        ...wide.map((l, i) => set(l, i64c(i))),
        wide.reduce((sum: w.Code, l) => i64.add(sum, get(l)), i64.add(get(f.param(0)), i64.extend_u(get(f.param(1))))),
      ];
    }),
  );
  expect(f(1000n, -1)).toBe(1000n + 4294967295n + 19900n);
});

it("has globals, data and custom sections", () => {
  const module = one([], "i64", (f, m) => {
    const at = m.global("at", "i32", -5);
    m.global("at", "i64", 2n ** 63n - 1n, { mutable: false, exported: "most" });
    m.write(0, Uint8Array.of(0, 34, 92, 65, 127, 128, 255, 9));
    m.write(
      40_000,
      Uint8Array.from({ length: 200 }, (_, i) => i),
    );
    return [set(at, i32c(40_008)), i64.xor(i64.load(get(at), 1), i64.load(i32c(f.params.length)))];
  });
  const { exports, memory } = instantiate(agreed(module));
  expect((exports.most as WebAssembly.Global).value).toBe(2n ** 63n - 1n);
  const view = new DataView(memory.buffer);
  expect(called(exports, "f")()).toBe(BigInt.asIntN(64, view.getBigUint64(40_009, true) ^ view.getBigUint64(0, true)));

  const plain = encode(module);
  module.custom("racespec", Uint8Array.of(1, 2, 3));
  module.custom("ε", new Uint8Array(300));
  const bytes = encode(module);
  validate(bytes);
  expect(Buffer.compare(bytes.subarray(0, plain.length), plain)).toBe(0);
  expect(Buffer.compare(assembled(module), plain)).toBe(0);
  expect(text(module)).toContain(`;; custom section "racespec", 3 bytes`);
});

it("names everything apart, whatever it is called", () => {
  const module = createModule();
  const names = ["f", "f", "f~2", "a b", "a;b", "(a)", "", '"', "ä", "f"];
  const made = names.map((name) => module.func(name, [["x", "i32"]] as const, "i32"));
  for (const [i, f] of made.entries()) {
    const [x, y] = [f.local("x", "i32"), f.local("x~2", "i32")];
    f.body = [set(x, i32c(i)), set(y, i32c(100)), i32.add(get(f.param(0)), i32.add(get(x), get(y)))];
  }
  const sum = module.func("sum", [], "i32", 'na"me');
  sum.body = [made.reduce((found: w.Code, f) => i32.mul(w.call(f, [found]), i32c(2)), i32c(0))];
  const { exports } = instantiate(agreed(module));
  let expected = 0;
  for (const i of names.keys()) expected = (expected + i + 100) * 2;
  expect(called(exports, 'na"me')()).toBe(expected);
});

it("stays readable: long bodies are broken into lines of at most 120 columns", () => {
  const module = one(["i32"], "i32", (f) => {
    let deep: w.Code = get(f.param(0));
    for (let i = 0; i < 40; i++) deep = i32.mul(i32.add(deep, i32c(i + 2)), get(f.param(0)));
    return [deep];
  });
  agreed(module);
  const lines = text(module).split("\n");
  expect(lines.length).toBeGreaterThan(20);
  expect(lines.filter((l) => l.trimStart().length > 120)).toEqual([]);
});

it("computes what the engine computes when it folds constants", () => {
  const names = ["add", "sub", "mul", "and", "or", "xor", "shl", "shr_s", "shr_u", "rotl", "rotr", "eq", "ne"] as const;
  const orders = ["lt_s", "lt_u", "gt_s", "gt_u", "le_s", "le_u", "ge_s", "ge_u"] as const;
  const module = createModule();
  const edges = [0n, 1n, -1n, 2n, 31n, 32n, 33n, 63n, 64n, 2n ** 31n, -(2n ** 31n), 2n ** 63n - 1n, -(2n ** 63n)];
  const value = fc.oneof(fc.constantFrom(...edges), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }));
  const tried = fc.sample(fc.tuple(fc.constantFrom("i32", "i64"), fc.constantFrom(...names, ...orders), value, value), {
    ...{ numRuns: 3000, seed: 7 },
  });
  const narrow = (type: string, v: bigint) => (type === "i32" ? i32c(Number(BigInt.asIntN(32, v))) : i64c(v));
  for (const [i, [type, name, a, b]] of tried.entries()) {
    const [x, y] = [narrow(type, a), narrow(type, b)];
    const folded = type === "i32" ? i32[name](x, y) : i64[name](x, y);
    const plain = module.func(`plain${i}`, [], folded.type, `plain${i}`);
    plain.body = [op(`${type}.${name}`, [x, y])];
    const fast = module.func(`folded${i}`, [], folded.type, `folded${i}`);
    fast.body = [folded];
  }
  const { exports } = instantiate(agreed(module));
  for (const [i, what] of tried.entries()) {
    expect([what, called(exports, `folded${i}`)()]).toEqual([what, called(exports, `plain${i}`)()]);
  }
});

it("refuses what it cannot write", () => {
  const gone = w.label("gone");
  expect(() => encode(one([], null, () => [w.br(gone)]))).toThrow("no block gone");
  const other = createModule().func("other", []);
  expect(() => encode(one([], null, () => [w.call(other, [])]))).toThrow("no function other");
  expect(() => encode(one([], null, () => [set(other.local("x", "i32"), i32c(1))]))).toThrow("no local x");
  const global = createModule().global("g", "i64", 0);
  expect(() => encode(one([], null, () => [set(global, i64c(1))]))).toThrow("no global g");
});

it("takes tens of thousands of locals in no time", () => {
  const module = one([], "i64", (f) => {
    const locals = Array.from({ length: 49_000 }, (_, i) => f.local(`l${i}`, "i64"));
    return [set(locals[48_999] as never, i64c(1)), get(locals[48_999] as never)];
  });
  agreed(module);
});
