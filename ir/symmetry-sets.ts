/**
 * By which identity sets states may be reduced: the one rule that compiler, checker and report follow.
 * In: a lowered model. Out: `symmetrySets`, indices into `SpecModel.idSets`; `symmetryObstacle`.
 * Not here: what orders a set (`compiler/3-lower/order.ts`), why one is off in words (`report/symmetry-notes.ts`).
 */
import { isTemporal, type SpecModel } from "./model.ts";

/** Sets whose members no step tells apart by order; a set of one has nothing to permute. */
export function symmetrySets(model: SpecModel): readonly number[] {
  if (model.options.symmetry === "off" || symmetryObstacle(model) !== null) return [];
  return model.idSets.flatMap((set, i) => (set.size >= 2 && set.ordered.length === 0 ? [i] : []));
}

/** Why the model may not be reduced by any set, whatever the spec does with its identities; null where it may. */
export function symmetryObstacle({ properties, options }: SpecModel): string | null {
  // A lasso of representatives need not be a lasso: the identities may have changed places on the way round.
  const temporal = properties.find((p) => isTemporal(p.kind));
  if (temporal !== undefined) return `${temporal.kind === "refines" ? "refinement" : "liveness"} looks at every state`;
  // What a view shows of a state it need not show of the state's images.
  return options.view === null ? null : "a view looks at every state";
}
