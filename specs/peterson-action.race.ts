/**
 * Peterson's lock for two threads, written as actions: what may happen, and when, with a pc that the spec keeps itself.
 *
 * This is how a spec looks in TLA+. `peterson-process.race.ts` is the same lock as the code that a thread runs; the checker
 * turns that into these actions, and the two have the same states, the same steps and the same verdicts.
 */
import { spec, constant, violates, when, fill, every, type Id } from "racespec";

/** When a thread gives way: after it has said that it wants to enter, as Peterson does, or before. */
export const GIVE_WAY = constant<"after" | "before">("after");

/** Interchangeable: `last` names the one that waits, so no thread needs a number. */
type Thread = Id<"Thread", 2>;
interface State {
  /** What each thread does next. */
  pc: Record<Thread, "announce" | "giveWay" | "readWants" | "readLast" | "critical">;
  wants: Record<Thread, boolean>;
  /** Who gave way last. */
  last: Thread | null;
}

const { action, invariant, model } = spec<State>(() => ({
  pc: fill(GIVE_WAY === "before" ? "giveWay" : "announce"),
  wants: fill(false),
  last: null,
}));

/** Says that it wants to enter. */
export const announce = action((s, self: Thread) => {
  when(s.pc[self] === "announce");
  s.wants[self] = true;
  s.pc[self] = GIVE_WAY === "before" ? "readWants" : "giveWay";
});

/** Lets the other go first. */
export const giveWay = action((s, self: Thread) => {
  when(s.pc[self] === "giveWay");
  s.last = self;
  s.pc[self] = GIVE_WAY === "before" ? "announce" : "readWants";
});

/** Does the other want to enter? */
export const readWants = action((s, self: Thread) => {
  when(s.pc[self] === "readWants");
  s.pc[self] = every((t: Thread) => t === self || !s.wants[t]) ? "critical" : "readLast";
});

/** Was the other the last to give way? */
export const readLast = action((s, self: Thread) => {
  when(s.pc[self] === "readLast");
  s.pc[self] = s.last !== self ? "critical" : "readWants";
});

/** Leaves the critical section. */
export const leave = action((s, self: Thread) => {
  when(s.pc[self] === "critical");
  s.wants[self] = false;
  s.pc[self] = GIVE_WAY === "before" ? "giveWay" : "announce";
});

/** Never are both threads in the critical section. */
export const mutualExclusion = invariant((s) => !every((t: Thread) => s.pc[t] === "critical"));

/** Peterson's lock. */
export const peterson = model({ GIVE_WAY: "after" });
/** The two writes exchanged: both threads give way before either says that it wants to enter. */
export const exchanged = model({ GIVE_WAY: "before" }, { expect: violates(mutualExclusion) });
