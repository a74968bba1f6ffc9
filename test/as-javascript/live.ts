// In: an initial world, then step after step of one run. Out: the state after each, as a program has it that is never
// interrupted: one state object that everybody changes, one generator per process that lives on, nothing copied.
// A replay must say the same; where it does not, a reference into the state has outlived a yield (language.md refuses that).
// Not here: branching; a live run cannot go back (processes.ts replays for that).
import { fault } from "./fault.ts";
import { clone, keyOf } from "./structure.ts";
import type { Bench, SpecRecord, State, Step, World } from "./vocabulary.ts";

/** Takes the step, which must start from the world where the run has come to. */
export type LiveRun = (world: World, step: Step) => State;

export function liveRun(bench: Bench, spec: SpecRecord, initial: World): LiveRun {
  const root: State = clone(initial.state);
  const instances = bench.instances.get(spec) ?? [];
  const generators = instances.map(({ process, self }, i) => {
    const generator = process.body(root, ...clone(self));
    bench.choices.replay(initial.rests[i]?.start ?? [], () => generator.next(root));
    return generator;
  });

  return (world, step) => {
    bench.owner.set(root, world);
    bench.choices.replay(step.script, () => {
      if (step.kind === "process") return void generators[standing(step)]?.next(root);
      const action = spec.actions.find(({ name }) => name === step.name) ?? fault(`no action ${step.name}`);
      return void action.body(root, ...clone(step.values));
    });
    return root;
  };

  function standing({ name, values }: Step): number {
    return instances.findIndex(({ process, self }) => process.name === name && keyOf(self) === keyOf(values));
  }
}
