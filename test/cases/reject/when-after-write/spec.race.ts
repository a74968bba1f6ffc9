/** Raise the flag, then wait for the other: both in one step. */
import { spec, when } from "racespec";

interface State { mine: boolean; theirs: boolean }
const { action, process } = spec<State>(() => ({ mine: false, theirs: false }));

export const toggle = action((s) => { s.theirs = !s.theirs; });
export const enter = process(function* (s) {
  s = yield "enter";
  s.mine = true;
  when(!s.theirs);
});
