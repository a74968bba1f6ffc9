/**
 * Identities in sets by identity and one pointing at another: any graph, with the orbits of graphs.
 * @source rumur 2022.08.20 of the same model in Murphi: 1,568 states, 7,872 rules, 274 orbits
 */
import { constant, fill, type Id, spec, when } from "racespec";
export const N = constant(3);
type T = Id<"T", typeof N>;
interface State {
  knows: Record<T, Set<T>>;
  boss: Record<T, T | null>;
}
const { action, model } = spec<State>(() => ({ knows: fill(new Set()), boss: fill(null) }));
export const meet = action((s, t: T, u: T) => {
  when(t !== u && !s.knows[t].has(u));
  s.knows[t].add(u);
});
export const follow = action((s, t: T, u: T) => {
  when(t !== u && s.knows[t].has(u) && s.boss[t] === null);
  s.boss[t] = u;
});
export const merge = action((s, t: T, u: T) => {
  when(t !== u && s.boss[t] === u && s.knows[u].has(t));
  for (const x of new Set(s.knows[u])) if (x !== t) s.knows[t].add(x);
  s.boss[t] = null;
  s.knows[u].delete(t);
});
export const m = model({});
