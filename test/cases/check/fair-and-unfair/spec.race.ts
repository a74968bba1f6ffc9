// Nothing, weak and strong fairness: of an action for each of its arguments, of a disjunction whatever they are, of a process over all
// its labels. A run may rest where nothing says that it goes on; steps that change nothing are none.
import { constant, type Index, spec, violates, when } from "racespec";
export const WHO = constant<"each" | "any" | "unfair">("each");
type Job = Index<2>;
interface State { waiting: boolean; job: Job | null; idle: 0 }
const { action, process, eventually, eventuallyAlways, infinitelyOften, leadsTo, fairness, model } = spec<State>(() => ({ waiting: true, job: null, idle: 0 }));
/** The door opens and closes. */
export const worker = process(function* (s) {
  while (true) {
    s = yield "closed";
    s.waiting = false;
    s = yield "open";
    s.waiting = true;
  }
}, { daemon: true, fair: "weak" });
/** Each job on its own, while the door is closed. */
export const start = action((s, j: Job) => {
  when(s.waiting && s.job !== j && WHO === "each");
  s.job = j;
}, { fair: "strong" });
export const startAny = action((s, j: Job) => {
  when(s.waiting && s.job !== j && WHO === "any");
  s.job = j;
});
export const startUnfairly = action((s, j: Job) => {
  when(s.waiting && s.job !== j && WHO === "unfair");
  s.job = j;
});
export const stutter = action((s) => { s.idle = 0; }, { fair: "strong" });
fairness("strong", startAny);
export const opens = infinitelyOften((s) => !s.waiting);
export const starts = eventually((s) => s.job !== null);
export const both = leadsTo((s) => s.job === 0, (s) => s.job === 1);
export const settles = eventuallyAlways((s) => s.job === 1);
export const each = model({}, { check: [opens, starts, both] });
export const any = model({ WHO: "any" }, { check: [opens, starts, both] });
export const unsettled = model({}, { check: [settles], expect: violates(settles) });
export const never = model({ WHO: "unfair" }, { check: [starts], expect: violates(starts) });
export const rests = model({ WHO: "unfair" }, { check: [both], expect: violates(both) });
