// In: an instance of a process in a world. Out: its steps. A process is a real generator; as its locals cannot be seen
// or copied, an instance is its past (the world before each resumption and the choices made) and is replayed before each step.
// Not here: actions and the order of all steps (steps.ts); what a step says of its state (outcome.ts).
import type { Run } from "./choices.ts";
import { fault } from "./fault.ts";
import { endOfStep } from "./outcome.ts";
import { clone } from "./structure.ts";
import type { Bench, Instance, Rest, Resumption, SpecRecord, State, Step, World } from "./vocabulary.ts";

/** The rests in which an instance can start: the code before its first yield runs now, without a state, and may pick, fail or return. */
export function* starts(bench: Bench, instance: Instance): Generator<Run<Rest>> {
  for (const run of bench.choices.runs(() => () => labelOf(born(instance, {}).next()))) {
    if (run.ending.kind !== "returned") yield { ...run, ending: run.ending };
    else
      yield { ...run, ending: { kind: "returned", value: { label: run.ending.value, start: run.script, past: null } } };
  }
}

/** The steps of one instance from a world, one per combination of choices. None when it is done. */
export function* processSteps(bench: Bench, spec: SpecRecord, world: World, at: number): Generator<Step> {
  const instance = bench.instances.get(spec)?.[at];
  const rest = world.rests[at];
  if (instance === undefined || rest === undefined) fault(`no process stands at ${at}`);
  if (rest.label === null) return;
  let root: State = {};
  const runs = bench.choices.runs(() => {
    const alive = revived(bench, instance, rest);
    root = alive.root;
    become(bench, root, world);
    return () => labelOf(alive.generator.next(root));
  });
  const taker = { name: instance.process.name, kind: "process", values: instance.self, label: rest.label } as const;
  for (const run of runs) {
    const to = run.ending.kind === "returned" ? run.ending.value : null;
    const past: Resumption = { world, script: run.script, earlier: rest.past };
    const rests = world.rests.map((other, i) => (i === at ? { label: to, start: rest.start, past } : other));
    yield endOfStep(spec, taker, run, { state: root, rests }, to);
  }
}

/** The generator as it was when the instance came to rest, and the one state object that it knows. */
function revived(
  bench: Bench,
  instance: Instance,
  rest: Rest,
): { readonly root: State; readonly generator: Generator<string, unknown, State> } {
  const root: State = {};
  const generator = born(instance, root);
  bench.choices.replay(rest.start, () => generator.next(root));
  for (const past of inOrder(rest.past)) {
    become(bench, root, past.world);
    bench.choices.replay(past.script, () => generator.next(root));
  }
  return { root, generator };
}

function born(instance: Instance, root: State): Generator<string, unknown, State> {
  return instance.process.body(root, ...clone(instance.self));
}

/** Others may have moved: the same state object, as in a program that runs, now says what the world says. */
function become(bench: Bench, root: State, world: World): void {
  for (const key of Reflect.ownKeys(root)) delete root[key];
  Object.assign(root, clone(world.state));
  bench.owner.set(root, world);
}

export function inOrder(last: Resumption | null): readonly Resumption[] {
  const past: Resumption[] = [];
  for (let at = last; at !== null; at = at.earlier) past.push(at);
  return past.reverse();
}

function labelOf(result: IteratorResult<string, unknown>): string | null {
  if (result.done === true) return null;
  return typeof result.value === "string"
    ? result.value
    : fault(`a process yields ${String(result.value)}, which is no label`);
}
