/**
 * What of a model is idle, once a search has found all its states: walks clear nearly everything, the kept states decide the rest.
 * In: the engine of a search that was exhausted without a failure, its model. Out: `findVacuity`, `mayBeVacuous`.
 * Not here: the questions (`questions.ts`), the words (`report/`).
 */
import { isTemporal, type SpecModel } from "../../ir/model.ts";
import type { Span } from "../../ir/span.ts";
import type { Idle, Undecided, Vacuity } from "../../ir/vacuity.ts";
import type { Engine } from "../engine.ts";
import { createInterpreter } from "../interpret/interpreter.ts";
import { BUDGET, type Budget, decide, type Gone } from "./decide.ts";
import { createLooker, isOpen } from "./look.ts";
import { nearestMiss } from "./near-miss.ts";
import { type Question, questionsOf, type Unit } from "./questions.ts";
import { sample } from "./sample.ts";
import { holdsAnyway } from "./typed-states.ts";

/** Of a model with so few states all are gone through at once. */
const FEW_STATES = 256;

/** A view has one state stand for others, which nobody has looked at: nothing can be said of them. */
export const mayBeVacuous = (model: SpecModel): boolean => model.options.view === null;

/** `pause`: lets the host have its turn; true gives up. Null where that was so. */
export async function findVacuity(
  engine: Engine,
  model: SpecModel,
  distinct: number,
  pause: () => Promise<boolean>,
  budget: Budget = BUDGET,
): Promise<Vacuity | null> {
  const { all, units, watch } = questionsOf(model);
  const interpreter = createInterpreter(model, watch);
  const looker = createLooker(model, interpreter);
  if (distinct > FEW_STATES) sample(engine, interpreter, units, looker);
  const gone = await decide(engine, model, units, looker, budget, pause);
  if (gone === null) return null;
  const open = units.filter(isOpen);
  const unfinished = new Set(open.filter((u) => !gone.has(u)).flatMap((u) => u.questions));
  const isProved = (q: Question): boolean => q.isAsked && !q.isCleared && !unfinished.has(q);
  const proved = all.filter((q) => isProved(q) && isWorthTelling(q, units, isProved));
  const anyway = holdsAnyway(model);
  const idle: Idle[] = proved
    .filter(
      ({ idle: { kind, ...found } }) =>
        !(kind === "premise" && "property" in found && anyway.proved.includes(found.property)),
    )
    .map((q) => withMiss(model, q, units, gone));
  for (const property of anyway.proved) idle.push({ kind: "holdsAnyway", property, at: placeOf(model, property) });
  const undecided: Undecided[] = all
    .filter((q) => !q.isCleared && unfinished.has(q))
    .map((q) => ({ kind: q.idle.kind, at: q.idle.at, name: q.name }));
  for (const property of anyway.undecided) {
    undecided.push({ kind: "holdsAnyway", at: placeOf(model, property), name: model.properties[property]?.name ?? "" });
  }
  return { idle: idle.toSorted(byPlace), undecided: undecided.toSorted(byPlace) };
}

/** Not what follows from something else that is told. */
function isWorthTelling(q: Question, units: readonly Unit[], isProved: (q: Question) => boolean): boolean {
  if (q.after !== null && isProved(q.after)) return false;
  if (q.idle.kind !== "neverBlocks") return true;
  // Of an action that is never possible the conditions that hold are nothing remarkable.
  const askers = units.filter((u) => u.kind === "action" && u.questions.includes(q));
  return !askers.every((u) => u.kind === "action" && isProved(u.taken));
}

/** Of a step that is there several times, by inlining, the one whose label is reached. */
function withMiss(model: SpecModel, q: Question, units: readonly Unit[], gone: ReadonlyMap<Unit, Gone>): Idle {
  if (q.idle.kind !== "neverTaken") return q.idle;
  for (const unit of units) {
    const states = gone.get(unit);
    if (unit.kind !== "action" || unit.taken !== q || states === undefined || states.upTo.length === 0) continue;
    const miss = nearestMiss(model, unit.action, unit.instances, states);
    if (miss !== null) return { ...q.idle, action: unit.action, miss };
  }
  return q.idle;
}

function placeOf(model: SpecModel, property: number): Span {
  const found = model.properties[property];
  if (found === undefined || isTemporal(found.kind)) throw new Error(`no property ${property} of states or steps`);
  return found.at;
}

const byPlace = (a: { readonly at: Span }, b: { readonly at: Span }): number =>
  a.at.file === b.at.file ? a.at.start - b.at.start : a.at.file < b.at.file ? -1 : 1;
