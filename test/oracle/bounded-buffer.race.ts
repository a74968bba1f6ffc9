/**
 * A bounded buffer of two producers and two consumers under a monitor that wakes one of those who wait.
 * @source rumur 2022.08.20 of the same model in Murphi: 1,438 states, 2,030 rules, 408 orbits
 */
import { constant, fill, type Id, pick, type Seq, spec, when } from "racespec";
export const CAP = constant(2);
type P = Id<"P", 2>;
type C = Id<"C", 2>;
interface State {
  buf: Seq<P, typeof CAP>;
  lock: { p: P | null; c: C | null };
  waitP: Set<P>;
  waitC: Set<C>;
  last: Record<C, P | null>;
}
const { process, model } = spec<State>(() => ({
  buf: [],
  lock: { p: null, c: null },
  waitP: new Set(),
  waitC: new Set(),
  last: fill(null),
}));
const free = (s: State) => s.lock.p === null && s.lock.c === null;
const release = (s: State) => {
  s.lock = { p: null, c: null };
};
export const producer = process(function* (s, self: P) {
  while (true) {
    s = yield "lock";
    when(free(s) && !s.waitP.has(self));
    s.lock.p = self;
    s = yield "put";
    if (s.buf.length === CAP) {
      s.waitP.add(self);
      release(s);
      continue;
    }
    s.buf.push(self);
    s = yield "notify";
    if (s.waitC.size > 0) s.waitC.delete(pick(s.waitC));
    release(s);
  }
});
export const consumer = process(function* (s, self: C) {
  while (true) {
    s = yield "lock";
    when(free(s) && !s.waitC.has(self));
    s.lock.c = self;
    s = yield "get";
    const x = s.buf.shift();
    if (x === undefined) {
      s.waitC.add(self);
      release(s);
      continue;
    }
    s.last[self] = x;
    s = yield "notify";
    if (s.waitP.size > 0) s.waitP.delete(pick(s.waitP));
    release(s);
  }
});
export const m = model({});
