/**
 * How many combinations of values there are for parameters: instances, which are numbered with the last parameter fastest.
 * In: `Param`s. Out: `instancesOf`.
 * Not here: the values of an instance (`checker/interpret/domain-order.ts`).
 */
import { size } from "./domain.ts";
import type { Param } from "./model.ts";

/** One of what has no parameters. */
export const instancesOf = (params: readonly Param[]): number =>
  params.reduce((n, p) => n * Number(size(p.domain) ?? Number.NaN), 1);
