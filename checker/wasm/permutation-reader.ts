/**
 * Which permutation leads from a packed state to its representative, as the module says.
 * In: a model, its program, the memory. Out: `permutationReader`; the same permutation is the same object.
 * Not here: the canonical form (`compiler/5-emit/symmetry/`), what is renamed by it (`../actors.ts`).
 */
import type { SpecModel } from "../../ir/model.ts";
import type { Permutation } from "../permutation.ts";
import type { Shared } from "./records.ts";

/** Of the state at an address; null where states are not reduced. */
export type PermutationReader = (address: number) => Permutation | null;

export function permutationReader(model: SpecModel, symmetry: readonly number[], shared: Shared): PermutationReader {
  if (symmetry.length === 0) return () => null;
  const { instance, plan, halves } = shared;
  const known = new Map<string, Permutation>();
  const total = model.idSets.reduce((n, s) => n + s.size, 0);
  return (address) => {
    instance.exports.canonical(address, 1, plan.single.base);
    instance.exports.permutation(plan.renaming.base);
    const from = plan.renaming.base / 4;
    const indices = halves.subarray(from, from + total);
    const text = indices.join();
    const made = known.get(text) ?? permutationOf(model, indices);
    known.set(text, made);
    return made;
  };
}

/** `indices`: of set after set, the new index of each identity. */
function permutationOf(model: SpecModel, indices: Uint32Array): Permutation {
  let first = 0;
  const to = model.idSets.map(({ size }) => {
    const own = [...indices.subarray(first, first + size)];
    first += size;
    return own;
  });
  const from = to.map((own) => {
    const back: number[] = new Array(own.length).fill(0);
    for (const [i, x] of own.entries()) back[x] = i;
    return back;
  });
  return { to, from };
}
