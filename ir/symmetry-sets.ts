/**
 * By which identity sets states may be reduced: the one rule that compiler and checker both follow.
 * In: a lowered model. Out: `symmetrySets`, indices into `SpecModel.idSets`.
 * Not here: what orders a set (`compiler/3-lower/order.ts`), why one is off in words (`report/symmetry-notes.ts`).
 */
import type { SpecModel } from "./model.ts";

/** Sets whose members no step tells apart by order; a set of one has nothing to permute. */
export function symmetrySets(model: SpecModel): readonly number[] {
  if (model.options.symmetry === "off") return [];
  return model.idSets.flatMap((set, i) => (set.size >= 2 && set.ordered.length === 0 ? [i] : []));
}
