/** A typo in the label that a property asks for. */
import { spec, when, every, type Id } from "racespec";

type Thread = Id<"Thread", 2>;
interface State { owner: Thread | null }
const { process, invariant } = spec<State>(() => ({ owner: null }));

export const run = process(function* (s, self: Thread) {
  s = yield "lock";
  when(s.owner === null);
  s.owner = self;
  s = yield "unlock";
  s.owner = null;
});

export const ownsLock = invariant((s) => every((t: Thread) => !run.at(s, t, "unlok") || s.owner === t));
