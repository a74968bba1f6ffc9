// In: a spec and a world. Out: all steps from it, actions for every argument, then processes for every self; and the
// initial worlds.
// Not here: what a step says of the state it makes (outcome.ts); how a process is resumed (processes.ts), how choices are enumerated (choices.ts).
import { fault } from "./fault.ts";
import { endOfStep, handed } from "./outcome.ts";
import { processSteps, starts } from "./processes.ts";
import { clone } from "./structure.ts";
import { tuplesOf } from "./values.ts";
import type { ActionRecord, Bench, Instance, SpecRecord, Step, World } from "./vocabulary.ts";

/** The instances of a spec's processes, in order of declaration and of self. */
export function instancesOf(spec: SpecRecord): readonly Instance[] {
  return spec.processes.flatMap((process) => tuplesOf(process.params()).map((self) => ({ process, self })));
}

export function initialWorlds(bench: Bench, spec: SpecRecord): readonly World[] {
  let worlds: readonly World[] = [...bench.choices.runs(() => spec.initial)].flatMap((run) => {
    if (run.ending.kind === "failed") fault(`the initial state fails: ${run.ending.failure.text}`);
    return run.ending.kind === "returned" ? [{ state: run.ending.value, rests: [] }] : [];
  });
  for (const instance of bench.instances.get(spec) ?? []) {
    const rests = [...starts(bench, instance)].flatMap(({ ending }) => {
      if (ending.kind === "failed")
        fault(`${instance.process.name} fails before its first yield: ${ending.failure.text}`);
      return ending.kind === "returned" ? [ending.value] : [];
    });
    worlds = worlds.flatMap((world) => rests.map((rest) => ({ ...world, rests: [...world.rests, rest] })));
  }
  return worlds;
}

export function* stepsFrom(bench: Bench, spec: SpecRecord, world: World): Generator<Step> {
  for (const action of spec.actions)
    for (const args of tuplesOf(action.params())) yield* actionSteps(bench, spec, action, args, world);
  for (let at = 0; at < world.rests.length; at++) yield* processSteps(bench, spec, world, at);
}

export function* actionSteps(
  bench: Bench,
  spec: SpecRecord,
  action: ActionRecord,
  args: readonly unknown[],
  world: World,
): Generator<Step> {
  let s = world.state;
  const runs = bench.choices.runs(() => {
    s = handed(bench, world);
    return () => {
      action.body(s, ...clone(args));
    };
  });
  const taker = { name: action.name, kind: "action", values: args, label: null } as const;
  for (const run of runs) yield endOfStep(spec, taker, run, { state: s, rests: world.rests }, null);
}
