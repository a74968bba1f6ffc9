/**
 * Messages with identities of two kinds in a sequence, tables by two identities, a set with null.
 * @source rumur 2022.08.20 of the same model in Murphi: 4,296 states, 8,720 rules, 1,096 orbits
 */
import { constant, fill, type Id, pick, type Seq, some, spec, when } from "racespec";
export const N = constant(3);
type T = Id<"T", typeof N>;
type M = Id<"M", 2>;
interface Msg {
  readonly from: T;
  readonly to: T | null;
  readonly lock: M | "none";
}
interface State {
  net: Seq<Msg, 2>;
  holder: Record<M, T | null>;
  trust: Record<T, Record<T, boolean>>;
  pair: readonly [T | null, T | null];
  asked: Set<T | null>;
}
const { action, invariant, reachable, model } = spec<State>(() => ({
  net: [],
  holder: fill(null),
  trust: fill(fill(false)),
  pair: [null, null],
  asked: new Set(),
}));
export const send = action((s, a: T, m: M) => {
  when(s.holder[m] === null && s.net.length < 2 && !s.asked.has(a));
  const to = pick<T | null>((x: T | null) => x !== a);
  s.net.push({ from: a, to, lock: m });
  s.asked.add(a);
});
export const grant = action((s) => {
  const x = s.net.shift();
  when(x !== undefined);
  if (x.lock !== "none" && s.holder[x.lock] === null) s.holder[x.lock] = x.from;
  else s.asked.delete(x.from);
  if (x.to !== null) s.trust[x.from][x.to] = !s.trust[x.from][x.to];
  s.pair = [x.to, s.pair[0]];
});
export const free = action((s, m: M) => {
  const h = s.holder[m];
  when(h !== null);
  s.holder[m] = null;
  s.asked.delete(h);
  if (s.asked.size === 0) s.asked.add(null);
  else s.asked.delete(null);
});
export const w = reachable((s) =>
  some((a: T, b: T) => a !== b && s.trust[a][b] && s.trust[b][a] && s.pair[0] === a && s.pair[1] === b),
);
export const inv = invariant((s) => s.net.every((m) => m.from !== m.to));
export const m = model({ N: 2 });
