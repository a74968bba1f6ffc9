/**
 * The forms that values have while code is made: what is known is there, what is not is code. Composite values are places
 * in the state, or boxes whose parts are such values; no object exists when the code runs.
 * In: conditions, code. Out: `Val`, `Box`, `Place`, `Words`.
 * Not here: the ways from one form to another (`value.ts`), reading and writing places (`place.ts`).
 */
import type { Domain, Literal } from "../../../ir/domain.ts";
import type { Packing } from "../../../ir/layout.ts";
import type { IdValue } from "../../../ir/value.ts";
import type { Code } from "../wasm/code.ts";
import type { Local } from "../wasm/module.ts";
import type { Cond } from "./condition.ts";

/** The 64-bit words of a packed state; every write makes a new local. `frozen` ones are a state as it was. */
export interface Words {
  readonly at: Local[];
  readonly frozen: boolean;
}

export interface Place {
  /** Of the first row, where an index is computed at run time. */
  readonly packing: Packing;
  readonly words: Words;
  /** Bits by which everything stands further up, an i32. */
  readonly delta: Code | null;
  /** How many words further on, of so many that it may be. */
  readonly word: { readonly code: Code; readonly count: number } | null;
  readonly trusted: boolean;
}

export type Scalar = Literal | undefined | IdValue;

/** A new object that stands in no state: its parts change in place. */
export type Box =
  | { readonly kind: "record"; readonly fields: Map<string, Val>; stored: boolean }
  | { readonly kind: "table"; readonly key: Domain; readonly rows: Val[]; stored: boolean }
  /** Members by ordinal. */
  | { readonly kind: "set"; readonly of: Domain; members: Cond[]; stored: boolean }
  | { readonly kind: "list"; readonly items: Val[]; stored: boolean };

export type Val =
  | { readonly kind: "const"; readonly value: Scalar }
  /** An i32 that is surely within lo … hi. `test` compares it with a number cheaply. */
  | {
      readonly kind: "int";
      readonly code: Code;
      readonly lo: number;
      readonly hi: number;
      readonly test?: (n: number) => Cond;
    }
  | { readonly kind: "bool"; readonly cond: Cond }
  /** An i32: the ordinal in a scalar domain. */
  | {
      readonly kind: "ord";
      readonly domain: Domain;
      readonly code: Code;
      readonly test?: (ordinal: number) => Cond;
      /** The author cannot see it where it is not what its static type says: a live local. */
      readonly trusted?: boolean;
    }
  /** `is`: of a union, whether a plain value stands there. */
  | { readonly kind: "place"; readonly place: Place; readonly is?: (x: Scalar) => Cond }
  | Box;
