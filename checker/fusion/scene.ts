/**
 * All that is known of a model before anything is decided: who moves, what each step does, what holds where.
 * In: a lowered model. Out: `Scene`.
 * Not here: what is decided (`plan.ts`).
 */
import type { SpecModel } from "../../ir/model.ts";
import { createInterpreter } from "../interpret/interpreter.ts";
import { type Facts, factsOf, type Met } from "./facts.ts";
import { mentionedFields } from "./mentions.ts";
import { possibleValues } from "./possible-values.ts";
import { createProbe, type Known, type Probe } from "./probe.ts";
import { type Summary, summarize, valueNumber } from "./summaries.ts";
import { type Cast, castOf, type Mover } from "./units.ts";
import { partsOf } from "./unknown-state.ts";
import { type Watchers, watchersOf } from "./visibility.ts";

export interface Scene {
  readonly model: SpecModel;
  readonly probe: Probe;
  readonly cast: Cast;
  readonly facts: Facts;
  readonly watchers: Watchers;
  /** What a mover does, seen from the states in which it can move. */
  metAs(mover: Mover): Met;
  /** Some instance stands there at the start. */
  startsAt(process: number, rest: number): boolean;
}

/** Initial states past which nothing is concluded from them. */
const MOST_STARTS = 2000;

/** What can be written narrows what can be read, and that what can be written. */
const ROUNDS = 3;

/** Null where nothing can be fused. */
export function sceneOf(model: SpecModel): Scene | null {
  const probe = createProbe(model);
  const cast = castOf(model, probe.leaves);
  if (cast === null) return null;
  const watchers = watchersOf(model, probe);
  if (!watchers.allowStanding) return null;
  const starts = startsOf(model, probe);

  const mentions = model.actions.map((a) => mentionedFields(model, a.body));
  const meet = (mover: Mover, known: Known): Met => ({
    mover,
    summary: summarize(probe, mover, known),
    mentions: mentions[mover.action] ?? null,
  });
  const standing = ({ stand }: Mover, possible: Known): Known =>
    stand === null ? possible : new Map([...possible, ...stand.locals, [stand.pc, [stand.at]]]);
  let possible: Known = new Map();
  let met: readonly Met[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    met = cast.all.map((m) => meet(m, standing(m, possible)));
    possible = possibleValues(probe.leaves, met, starts);
  }
  const facts = factsOf(probe.leaves, cast, possible, met, starts);
  const known = new Map<string, Met>();
  return {
    ...{ model, probe, cast, facts, watchers },
    metAs(mover) {
      const key = `${mover.action} ${JSON.stringify(mover.args)}`;
      const found = known.get(key) ?? meet(mover, facts.together(mover, null) ?? new Map());
      known.set(key, found);
      return found;
    },
    startsAt(process, rest) {
      const p = cast.processes[process];
      if (p === undefined || starts === null) return startsByText(model, p?.name ?? "", p?.rests[rest]?.label ?? "");
      return p.instances.some((args) => {
        const { stand } = cast.mover(process, rest, args);
        return starts.some((s) => stand !== null && s[stand.pc] === stand.at);
      });
    },
  };
}

function startsByText(model: SpecModel, process: string, label: string): boolean {
  const prologue = model.prologues.find((a) => a.origin.kind === "process" && a.origin.process === process);
  return prologue?.origin.kind !== "process" || prologue.origin.to.includes(label);
}

/** Parts of every initial state by number of value; null where there are too many states. */
function startsOf(model: SpecModel, probe: Probe): readonly (readonly number[])[] | null {
  const interpreter = createInterpreter(model);
  const starts: (readonly number[])[] = [];
  for (const step of interpreter.initial()) {
    if (starts.length >= MOST_STARTS) return null;
    // What fails at the start fails in both models.
    if (step === null || step.failure !== null || interpreter.stray() !== null) continue;
    starts.push(partsOf(model.state, interpreter.state()).map((c, leaf) => valueNumber(probe, leaf, c)));
  }
  return starts;
}

/** Neither writes what the other one reads or writes. */
export function areApart(scene: Scene, summary: Summary, other: Mover): boolean {
  const { summary: theirs, mentions } = scene.metAs(other);
  if (theirs !== null) {
    const meets = (a: ReadonlySet<number>, b: ReadonlySet<number>): boolean => [...a].some((leaf) => b.has(leaf));
    if (meets(summary.writes, theirs.reads) || meets(summary.reads, theirs.writes)) return false;
    return !meets(summary.writes, theirs.writes);
  }
  if (mentions === null) return false;
  return [...summary.reads, ...summary.writes].every((leaf) => !mentions.has(scene.probe.leaves[leaf]?.field ?? ""));
}
