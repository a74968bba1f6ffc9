// What a step constraint refuses is counted as generated, is looked at, and leads nowhere. States of one view are one state, the
// first in breadth-first order, with steps in the order of the text. No deadlock where a step was possible and refused.
import { type Int, spec, violates, when } from "racespec";
interface State { n: Int<0, 5>; last: "none" | "one" | "two" }
const { action, invariant, stepInvariant, model } = spec<State>(() => ({ n: 0, last: "none" }));
export const one = action((s) => {
  when(s.n < 5);
  s.n++;
  s.last = "one";
});
export const two = action((s) => {
  when(s.n < 4);
  s.n += 2;
  s.last = "two";
});
export const back = action((s) => { s.n = 0; });
export const small = invariant((s) => s.n < 5);
export const never = stepInvariant((s, next) => next.n - s.n < 2);
export const all = model({}, { check: [] });
export const bounded = model({}, { check: [], stepConstraint: (s, next) => next.n <= 3 });
export const stillChecked = model({}, { check: [small], expect: violates(small), stepConstraint: (s, next) => next.n < 5 });
export const refused = model({}, { check: [never], expect: violates(never), stepConstraint: (s, next) => next.n - s.n < 2 });
export const nowhere = model({}, { stepConstraint: (s, next) => next.n === s.n, check: [] });
export const byNumber = model({}, { check: [small], expect: violates(small), view: (s) => s.n });
export const byParity = model({}, { check: [], view: (s) => ({ odd: s.n % 2, few: s.n < 3 }) });
export const byTuple = model({}, { check: [], view: (s) => [s.n > 1, s.last], stepConstraint: (s, next) => next.n >= s.n });
