/**
 * What a running body has at hand: the state it looks at, room for new objects, its result and why it failed.
 * In: `Emission`. Out: `createMachine`: globals, `alloc`.
 * Not here: lists (`lists.ts`), choices (`choices.ts`), who sets all this before a body runs (`drivers.ts`).
 */
import { LOST } from "../../../ir/control-block.ts";
import { eachBits } from "../../../ir/layout-bits.ts";
import type { Emission } from "../emission.ts";
import { get, i32, i32c, ret, set, unreachable, when } from "../wasm/code.ts";
import type { Func, Global } from "../wasm/module.ts";
import { domainsOf } from "./model-parts.ts";

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
  /** i32: calls that have not returned, each by its weight (`ir/call-weight.ts`). */
  readonly calls: Global;
  /** i32: what new objects of this attempt may still come to (`bodies/budget.ts`). */
  readonly room: Global;
  /** i32: 1 once something that may belong to the image has been written. */
  readonly dirty: Global;
  /** (bytes i32) → address i32, 8-aligned. What stands there at first is not known. */
  readonly alloc: Func;
  /** Offset in the area of the first byte for new objects. */
  readonly arena: number;
  /** Offset in the area of the room for what images hold of members and keys, `kept` bytes for each. */
  readonly kept: number;
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

export const MOST_MADE = 500_000;

/** Bytes that an element can come to where its list has grown to four times what it holds: one of a map is two cells. */
const ELEMENT_BYTES = { plain: 32, inMap: 64 } as const;
/** Records count 2 at least. */
const LEAST_WEIGHT = 2;

/** Images that an instance has members and keys of: of the state to work on, of `s`, of `next`, and of one that steps are tried on. */
const IMAGES = 4;
export const IMAGE = { work: 0, now: 1, next: 2, tried: 3 } as const;

/**
 * `widest`: bytes of the largest record that bodies make, the state apart; `kept`: bytes of the members and keys of one state;
 * `depth`: bodies that may be under way, all but one of them waiting.
 */
export function createMachine(e: Emission, widest: number, kept: number, depth: number): Machine {
  const { module } = e;
  const heap = module.global("heap", "i32", 0);
  // Room for all that may be made, and for what the lists of a state grow by. Pages that are never touched cost nothing.
  const element = domainsOf(e.model).some((d) => d.kind === "map") ? ELEMENT_BYTES.inMap : ELEMENT_BYTES.plain;
  const grown = 3 * element * eachBits(e.layout.state).length + 2 ** 16;
  const bytes = depth * (MOST_MADE * Math.max(element, widest / LEAST_WEIGHT) + grown);
  const first = e.reserve(IMAGES * kept + bytes, 64);
  const arena = first + IMAGES * kept;
  return {
    now: module.global("now", "i32", 0),
    next: module.global("next", "i32", 0),
    heap,
    result: module.global("result", "i64", 0n),
    failure: module.global("failure", "i32", 0),
    iterations: module.global("iterations", "i32", 0),
    calls: module.global("calls", "i32", 0),
    room: module.global("room", "i32", 0),
    dirty: module.global("dirty", "i32", 0),
    alloc: alloc(e, heap, arena + bytes),
    arena,
    kept: first,
  };
}

/**
 * Stops the instance where the arena ends, which no step reaches whose objects are all counted: LOST tells the host that the
 * search is incomplete.
 */
function alloc(e: Emission, heap: Global, end: number): Func {
  const f = e.module.func("alloc", [["bytes", "i32"]], "i32");
  const bytes = f.param(0);
  const at = f.local("at", "i32");
  f.body = [
    set(at, get(heap)),
    set(heap, i32.and(i32.add(i32.add(get(at), get(bytes)), i32c(7)), i32c(-8))),
    when(i32.gt_u(get(heap), i32.add(get(e.area), i32c(end))), [i32.store(i32c(LOST), i32c(1)), unreachable]),
    ret(get(at)),
  ];
  return f;
}
