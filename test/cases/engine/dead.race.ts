/** A spec of somebody who had only the documents: dead. */
import { spec, constant, deadlocks, when, fill, each, type Id, type Index } from "racespec";
export const N = constant(3);
type P = Index<typeof N>;
interface State { fork: Record<P, P | null>; eaten: Record<P, boolean> }
const { process, invariant, model } = spec<State>(() => ({ fork: fill(null), eaten: fill(false) }));
export const phil = process(function* (s, self: P) {
  s = yield "left";
  when(s.fork[self] === null);
  s.fork[self] = self;
  s = yield "right";
  const r = (self + 1) % N;
  when(s.fork[r] === null);
  s.fork[r] = self;
  s = yield "eat";
  s.eaten[self] = true;
  s = yield "put";
  s.fork[self] = null;
  s.fork[(self + 1) % N] = null;
});
export const inv = invariant((s) => !s.eaten[0] || s.fork[0] !== undefined);
export const seven = model({ N: 7 }, { expect: deadlocks });
export const three = model({}, { expect: deadlocks });
