/** Computes "the next thread" of a ring; identities cannot be counted. */
import { spec, type Id } from "racespec";

type Thread = Id<"Thread", 3>;
interface State { turn: Thread | null }
const { action } = spec<State>(() => ({ turn: null }));

export const pass = action((s, self: Thread) => {
  s.turn = self + 1;
});
