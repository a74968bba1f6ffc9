// In: a model and a layout of its state. Out: the canonical forms that the generated module gives, called as a host would.
// Not here: what they must be like (canonical.test.ts).
import { createEmission } from "../../compiler/5-emit/emission.ts";
import { emitCanonical } from "../../compiler/5-emit/symmetry/canonical.ts";
import { get, set } from "../../compiler/5-emit/wasm/code.ts";
import { encode } from "../../compiler/5-emit/wasm/encode.ts";
import type { Layout } from "../../ir/layout.ts";
import type { SpecModel } from "../../ir/model.ts";

export interface Host {
  readonly ways: readonly string[];
  /** Of states one after the other; all words. */
  canonical(words: BigUint64Array): BigUint64Array;
  /** Of the last state: new indices, set after set. */
  permutation(): readonly number[];
  readonly bytes: Uint8Array;
  /** Seconds of rounds over the block of states. */
  time(words: BigUint64Array, rounds: number): number;
}

export function hostOf(model: SpecModel, layout: Layout, symmetry: readonly number[], unrolled?: number): Host {
  const e = createEmission(model, layout, symmetry);
  const made = emitCanonical(e, unrolled === undefined ? {} : { unrolled });
  const attach = e.module.func("attach", [["area", "i32"]], null, "attach");
  attach.body = [set(e.area, get(attach.param(0)))];
  const bytes = encode(e.module);
  const memory = new WebAssembly.Memory({ initial: 64, maximum: 65536, shared: true });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  const call = exports as Record<string, (...args: number[]) => void>;
  const area = e.fixedEnd();
  const states = area + e.areaBytes();
  // What is in an area at first is not known.
  new Uint8Array(memory.buffer, area, e.areaBytes()).fill(0xa5);
  call.attach?.(area);
  const room = (words: number): void => {
    const missing = states + 16 * words - memory.buffer.byteLength;
    if (missing > 0) (memory as unknown as { grow(pages: number): number }).grow(Math.ceil(missing / 65536));
  };
  const perState = layout.words.length;
  return {
    bytes,
    ways: made?.ways.map((w) => w.way) ?? [],
    canonical(words) {
      room(words.length);
      const out = states + 8 * words.length;
      new BigUint64Array(memory.buffer, states, words.length).set(words);
      call.canonical?.(states, words.length / perState, out);
      return new BigUint64Array(memory.buffer, out, words.length).slice();
    },
    permutation() {
      const count = model.idSets.reduce((n, s) => n + s.size, 0);
      call.permutation?.(states);
      return [...new Uint32Array(memory.buffer, states, count)];
    },
    time(words, rounds) {
      room(words.length);
      new BigUint64Array(memory.buffer, states, words.length).set(words);
      const start = process.cpuUsage().user;
      for (let i = 0; i < rounds; i++) call.canonical?.(states, words.length / perState, states + 8 * words.length);
      return (process.cpuUsage().user - start) / 1e6;
    },
  };
}
