// The parameters of a property are the first locals of its body and of its goal, each of which has others; fairness of each self
// over an action and all steps of a process.
import { type Index, spec } from "racespec";
type Who = Index<2>;
interface State { at: Who }
const { action, process, fairness, leadsTo } = spec<State>(() => ({ at: 0 }));
export const set = action((s, w: Who) => { s.at = w; });
export const sets = process(function* (s, self: Who) {
  s = yield "before";
  s.at = self;
  s = yield "after";
  s.at = 0;
});
fairness.each("strong", set, sets);
export const moves = leadsTo(
  (s, from: Who, to: Who) => s.at === from && from !== to,
  (s, _: Who, to: Who) => { const next = to; return s.at === next || sets.done(s, to); },
);
