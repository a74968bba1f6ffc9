/**
 * Who takes a step: a process and its self, or an action and its arguments. Equal actors are equal numbers.
 * In: a model, the arguments of instances. Out: `createActors`.
 * Not here: context switches (`ahead.ts`).
 */
import { UNDEFINED } from "../ir/domain.ts";
import type { SpecModel } from "../ir/model.ts";
import { toJson, type Value } from "../ir/value.ts";
import { type Permutation, permute } from "./permutation.ts";

/** The actor of an action's instance, renamed by a permutation unless that is null. */
export type Actors = (action: number, instance: number, by: Permutation | null) => number;

export function createActors(model: SpecModel, argsOf: (action: number, instance: number) => readonly Value[]): Actors {
  const numbers = new Map<string, number>();
  /** By action and instance: asked of every step that is on the way to something. */
  const plain: number[][] = model.actions.map(() => []);
  const renamed = new WeakMap<Permutation, number[][]>();
  const numberOf = (action: number, instance: number, by: Permutation | null): number => {
    const name = actorName(model, action, argsOf(action, instance), by);
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  };
  return (action, instance, by) => {
    const known = plain[action];
    // An initial step is nobody's.
    if (known === undefined) return -1;
    if (by === null) return (known[instance] ??= numberOf(action, instance, null));
    const under = renamed.get(by) ?? model.actions.map((): number[] => []);
    renamed.set(by, under);
    const of = under[action] as number[];
    return (of[instance] ??= numberOf(action, instance, by));
  };
}

function actorName(model: SpecModel, action: number, args: readonly Value[], by: Permutation | null): string {
  const { origin, params } = model.actions[action] as SpecModel["actions"][number];
  const renamed = args.map((value, i) => {
    const domain = params[i]?.domain ?? UNDEFINED;
    return toJson(domain, by === null ? value : permute(domain, value, by));
  });
  return JSON.stringify([origin.kind === "process" ? origin.process : action, renamed]);
}
