/**
 * Why states were not reduced by the symmetry of an identity set, in words.
 * In: the lowered model, whether the run allows symmetry at all. Out: one sentence per set of two or more that is off; one for all where none may be used;
 * none where the model itself says `symmetry: "off"`, as who wrote that knows.
 * Not here: the rule (`ir/symmetry-sets.ts`), the uses that order identities (`compiler/3-lower/order.ts`).
 */
import type { SpecModel } from "../ir/model.ts";
import { symmetryObstacle, symmetrySets } from "../ir/symmetry-sets.ts";

export function symmetryNotes(model: SpecModel, isAllowed = true): readonly string[] {
  const reduced = isAllowed ? symmetrySets(model) : [];
  if (isAllowed && model.options.symmetry === "off") return [];
  const obstacle = isAllowed ? symmetryObstacle(model) : null;
  if (obstacle !== null) return model.idSets.some((set) => set.size >= 2) ? [`symmetry is off: ${obstacle}`] : [];
  return model.idSets.flatMap((set, i) => {
    if (set.size < 2 || reduced.includes(i)) return [];
    const off = `symmetry of ${set.name} is off`;
    if (!isAllowed) return [`${off}: --no-symmetry`];
    const [first, ...more] = set.ordered;
    if (first === undefined) return [];
    const others = more.length === 0 ? "" : ` (and ${more.length} more)`;
    return [`${off}: ${first.reason}, line ${first.at.line}${others}`];
  });
}
