/**
 * Peterson's lock for two threads, written as the code that each thread runs.
 *
 * A thread says that it wants to enter, then lets the other go first, then spins until the other does not want to enter or
 * was the last to give way. One step per access to shared memory, so the spin reads its two variables one after the other.
 * `peterson-action.race.ts` is the same lock as actions over a pc of its own; the two have the same state graph.
 */
import { spec, constant, violates, fill, every, type Id } from "racespec";

/** When a thread gives way: after it has said that it wants to enter, as Peterson does, or before. */
export const GIVE_WAY = constant<"after" | "before">("after");

/** Interchangeable: `last` names the one that waits, so no thread needs a number (Peterson's `turn` would number them). */
type Thread = Id<"Thread", 2>;
interface State {
  wants: Record<Thread, boolean>;
  /** Who gave way last. */
  last: Thread | null;
}

const { process, invariant, model } = spec<State>(() => ({ wants: fill(false), last: null }));

/** One thread enters and leaves its critical section for ever. */
export const thread = process(function* (s, self: Thread) {
  while (true) {
    if (GIVE_WAY === "before") {
      // lets the other go first, before it says anything
      s = yield "give_way_before";
      s.last = self;
    }
    // says that it wants to enter
    s = yield "announce";
    s.wants[self] = true;
    if (GIVE_WAY === "after") {
      // lets the other go first
      s = yield "give_way";
      s.last = self;
    }
    while (true) {
      // does the other want to enter?
      s = yield "read_wants";
      if (every((t: Thread) => t === self || !s.wants[t])) break;
      // was the other the last to give way?
      s = yield "read_last";
      if (s.last !== self) break;
    }
    // leaves the critical section
    s = yield "critical";
    s.wants[self] = false;
  }
}, { daemon: true });

/** Never are both threads in the critical section. */
export const mutualExclusion = invariant((s) => !every((t: Thread) => thread.at(s, t, "critical")));

/** Peterson's lock. */
export const peterson = model({ GIVE_WAY: "after" });
/** The two writes exchanged: both threads give way before either says that it wants to enter. */
export const exchanged = model({ GIVE_WAY: "before" }, { expect: violates(mutualExclusion) });
