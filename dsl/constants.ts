// The values that a model or `--set NAME=VALUE` may replace, and what must be true of them.
// Not here: the models that replace them (models.ts).
import { neverRun } from "./never-run.ts";

/** What a constant may be, and what a model may give it. */
export type ConstantValue = string | number | boolean | null;

/**
 * A value that a model or `--set NAME=VALUE` may replace; `v` is the default. It stands at the top level, as the
 * initializer of an exported `const` in capitals, and that is its name; `typeof NAME` in a type stands for its value. A
 * `const` made of constants and integer arithmetic may stand in `typeof` too. Refused: a value outside the type, and a
 * constant that is computed from the state.
 *
 * @example
 * export const WRITERS = constant(2);
 * const SLOTS = 2 * WRITERS;
 * type Writer = Id<"Writer", typeof WRITERS>;
 */
export function constant(v: number): number;
/**
 * A switch.
 *
 * @example
 * export const CRASHES = constant(false);
 */
export function constant(v: boolean): boolean;
/**
 * One of several values, listed as the type argument; a model may give it any of those and no other.
 *
 * @example
 * export const PATCH = constant<"none" | "track-requests">("none");
 */
export function constant<T extends ConstantValue>(v: T): T;
export function constant(v: ConstantValue): ConstantValue {
  return neverRun();
}

/**
 * Refuses a model whose constants make `c` false, and says `text`. Stands at the top level; counts as a check.
 *
 * @example
 * assume(BLOCKS % RATIO === 0, "clusters are whole");
 */
export function assume(c: boolean, text: string): void {
  neverRun();
}
