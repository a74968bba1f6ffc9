// In: a world, and how a body ended on a copy of its state. Out: the copy that bodies and properties get; the step, with
// what is to be said of the state it makes (paths outside their domain, objects in two places).
// Not here: which bodies run from a world (steps.ts, processes.ts).
import type { Run } from "./choices.ts";
import { clone, sharedPlaces, toJson } from "./structure.ts";
import { outside } from "./values.ts";
import type { Bench, SpecRecord, State, Step, World } from "./vocabulary.ts";

/** A copy of the world's state, of which `at` and `done` can be asked. */
export function handed(bench: Bench, world: World): State {
  const copy = clone(world.state);
  bench.owner.set(copy, world);
  return copy;
}

type Taker = Pick<Step, "name" | "kind" | "values" | "label">;

export function endOfStep(spec: SpecRecord, taker: Taker, run: Run<unknown>, next: World, to: string | null): Step {
  const { ending, script, chosen: choices } = run;
  const head = { ...taker, args: taker.values.map(toJson), choices, script };
  switch (ending.kind) {
    case "blocked":
      return { ...head, outcome: "blocked" };
    case "failed":
      return { ...head, outcome: "failed", failure: ending.failure };
    case "returned":
      return {
        ...head,
        outcome: "taken",
        next,
        to,
        outside: outside(spec.state(), next.state, "State"),
        shared: sharedPlaces(next.state),
      };
  }
}
