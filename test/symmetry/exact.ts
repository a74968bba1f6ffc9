// In: a model, a layout, a state. Out: whether the state's canonical form is exact, by brute force over all permutations.
// Not here: which states and layouts are tried (canonical.test.ts).
import { type Permutation, permutations, permute } from "../../checker/permutation.ts";
import type { Layout } from "../../ir/layout.ts";
import type { SpecModel } from "../../ir/model.ts";
import type { Value } from "../../ir/value.ts";
import { type Host, hostOf } from "./host.ts";
import { pack } from "./layouts.ts";

export interface Subject {
  readonly model: SpecModel;
  readonly layout: Layout;
  readonly host: Host;
  readonly group: readonly Permutation[];
}

export const subjectOf = (
  model: SpecModel,
  symmetry: readonly number[],
  layout: Layout,
  unrolled?: number,
): Subject => ({
  ...{ model, layout, host: hostOf(model, layout, symmetry, unrolled) },
  group: [...permutations(model.idSets, symmetry)],
});

const text = (words: BigUint64Array): string => words.join();

const isPermutation = (to: readonly number[]): boolean => to.toSorted((a, b) => a - b).every((x, i) => x === i);

export interface Verdict {
  readonly representative: string;
  /** In words, what is wrong with it; empty where it is exact. */
  readonly faults: readonly string[];
}

/** The representative is of the orbit, the same for every state of it, and what `permutation` says leads there. */
export function judge({ model, layout, host, group }: Subject, state: Value): Verdict {
  const packed = pack(layout, state);
  const made = host.canonical(packed);
  const to = host.permutation();
  const faults: string[] = [];
  let first = 0;
  const by = model.idSets.map((s) => to.slice(first, (first += s.size)));
  if (!by.every(isPermutation)) faults.push(`${to} is no permutation`);
  else if (text(pack(layout, permute(model.state, state, { to: by, from: by }))) !== text(made))
    faults.push(`${to} does not lead to ${text(made)}`);
  const images = group.map((p) => pack(layout, permute(model.state, state, p)));
  if (!images.some((i) => text(i) === text(made))) faults.push(`${text(made)} is not of the orbit`);
  const all = new BigUint64Array(images.length * packed.length);
  for (const [i, image] of images.entries()) all.set(image, i * packed.length);
  const forms = host.canonical(all);
  for (const [i, image] of images.entries()) {
    const form = text(forms.subarray(i * packed.length, (i + 1) * packed.length));
    if (form !== text(made)) faults.push(`${text(image)} becomes ${form}, not ${text(made)}`);
  }
  return { representative: text(made), faults };
}
