/**
 * Philosophers who take any two forks, and one ticket fewer than there are philosophers.
 * @source rumur 2022.08.20 of the same model in Murphi: 259 states, 603 rules, 14 orbits
 */
import { constant, count, every, fill, type Id, type Int, pick, spec, when } from "racespec";
export const N = constant(3);
/** How many may reach for forks at a time. */
export const TICKETS = constant(2);
type P = Id<"P", typeof N>;
type K = Id<"K", typeof N>;
interface State {
  owner: Record<K, P | null>;
  tickets: Int<0, typeof N>;
}
const { process, procedure, invariant, model } = spec<State>(() => ({ owner: fill(null), tickets: TICKETS }));
const grab = procedure(function* (s, self: P) {
  s = yield "grab";
  const k = pick((x: K) => s.owner[x] === null);
  s.owner[k] = self;
  return k;
});
export const phil = process(function* (s, self: P) {
  let a: K;
  let b: K;
  while (true) {
    s = yield "ticket";
    when(s.tickets > 0);
    s.tickets--;
    [s, a] = yield* grab(s, self);
    [s, b] = yield* grab(s, self);
    s = yield "drop1";
    s.owner[a] = null;
    s = yield "drop2";
    s.owner[b] = null;
    s.tickets++;
  }
});
export const two = invariant((s) => every((p: P) => count((k: K) => s.owner[k] === p) <= 2));
export const m = model({});
