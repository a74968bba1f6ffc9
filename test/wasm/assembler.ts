// WebAssembly modules as an independent assembler (wabt) sees them: our text parsed to its bytes, our bytes validated.
// In: modules under construction. Out: theirs, ours, instances. Not here: the tests (the files beside this).
import loadWabt from "wabt";
import { encode } from "../../compiler/5-emit/wasm/encode.ts";
import type { Module } from "../../compiler/5-emit/wasm/module.ts";
import { text } from "../../compiler/5-emit/wasm/text.ts";

const FEATURES = {
  ...{ threads: true, simd: true, bulk_memory: true, mutable_globals: true },
  ...{ sat_float_to_int: true, sign_extension: true, multi_value: true, reference_types: true },
} as const;
const wabt = await loadWabt();

/** Its types do not know that it takes the features, without which shared memory is an error. */
function check(module: ReturnType<typeof wabt.parseWat>): void {
  (module as unknown as { validate(features: typeof FEATURES): void }).validate(FEATURES);
}

/** Bytes that wabt makes of our text; throws what wabt has to say against it. */
export function assembled(module: Module): Uint8Array {
  const parsed = wabt.parseWat("module.wat", text(module), FEATURES);
  try {
    check(parsed);
    return parsed.toBinary({ canonicalize_lebs: true, write_debug_names: false }).buffer;
  } finally {
    parsed.destroy();
  }
}

/** Throws what wabt has to say against our bytes. */
export function validate(bytes: Uint8Array): void {
  const read = wabt.readWasm(bytes, { ...FEATURES, check: true });
  try {
    check(read);
  } finally {
    read.destroy();
  }
}

/** Exports of an instance with a memory of its own, and the memory. */
export function instantiate(bytes: Uint8Array): { exports: WebAssembly.Exports; memory: WebAssembly.Memory } {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: true });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } } as never);
  return { exports, memory };
}

/** Our bytes, after wabt has validated them and made the same of our text. */
export function agreed(module: Module): Uint8Array {
  const ours = encode(module);
  validate(ours);
  const theirs = assembled(module);
  if (Buffer.compare(ours, theirs) !== 0) throw new Error(`bytes differ from wabt's for\n${text(module)}`);
  return ours;
}
