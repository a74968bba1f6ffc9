/**
 * Which lowered actions an action or a process has become: in the order of the text, file after file.
 * In: a model as bound, its processes lowered. Out: the actions, and `Numbers`: indices into them.
 * Not here: the steps themselves (`steps.ts`), who asks for the numbers (`fairness.ts`, `enabled.ts`).
 */
import type { Action, SpecModel } from "../../ir/model.ts";
import { type Lowered, steps } from "./steps.ts";

/** By index of action, and of process, as bound. */
export interface Numbers {
  action(index: number): number;
  /** All its steps, which have its parameter; not what it does before its first yield. */
  process(index: number): readonly number[];
}

export function inTextOrder(
  model: SpecModel,
  lowered: readonly Lowered[],
): { readonly actions: readonly Action[]; readonly numbers: Numbers } {
  const groups = [
    ...model.actions.map((a) => ({ at: a.origin.at, actions: [a] })),
    ...lowered.map((l) => ({ at: l.process.at, actions: steps(l) })),
  ];
  const files = [...new Set(groups.map((g) => g.at.file))];
  const order = groups.toSorted(
    (a, b) => files.indexOf(a.at.file) - files.indexOf(b.at.file) || a.at.start - b.at.start,
  );
  const first = new Map<(typeof groups)[number], number>();
  let count = 0;
  for (const group of order) {
    first.set(group, count);
    count += group.actions.length;
  }
  const numbersOf = (group: number): readonly number[] => {
    const found = groups[group];
    const start = found === undefined ? undefined : first.get(found);
    if (found === undefined || start === undefined) throw new Error(`no part ${group} of ${model.name}`);
    return found.actions.map((_, i) => start + i);
  };
  const numbers: Numbers = {
    action: (index) => numbersOf(index)[0] ?? -1,
    process: (index) => numbersOf(model.actions.length + index),
  };
  return { actions: order.flatMap((g) => g.actions), numbers };
}
