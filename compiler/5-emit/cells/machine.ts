/**
 * What a running body has at hand: the state it looks at, room for new objects, its result and why it failed.
 * In: `Emission`. Out: `createMachine`: globals, `alloc`.
 * Not here: lists (`lists.ts`), choices (`choices.ts`), who sets all this before a body runs (`drivers.ts`).
 */
import type { Emission } from "../emission.ts";
import { get, i32, i32c, ret, set, unreachable, when } from "../wasm/code.ts";
import type { Func, Global } from "../wasm/module.ts";

export interface Machine {
  /** i32: address of the record that `s` is. */
  readonly now: Global;
  /** i32: address of the record that `next` is, in a step invariant. */
  readonly next: Global;
  /** i32, absolute, 8-aligned: where the next new object stands. Set back before every attempt. */
  readonly heap: Global;
  /** i64: the cell that the body returned. */
  readonly result: Global;
  /** i32, where a completion is FAILED: (assertion << 8) | 1, or 2 for a range failure. */
  readonly failure: Global;
  /** i32: iterations of loops that this attempt may still take. */
  readonly iterations: Global;
  /** i32: calls that have not returned. */
  readonly calls: Global;
  /** i32: 1 once something that may belong to the image has been written. */
  readonly dirty: Global;
  /** (bytes i32) → address i32, 8-aligned. What stands there at first is not known. */
  readonly alloc: Func;
  /** Offset in the area of the first byte for new objects. */
  readonly arena: number;
}

/** How a body ends. */
export const ENDED = 0;
export const BLOCKED = 1;
export const FAILED = 2;

export const RANGE_FAILURE = 2;
export const assertionFailure = (assertion: number): number => (assertion << 8) | 1;

/** As in the interpreter. */
export const MOST_ITERATIONS = 100_000;
export const MOST_CALLS = 500;

/** Bytes for what one attempt makes. Pages that are never touched cost nothing. */
const ARENA_BYTES = 16 * 1024 * 1024;

export function createMachine(e: Emission): Machine {
  const { module } = e;
  const heap = module.global("heap", "i32", 0);
  const arena = e.reserve(ARENA_BYTES, 64);
  return {
    now: module.global("now", "i32", 0),
    next: module.global("next", "i32", 0),
    heap,
    result: module.global("result", "i64", 0n),
    failure: module.global("failure", "i32", 0),
    iterations: module.global("iterations", "i32", 0),
    calls: module.global("calls", "i32", 0),
    dirty: module.global("dirty", "i32", 0),
    alloc: alloc(e, heap, arena + ARENA_BYTES),
    arena,
  };
}

/** Stops the instance where the arena ends: no step that means anything makes so much. */
function alloc(e: Emission, heap: Global, end: number): Func {
  const f = e.module.func("alloc", [["bytes", "i32"]], "i32");
  const bytes = f.param(0);
  const at = f.local("at", "i32");
  f.body = [
    set(at, get(heap)),
    set(heap, i32.and(i32.add(i32.add(get(at), get(bytes)), i32c(7)), i32c(-8))),
    when(i32.gt_u(get(heap), i32.add(get(e.area), i32c(end))), [unreachable]),
    ret(get(at)),
  ];
  return f;
}
