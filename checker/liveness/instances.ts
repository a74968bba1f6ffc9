/**
 * Which instances of a property of behaviours are to be decided: of those that differ in the names of identities alone, one.
 * In: a lowered model, a property with parameters. Out: `instancesToDecide`.
 * Not here: what is decided of one (`liveness.ts`).
 *
 * Where nothing orders the members of an identity set, renaming them turns every behaviour into one, and a fair one into a fair
 * one: a condition of fairness is of all instances at once, or there is one for each. So a property that is false of some
 * values is false of these renamed. Decided is the first of each such class, which is the first that could fail.
 */
import { isScalar } from "../../ir/domain.ts";
import { instancesOf } from "../../ir/instances.ts";
import type { SpecModel } from "../../ir/model.ts";
import { isId, type Value } from "../../ir/value.ts";

/** Ascending. `all`: also those that are alike. */
export function* instancesToDecide(
  { idSets, options, properties }: SpecModel,
  property: number,
  argsOf: (instance: number) => readonly Value[],
  all: boolean,
): Generator<number> {
  const { params = [] } = properties[property] ?? {};
  const count = instancesOf(params);
  const isPlain = params.every((p) => isScalar(p.domain));
  for (let instance = 0; instance < count; instance++) {
    if (all || options.symmetry === "off" || !isPlain || isFirst(idSets, argsOf(instance))) yield instance;
  }
}

/** Whether identities appear in their order: the second of a set not before the first, and so on. */
function isFirst(idSets: SpecModel["idSets"], args: readonly Value[]): boolean {
  const seen = idSets.map(() => 0);
  for (const value of args) {
    if (!isId(value) || idSets[value.set]?.ordered.length !== 0) continue;
    const known = seen[value.set] as number;
    if (value.index > known) return false;
    if (value.index === known) seen[value.set] = known + 1;
  }
  return true;
}
