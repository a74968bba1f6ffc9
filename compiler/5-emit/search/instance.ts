/**
 * What an instance of a search has for itself, and the functions of others that it calls.
 * In: nothing. Out: types of the offsets in its area, `SearchParts`.
 * Not here: what the words are used for (`search.ts`, `output.ts`, `waiting.ts`).
 */
import type { Emission } from "../emission.ts";
import type { Code } from "../wasm/code.ts";
import type { Func, Global } from "../wasm/module.ts";
import type { Pool } from "./pool.ts";

/** Functions that a search calls; their bodies may be set later. */
export interface SearchParts {
  /** (packed states, how many: 1 … 16): appends their successors at `$out`, counts them in `generated`. */
  readonly expandBlock: Func;
  /** (packed states, how many): looks at states that are new, or outside of the constraint. */
  readonly check: Func;
  /** (packed state) → 1 if it is inside of the constraint. Null: there is none. */
  readonly inside: Func | null;
  /** (packed state): replaces it by its representative. Null: no symmetry. */
  readonly canonicalise: Func | null;
  /** () → i32: appends some initial states more at `$out`, counts them in `generated`; 0 where there are none left, ever after. */
  readonly initial: Func;
}

/** Offsets of words of the area. */
export interface Place {
  /** Next free byte of the output chunk and its end, 0 and 0 where there is none, and its number. */
  readonly outAt: number;
  readonly outEnd: number;
  readonly outChunk: number;
  /** Next parent of the claimed chunk and the end of its states, equal where there is none, and its number plus 1. */
  readonly at: number;
  readonly end: number;
  readonly chunk: number;
}

export interface Instance {
  readonly e: Emission;
  readonly parts: SearchParts;
  readonly pool: Pool;
  readonly place: Place;
  /** Offsets of lists: states that wait for a larger table, those of them that are tried again, successors that `room` moved away. */
  readonly lists: { readonly stash: number; readonly draining: number; readonly raw: number };
  readonly stateBytes: number;
  readonly out: Global;
  readonly consume: Func;
  readonly buffer: number;
  readonly bufferBytes: number;
  /** Address of an offset of the area. */
  at(offset: number): Code;
}
