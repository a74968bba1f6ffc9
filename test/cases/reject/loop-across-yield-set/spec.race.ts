/** A loop over a set that rests at each member. */
import { spec, type Index } from "racespec";

interface State { ready: Set<Index<3>>; last: Index<3> }
const { process } = spec<State>(() => ({ ready: new Set([0, 2]), last: 0 }));

export const work = process(function* (s) {
  s = yield "start";
  for (const r of s.ready) {
    s = yield "work";
    s.last = r;
  }
});
