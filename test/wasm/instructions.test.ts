// Every instruction of the table, in a function of its own: guards against a wrong code number, operand or alignment, any of
// which could otherwise be emitted for a long time before a model comes along that notices. The judges are wabt, which
// knows the instructions by name from our text and gives its own bytes, and the engine that runs us.
import { describe, expect, it } from "vitest";
import { get, i32c, op } from "../../compiler/5-emit/wasm/code.ts";
import { createModule } from "../../compiler/5-emit/wasm/module.ts";
import { OPCODES, type ValType } from "../../compiler/5-emit/wasm/opcodes.ts";
import { text } from "../../compiler/5-emit/wasm/text.ts";
import { agreed, instantiate } from "./assembler.ts";

describe.each([...OPCODES])("%s", (name, { takes, gives, immediates, lanes }) => {
  const offsets =
    immediates === "memory" ? [0, 8, 128, 2 ** 31, 2 ** 32 - 1] : immediates === "lane" ? [0, lanes - 1] : [0];

  it.each(offsets)("is the bytes that wabt has for it, with %d", (offset) => {
    const module = createModule();
    const params = takes.map((type, i): [string, ValType] => [`p${i}`, type]);
    const f = module.func(name, params, gives, name);
    f.body = [
      op(
        name,
        f.params.map((p) => get(p)),
        offset,
      ),
    ];
    expect(text(module)).toContain(`(${name}`);
    const { exports } = instantiate(agreed(module));
    expect(exports[name]).toBeTypeOf("function");
  });

  it("is refused with other operands, offsets and lanes", () => {
    const module = createModule();
    const f = module.func(
      "f",
      takes.map((type, i) => [`p${i}`, type]),
    );
    const args = f.params.map((p) => get(p));
    expect(() => op(name, [...args, i32c(0)])).toThrow(name);
    for (const wrong of [
      -1,
      0.5,
      2 ** 32,
      ...(immediates === "lane" ? [lanes] : []),
      ...(immediates === "none" ? [1] : []),
    ]) {
      expect(() => op(name, args, wrong)).toThrow(name);
    }
  });
});

it("knows no instruction that is not in the table", () => {
  expect(() => op("i32.divide", [i32c(1), i32c(1)])).toThrow("i32.divide");
});
