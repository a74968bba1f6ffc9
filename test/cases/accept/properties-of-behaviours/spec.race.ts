// Everything that is said of whole behaviours: fairness in all its forms, the temporal properties, `enabled` in properties, in a
// helper and in options, a refinement of a spec of another module whose names are taken in several ways, step constraint, view.
import { constant, count, every, fill, type Int, spec, when } from "racespec";
import { type Held, lock, type Thread } from "./lock.race.ts";

export const FAIR = constant<"weak" | "strong">("weak");
interface State { word: 0 | 1 | 2; wants: Record<Thread, boolean>; turns: Int<0, 3> }
const race = spec<State>(() => ({ word: 0, wants: fill(false), turns: 0 }));
export { race };
const { action, process, invariant, fairness, refines, model } = race;

export const want = action((s, t: Thread) => { s.wants[t] = true; }, { fair: "weak" });
export const thread = process(function* (s, self: Thread) {
  while (true) {
    // waits for its turn
    s = yield "wait";
    when(s.word === 0 && s.wants[self]);
    s.word = self === 0 ? 1 : 2;
    // holds the lock
    s = yield "hold";
    s.word = 0;
    s.wants[self] = false;
  }
}, { daemon: true, fair: FAIR });
export const turn = action((s) => { when(s.turns < 3); s.turns++; });
fairness("weak", turn);
fairness("strong", thread, want);

const owner = (s: State): Thread | null => (s.word === 0 ? null : s.word === 1 ? 0 : 1);
const isIdle = (s: State): boolean => every((t: Thread) => !thread.enabled(s, t));
const toLock = (s: State): Held => ({ by: owner(s) });
export const isLock = refines(lock, toLock);
export const free = race.infinitelyOften((s) => s.word === 0);
export const turned = race.eventuallyAlways((s) => s.turns === 3);
export const taken = race.eventually((s) => owner(s) !== null);
export const served = race.leadsTo((s) => s.wants[0], (s) => owner(s) === 0);
export const idle = invariant((s) => !isIdle(s) || (s.word === 0 && every((t: Thread) => !s.wants[t])));
export const turnsLeft = race.stepInvariant((s, next) => turn.enabled(s) || !turn.enabled(next));

export const both = model({ FAIR: "strong" });
export const bounded = model({}, { check: [idle, turnsLeft], stepConstraint: (s, next) => next.turns <= 2 || !turn.enabled(s) });
export const viewed = model({}, { check: [idle], view: (s) => ({ word: s.word, wants: count((t: Thread) => s.wants[t]) }) });
