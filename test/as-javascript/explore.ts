// In: a loaded model. Out: a bounded breadth-first search, a random walk, and the worlds at the end of a given trace.
// What makes two worlds one is the caller's to say: the locals of processes are not visible here, so that by default
// worlds with different pasts are different. Not here: verdicts; they are the checker's.
import { fault } from "./fault.ts";
import type { Loaded } from "./load.ts";
import { inOrder } from "./processes.ts";
import type { Json } from "./structure.ts";
import { keyOf } from "./structure.ts";
import type { Resumption, Step, World } from "./vocabulary.ts";

export type Identity = (world: World) => string;

/** Never takes two different worlds for one: state, resting points, and the whole past of each process. Finite for finite processes only. */
export function byPast(loaded: Loaded): Identity {
  const texts = new WeakMap<Resumption, string>();
  const textOf = (last: Resumption | null): string => {
    for (const past of inOrder(last))
      if (!texts.has(past))
        texts.set(
          past,
          `${past.earlier === null ? "" : texts.get(past.earlier)};${keyOf(past.world.state)}${past.script.join()}`,
        );
    return last === null ? "" : (texts.get(last) ?? "");
  };
  return (world) => keyOf([loaded.json(world), world.rests.map((rest) => [rest.start, textOf(rest.past)])]);
}

/** May take two different worlds for one, where only locals tell them apart. */
export function byState(loaded: Loaded): Identity {
  return (world) => keyOf(loaded.json(world));
}

export interface Explored {
  readonly worlds: readonly World[];
  /** Counted as TLC does: initial worlds and every step that was taken. */
  readonly generated: number;
  /** Levels, the initial one included. */
  readonly depth: number;
  readonly complete: boolean;
  readonly problems: readonly Problem[];
}
export interface Problem {
  readonly text: string;
  /** Steps from an initial world, the failing one included: a verdict's `traceLength`. */
  readonly steps: number;
  /** The last world of such a trace; of a failing step the one before it. */
  readonly world: World;
}

/** Breadth first, constraints obeyed, past failures and on to the end or the bound. */
export function explore(loaded: Loaded, identity: Identity = byPast(loaded), bound = 10_000): Explored {
  const seen = new Map<string, World>();
  const problems: Problem[] = [];
  let generated = 0;
  let depth = 0;
  let level: World[] = [];
  let next: World[] = [];

  const meet = (world: World, allowed: boolean): void => {
    generated++;
    const key = identity(world);
    if (seen.has(key)) return;
    for (const [name, holds] of loaded.invariants)
      if (loaded.properties.get(name)?.checked === true && !holds(world))
        problems.push({ text: name, steps: depth, world });
    if (!allowed || !loaded.constraint(world)) return;
    seen.set(key, world);
    next.push(world);
  };

  for (const world of loaded.initial()) meet(world, true);
  while (next.length > 0 && seen.size < bound) {
    [level, next] = [next, []];
    depth++;
    for (const world of level) {
      const steps = loaded.successors(world).filter((step) => step.outcome !== "blocked");
      if (steps.length === 0 && loaded.options.deadlock !== "ignore" && !loaded.terminated(world))
        problems.push({ text: "deadlock", steps: depth - 1, world });
      for (const step of steps) {
        problems.push(...problemsOf(loaded, world, step).map((text) => ({ text, steps: depth, world })));
        if (step.outcome === "taken") meet(step.next, loaded.stepConstraint(world, step.next));
      }
    }
  }
  return { worlds: [...seen.values()], generated, depth, complete: next.length === 0, problems };
}

/** What is wrong with a step itself: a failed assertion, a value outside its domain, a broken property of steps. */
export function problemsOf(loaded: Loaded, world: World, step: Step): readonly string[] {
  if (step.outcome === "failed") return [step.failure.text];
  if (step.outcome === "blocked") return [];
  const broken = [...loaded.stepInvariants]
    .filter(([name, holds]) => loaded.properties.get(name)?.checked === true && !holds(world, step.next))
    .map(([name]) => name);
  return [...step.outside, ...step.shared.map((path) => `${path} is shared`), ...broken];
}

/** A random walk that starts again where it ends; every step that could be taken on the way is handed to `see`. */
export function walk(
  loaded: Loaded,
  steps: number,
  random: () => number,
  see: (world: World, step: Step) => void,
  restartAfter = 60,
): void {
  const initial = loaded.initial();
  const one = <T>(of: readonly T[]): T | undefined => of[Math.floor(random() * of.length)];
  let world = one(initial);
  for (let taken = 0, length = 0; taken < steps && world !== undefined; taken++) {
    const from: World = world;
    const found = loaded.successors(from);
    found.forEach((step) => {
      see(from, step);
    });
    const chosen = one(found.filter((step) => step.outcome === "taken"));
    const ends = chosen === undefined || ++length >= restartAfter || !loaded.constraint(chosen.next);
    world = ends ? one(initial) : chosen.next;
    if (ends) length = 0;
  }
}

/** One step of the checker's trace, as its JSON has it (`locals` are passed over). */
export interface Traced {
  readonly name: string;
  readonly args: readonly Json[];
  readonly state: { readonly [key: string]: Json };
}

/** All worlds in which a trace can end: several where locals differ that no state shows. The first entry's name and args are the initial state's and are not read. */
export function follow(loaded: Loaded, trace: readonly Traced[]): readonly World[] {
  const [start, ...rest] = trace;
  if (start === undefined) fault("a trace has an initial state");
  const looks = (world: World, state: Traced["state"]): boolean =>
    keyOf(loaded.json(world)) === keyOf({ ...state, locals: undefined });
  return rest.reduce<readonly World[]>(
    (worlds, { name, args, state }) =>
      worlds.flatMap((world) =>
        loaded
          .successors(world)
          .flatMap((step) =>
            step.outcome === "taken" &&
            step.name === name &&
            keyOf(step.args) === keyOf(args) &&
            looks(step.next, state)
              ? [step.next]
              : [],
          ),
      ),
    loaded.initial().filter((world) => looks(world, start.state)),
  );
}
