/**
 * Clients request, get and return sets of resources.
 * @source tlaplus/Examples specifications/allocator/SimpleAllocator.tla
 */
import { each, every, fill, type Id, spec, when } from "racespec";

type Client = Id<"Client", 3>;
type Resource = Id<"Resource", 2>;
interface State {
  unsat: Record<Client, Set<Resource>>;
  alloc: Record<Client, Set<Resource>>;
}
const { action, invariant, model } = spec<State>(() => ({ unsat: fill(new Set()), alloc: fill(new Set()) }));
function available(s: State): Set<Resource> {
  const free = new Set<Resource>(each<Resource>());
  for (const c of each<Client>()) for (const r of each<Resource>()) if (s.alloc[c].has(r)) free.delete(r);
  return free;
}
export const request = action((s, c: Client, set: Set<Resource>) => {
  when(s.unsat[c].size === 0 && s.alloc[c].size === 0);
  when(set.size > 0);
  s.unsat[c] = new Set(set);
});
export const allocate = action((s, c: Client, set: Set<Resource>) => {
  when(set.size > 0 && set.isSubsetOf(available(s).intersection(s.unsat[c])));
  s.alloc[c] = s.alloc[c].union(set);
  s.unsat[c] = s.unsat[c].difference(set);
});
export const giveBack = action((s, c: Client, set: Set<Resource>) => {
  when(set.size > 0 && set.isSubsetOf(s.alloc[c]));
  s.alloc[c] = s.alloc[c].difference(set);
});
export const mutex = invariant((s) =>
  every((a: Client, b: Client) => a === b || s.alloc[a].isDisjointFrom(s.alloc[b])),
);
export const plain = model({}, { symmetry: "off" });
export const sym = model();
