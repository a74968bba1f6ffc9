// For this evaluator's own tests. In: the text of a small spec. Out: it loaded, its first world, its steps by name.
// Not here: the evaluator (load.ts), walks (explore.ts).
import { expect } from "vitest";
import { type Loaded, load } from "./load.ts";
import type { Json } from "./structure.ts";
import type { Step, World } from "./vocabulary.ts";

export const imports = `import { spec, constant, assume, holds, violates, when, assert, pick, first, each, every, some, count,
  sum, setOf, fill, fillWith, same, Bag, ValueSet, ValueMap, type Id, type Index, type Int, type Seq } from "racespec";\n`;

export const loadText = (text: string, model = "default", set = {}): Loaded =>
  load(new Map([["a.race.ts", imports + text]]), "a.race.ts", model, set);

export const firstWorld = (loaded: Loaded): World => loaded.initial()[0] ?? expect.fail("no initial world");
export const taken = (steps: readonly Step[]) => steps.filter((step) => step.outcome === "taken");
export const stepsOf = (loaded: Loaded, name: string, world = firstWorld(loaded)) =>
  loaded.successors(world).filter((step) => step.name === name);

/** The states after one step of an action (of any argument and choice). */
export const statesAfter = (loaded: Loaded, name: string, world?: World): readonly Json[] =>
  taken(stepsOf(loaded, name, world)).map((step) => loaded.json(step.next));

/** Takes the one step of that name that is not blocked, again and again; gives the labels it left and the last world. */
export function runAlone(loaded: Loaded, names: readonly string[], from = firstWorld(loaded)) {
  return names.reduce<{ readonly world: World; readonly labels: readonly (string | null)[] }>(
    ({ world, labels }, name) => {
      const [step, ...more] = taken(stepsOf(loaded, name, world));
      if (step === undefined || more.length > 0) expect.fail(`${more.length + (step ? 1 : 0)} steps of ${name}`);
      return { world: step.next, labels: [...labels, step.label] };
    },
    { world: from, labels: [] },
  );
}

/** Numbers in 0..1, the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let at = seed;
  return () => {
    at = (at * 1103515245 + 12345) % 2 ** 31;
    return at / 2 ** 31;
  };
}
