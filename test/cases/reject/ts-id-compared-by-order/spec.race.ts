/** Breaks a tie by "the smaller thread"; identities have no order. */
import { spec, when, fill, every, type Id } from "racespec";

type Thread = Id<"Thread", 2>;
interface State { wants: Record<Thread, boolean>; owner: Thread | null }
const { action } = spec<State>(() => ({ wants: fill(true), owner: null }));

export const enter = action((s, self: Thread) => {
  when(every((t: Thread) => !s.wants[t] || self <= t));
  s.owner = self;
});
