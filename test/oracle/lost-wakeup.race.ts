/**
 * A buffer for one item whose producers and consumers wait on one condition variable: the wrong one may be woken.
 * @source rumur 2022.08.20 of the same model in Murphi: deadlocks after 8 rules, with 3 and 1 after 9, with 2 and 3 after 9
 */
import { constant, deadlocks, type Id, type Int, pick, spec, when } from "racespec";
export const NP = constant(2);
export const NC = constant(2);
type P = Id<"P", typeof NP>;
type C = Id<"C", typeof NC>;
interface State {
  full: Int<0, 1>;
  waitP: Set<P>;
  waitC: Set<C>;
}
const { action, model } = spec<State>(() => ({ full: 0, waitP: new Set(), waitC: new Set() }));
export const putWait = action((s, p: P) => {
  when(!s.waitP.has(p) && s.full === 1);
  s.waitP.add(p);
});
export const getWait = action((s, c: C) => {
  when(!s.waitC.has(c) && s.full === 0);
  s.waitC.add(c);
});
export const putWakeP = action((s, p: P, q: P) => {
  when(!s.waitP.has(p) && s.full === 0 && s.waitP.has(q));
  s.full = 1;
  s.waitP.delete(q);
});
export const putWakeC = action((s, p: P, q: C) => {
  when(!s.waitP.has(p) && s.full === 0 && s.waitC.has(q));
  s.full = 1;
  s.waitC.delete(q);
});
export const putNone = action((s, p: P) => {
  when(!s.waitP.has(p) && s.full === 0 && s.waitC.size + s.waitP.size === 0);
  s.full = 1;
});
export const getWakeP = action((s, c: C) => {
  when(!s.waitC.has(c) && s.full === 1);
  const q = pick(s.waitP);
  s.full = 0;
  s.waitP.delete(q);
});
export const getWakeC = action((s, c: C) => {
  when(!s.waitC.has(c) && s.full === 1);
  const q = pick(s.waitC);
  s.full = 0;
  s.waitC.delete(q);
});
export const getNone = action((s, c: C) => {
  when(!s.waitC.has(c) && s.full === 1 && s.waitC.size + s.waitP.size === 0);
  s.full = 0;
});
export const m = model({}, { expect: deadlocks });
export const m31 = model({ NP: 3, NC: 1 }, { expect: deadlocks });
export const m23 = model({ NP: 2, NC: 3 }, { expect: deadlocks });
