/**
 * A model as WebAssembly: the bytes, and what a host must know to run them.
 * In: layouts. Out: `Program`, plain data that survives `structuredClone`.
 * Not here: how it is made (`compiler/5-emit/`), what its exports do (`docs/abi.md`), memory and workers (`checker/`).
 */
import type { Layout } from "./layout.ts";

export interface Program {
  /** A module that imports one shared memory, `env.memory`. */
  readonly bytes: Uint8Array;
  readonly layout: Layout;
  /** By which id sets states are reduced: indices into `SpecModel.idSets`. */
  readonly symmetry: readonly number[];
  /** Bytes that every instance needs for itself, a multiple of 64; their address is given to `attach`. */
  readonly areaBytes: number;
  /** The first absolute address that the module does not use: what lies below is constants, flags, the control block. */
  readonly fixedBytes: number;
  /** Absolute address of the flags, one byte each: 0 an assertion, 1 a range, 2 a deadlock, 3 + p property p. */
  readonly flags: number;
  readonly flagCount: number;
}
