/**
 * The conditions of fairness of a model: one for each combination of parameters, or one for all, and which steps are of which.
 * In: a lowered model. Out: `Conditions`.
 * Not here: in which states they can be taken (`graph.ts`), which behaviours keep them (`components.ts`).
 */
import { instancesOf } from "../../ir/instances.ts";
import type { SpecModel } from "../../ir/model.ts";

export interface Condition {
  /** Index into `SpecModel.fairness`. */
  readonly fairness: number;
  readonly isStrong: boolean;
  /** An action and the combination of its parameters' values; null: whatever they are. */
  readonly instance: { readonly action: number; readonly instance: number } | null;
}

/** A number for each set of conditions that some step is of; 0 for none of them. */
export type Label = number;

export interface Conditions {
  readonly all: readonly Condition[];
  /** 32-bit words of a set of conditions, a bit each. */
  readonly words: number;
  readonly labels: number;
  labelOf(action: number, instance: number): Label;
  /** Ascending. */
  of(label: Label): readonly number[];
}

export function createConditions(model: SpecModel): Conditions {
  const all: Condition[] = [];
  /** By action: its conditions; `each`: the first of as many as it has instances. */
  const uses: { readonly first: number; readonly each: boolean }[][] = model.actions.map(() => []);
  for (const [fairness, { kind, each, of }] of model.fairness.entries()) {
    const [lead] = of;
    if (lead === undefined) continue;
    const first = all.length;
    const count = each ? instancesOf(model.actions[lead.index]?.params ?? []) : 1;
    for (let instance = 0; instance < count; instance++) {
      const which = each ? { action: lead.index, instance } : null;
      all.push({ fairness, isStrong: kind === "strong", instance: which });
    }
    for (const part of of) {
      if (part.kind !== "action") throw new Error("a process is left in a lowered model's fairness");
      uses[part.index]?.push({ first, each });
    }
  }

  const sets: (readonly number[])[] = [[]];
  const bySet = new Map<string, Label>([["", 0]]);
  const known: Label[][] = model.actions.map(() => []);
  const labelFor = (action: number, instance: number): Label => {
    const set = [...new Set((uses[action] ?? []).map((u) => u.first + (u.each ? instance : 0)))].sort((a, b) => a - b);
    const text = set.join();
    const label = bySet.get(text) ?? sets.push(set) - 1;
    bySet.set(text, label);
    return label;
  };
  for (const [action, of] of uses.entries()) {
    const count = of.some((u) => u.each) ? instancesOf(model.actions[action]?.params ?? []) : 1;
    known[action] = Array.from({ length: count }, (_, instance) => labelFor(action, instance));
  }
  return {
    all,
    words: (all.length + 31) >>> 5,
    labels: sets.length,
    labelOf(action, instance) {
      const labels = known[action] as Label[];
      return labels[labels.length === 1 ? 0 : instance] as Label;
    },
    of: (label) => sets[label] as readonly number[],
  };
}
