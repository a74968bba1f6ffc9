/**
 * What a call that has not returned counts towards how deep calls may be inside each other: a large function fills the stack
 * of an evaluator sooner than a small one.
 * In: functions of a model. Out: `callWeight`.
 * Not here: the count itself (`checker/interpret/machine.ts`, `compiler/5-emit/cells/machine.ts`).
 */
import type { Fn } from "./model.ts";
import { walk } from "./walk.ts";

/** Expressions and statements of a function that counts 1: one or two lines. */
const SMALL = 16;

/** At least 1. */
export function callWeight({ body }: Fn): number {
  let nodes = 0;
  walk(body.code, () => {
    nodes++;
    return true;
  });
  return Math.max(1, Math.ceil(nodes / SMALL));
}
