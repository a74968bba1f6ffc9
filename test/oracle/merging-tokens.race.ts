/**
 * Tokens that merge round a ring of identities, the ring chosen at the start; who has the last one leads.
 * @source rumur 2022.08.20 of the same model in Murphi, less the states in which it builds the ring: 1,492 - 16 states, 252 - 4 orbits
 */
import { constant, every, fill, fillWith, type Id, pick, setOf, spec, when } from "racespec";
export const N = constant(3);
type T = Id<"T", typeof N>;
interface State {
  next: Record<T, T>;
  token: Set<T>;
  mark: Record<T, T | null>;
  leader: T | null;
}
const reach = (s: Record<T, T>, a: T, b: T): boolean => {
  let x = a;
  for (let i = 0; i < N; i++) {
    x = s[x];
    if (x === b) return true;
  }
  return false;
};
const { process, invariant, model } = spec<State>(() => {
  const next: Record<T, T> = fillWith((t: T) => pick((u: T) => u !== t));
  when(every((a: T, b: T) => reach(next, a, b)));
  return { next, token: setOf((_t: T) => true), mark: fill(null), leader: null };
});
export const node = process(
  function* (s, self: T) {
    while (true) {
      s = yield "wait";
      when(s.token.has(self) && s.leader === null);
      s.token.delete(self);
      const to = s.next[self];
      s = yield "pass";
      if (s.token.has(to)) s.mark[to] = self;
      else s.token.add(to);
      s = yield "check";
      if (s.token.size === 1 && s.leader === null && s.token.has(to)) s.leader = self;
      if (s.leader !== null) return;
    }
  },
  { daemon: true },
);
export const oneMark = invariant((s) => every((t: T) => s.mark[t] !== t));
export const three = model({ N: 3 }, { check: [oneMark], deadlock: "ignore" });
