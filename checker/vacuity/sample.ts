/**
 * Walks at random from the initial states, the same every time, and states from all levels: they answer nearly all questions at once.
 * In: the engine, an interpreter, what is looked at on the way. Out: `sample`.
 * Not here: the questions that no walk answers (`decide.ts`).
 */
import type { Engine } from "../engine.ts";
import { type CellRecord, copy } from "../interpret/cell.ts";
import type { Interpreter } from "../interpret/interpreter.ts";
import { type ActionUnit, isOpen, type Looker, type PropertyUnit } from "./look.ts";
import type { Unit } from "./questions.ts";

/** States looked at, at the most, and such in a row that answer nothing more. */
const MOST_STATES = 300;
const MOST_IDLE = 60;
/** Attempts at steps, at the most. */
const MOST_ATTEMPTS = 8000;
/** Steps of one walk: what happens only when all of several processes have come far is to be seen. */
const LONGEST = 200;
const MOST_INITIAL = 16;
/** Initial steps that are blocked, in thousands, before the search for more is given up. */
const MOST_PAUSES = 4;

/** States taken from all levels, about, and of how many states they may be. */
const MOST_KEPT = 240;
const MOST_GONE_OVER = 2_000_000;

export function sample(
  engine: Pick<Engine, "someOf" | "size">,
  interpreter: Interpreter,
  units: readonly Unit[],
  looker: Looker,
): void {
  const random = randomNumbers();
  const beginnings = initialStates(interpreter);
  const actions = units.filter((u) => u.kind === "action");
  let attempts = 0;
  let looked = 0;
  let idle = 0;
  let open = units.filter(isOpen);
  while (beginnings.length > 0 && goesOn()) {
    let state: CellRecord | null = beginnings[random(beginnings.length)] as CellRecord;
    for (let length = 0; state !== null && length < LONGEST && goesOn(); length++) {
      look(state);
      state = step(state);
    }
    looked++;
  }
  // What comes late, and is not likely to be met by going anywhere.
  looked = 0;
  idle = 0;
  attempts = 0;
  const depth = depthOf(engine);
  const each = Math.ceil(MOST_KEPT / Math.max(1, depth));
  let left = MOST_GONE_OVER;
  for (let level = depth; level > 0 && goesOn() && (left -= engine.size(level)) >= 0; level--) {
    for (const state of engine.someOf(level, each)) if (goesOn()) look(state);
  }

  function goesOn(): boolean {
    return open.length > 0 && looked < MOST_STATES && idle < MOST_IDLE && attempts < MOST_ATTEMPTS;
  }

  function look(state: CellRecord): void {
    looked++;
    idle++;
    const before = openQuestions(open);
    for (const unit of open) {
      switch (unit.kind) {
        case "action":
          attempts += looker.action(unit, state, Math.max(0, MOST_ATTEMPTS - attempts));
          break;
        case "rests":
          looker.rests(unit, state);
          break;
        case "property":
          interpreter.load(state);
          looker.judge(unit, null);
      }
    }
    if (openQuestions(open) === before) return;
    idle = 0;
    open = open.filter(isOpen);
  }

  /** A step of an action that has one, whichever; null where there is none, or where it leads outside of a constraint. */
  function step(state: CellRecord): CellRecord | null {
    const before = copy(state) as CellRecord;
    const first = random(Math.max(1, actions.length));
    for (let k = 0; k < actions.length; k++) {
      const next = stepOf(actions[(first + k) % actions.length] as ActionUnit, state, before);
      if (next !== null) return next;
    }
    return null;
  }

  function stepOf(unit: ActionUnit, state: CellRecord, before: CellRecord): CellRecord | null {
    interpreter.load(state);
    const from = random(unit.instances);
    for (let i = 0; i < unit.instances && attempts < 2 * MOST_ATTEMPTS; i++) {
      attempts++;
      let found: CellRecord | null = null;
      let skipped = random(3);
      for (const made of interpreter.stepsOf(unit.action, (from + i) % unit.instances)) {
        if (made === null || made.failure !== null) continue;
        for (const asked of open) if (asked.kind === "property" && asked.overSteps) judgeStep(asked, before);
        if (interpreter.constraint() !== true || interpreter.stepConstraint(before) !== true) continue;
        found = copy(interpreter.state()) as CellRecord;
        if (skipped-- <= 0) break;
      }
      if (found !== null) return found;
    }
    return null;
  }

  function judgeStep(unit: PropertyUnit, before: CellRecord): void {
    looker.judge(unit, before);
  }
}

function depthOf(engine: Pick<Engine, "size">): number {
  let level = 0;
  while (engine.size(level + 1) > 0) level++;
  return level;
}

const openQuestions = (units: readonly Unit[]): number =>
  units.reduce((n, u) => n + u.questions.filter((q) => !q.isCleared).length, 0);

function initialStates(interpreter: Interpreter): readonly CellRecord[] {
  const found: CellRecord[] = [];
  let pauses = 0;
  for (const step of interpreter.initial()) {
    if (step === null && ++pauses === MOST_PAUSES) break;
    if (step === null || step.failure !== null || interpreter.constraint() !== true) continue;
    found.push(copy(interpreter.state()) as CellRecord);
    if (found.length === MOST_INITIAL) break;
  }
  return found;
}

/** Marsaglia's xorshift: numbers from 0 up to a bound. */
function randomNumbers(): (below: number) => number {
  let x = 0x2545f491;
  return (below) => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) % below;
  };
}
