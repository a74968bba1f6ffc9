// Fairness in all its forms: of an action, of a process over all its steps, of a disjunction whatever its parameters. Actions stand
// before, between and behind the processes, whose steps get numbers in the order of the text; a process that never rests has none.
import { type Index, spec, when } from "racespec";
type Worker = Index<2>;
interface State { owner: Worker | null; on: boolean; done: boolean }
const { action, process, fairness, infinitelyOften, leadsTo, model } = spec<State>(() => ({ owner: null, on: false, done: false }));
export const toggle = action((s) => { s.on = !s.on; }, { fair: "strong" });
export const worker = process(function* (s, self: Worker) {
  while (true) {
    s = yield "acquire";
    when(s.owner === null);
    s.owner = self;
    s = yield "release";
    s.owner = null;
  }
}, { daemon: true, fair: "weak" });
export const steal = action((s, w: Worker) => {
  when(s.owner !== null);
  s.owner = w;
});
export const nothing = process(function* (s) {}, { fair: "weak" });
export const closer = process(function* (s) {
  s = yield "close";
  s.done = true;
});
fairness("strong", closer, worker);
fairness("weak", steal);
export const served = leadsTo((s) => s.on, (s) => s.owner !== null && closer.done(s));
export const on = infinitelyOften((s) => s.on);
export const all = model({}, { stepConstraint: (s, next) => s.done || !next.done || !worker.at(s, 0, "release") });
