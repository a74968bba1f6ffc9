/**
 * allocator/SimpleAllocator.cfg of tlaplus/Examples: clients request, get and return sets of resources.
 *
 * A client that has and wants nothing may request any set; the allocator gives it any part of what is free; it may return any
 * part of what it has.
 *
 * `Return` is two actions, since the published fairness speaks of returning everything; sets that are given are picked rather
 * than parameters, since it speaks of giving whatever set.
 *
 * @source tlaplus/Examples specifications/allocator/SimpleAllocator.tla
 */
import { constant, every, fill, type Id, pick, setOf, spec, violates, when } from "racespec";

/** Clients. */
export const CLIENTS = constant(3);
/** Resources. */
export const RESOURCES = constant(2);
/** Must a client return what it has in any case, or only when it has got all that it requested? */
export const MUST_RETURN = constant<"always" | "when satisfied">("always");
type Client = Id<"Client", typeof CLIENTS>;
type Resource = Id<"Resource", typeof RESOURCES>;
interface State {
  /** What a client has requested and not yet got. */
  unsat: Record<Client, Set<Resource>>;
  /** What a client has. */
  alloc: Record<Client, Set<Resource>>;
}
const { action, infinitelyOften, invariant, leadsTo, model } = spec<State>(() => ({
  unsat: fill(new Set()),
  alloc: fill(new Set()),
}));

const available = (s: State): Set<Resource> => setOf((r: Resource) => every((c: Client) => !s.alloc[c].has(r)));

/** A client requests resources. */
export const request = action(({ unsat, alloc }, c: Client, wanted: Set<Resource>) => {
  when(unsat[c].size === 0 && alloc[c].size === 0 && wanted.size > 0);
  unsat[c] = new Set(wanted);
});
/** A client gets free resources that it has requested, perhaps not all of them. */
export const allocate = action((s, c: Client) => {
  const got = pick<Set<Resource>>();
  when(got.size > 0 && got.isSubsetOf(available(s).intersection(s.unsat[c])));
  s.alloc[c] = s.alloc[c].union(got);
  s.unsat[c] = s.unsat[c].difference(got);
}, { fair: "strong" });
const mustReturn = ({ unsat }: State, c: Client): boolean => MUST_RETURN === "always" || unsat[c].size === 0;
/** A client returns all it has, as it must. */
export const returnAll = action((s, c: Client) => {
  when(s.alloc[c].size > 0 && mustReturn(s, c));
  s.alloc[c].clear();
}, { fair: "weak" });
/** A client returns something without having to. */
export const returnSome = action((s, c: Client, back: Set<Resource>) => {
  when(back.size > 0 && back.isSubsetOf(s.alloc[c]) && (back.size < s.alloc[c].size || !mustReturn(s, c)));
  s.alloc[c] = s.alloc[c].difference(back);
});

/** A resource belongs to one client at most. */
export const resourceMutex = invariant(({ alloc }) =>
  every((a: Client, b: Client) => a === b || alloc[a].isDisjointFrom(alloc[b])),
);

/** Each client returns what it has, some time after it has got all. */
export const clientsWillReturn = leadsTo(
  ({ unsat }, c: Client) => unsat[c].size === 0,
  ({ alloc }, c: Client) => alloc[c].size === 0,
);
/** Each client gets each resource, some time after it has requested it. */
export const clientsWillObtain = leadsTo(
  ({ unsat }, c: Client, r: Resource) => unsat[c].has(r),
  ({ alloc }, c: Client, r: Resource) => alloc[c].has(r),
);
/** Each client wants nothing again and again. */
export const infOftenSatisfied = infinitelyOften(({ unsat }, c: Client) => unsat[c].size === 0);

export const asPublished = model();
const TWO = { MUST_RETURN: "when satisfied" };
/** SimpleAllocator2 of the same module: it still keeps this theorem. */
export const twoWillReturn = model(TWO, { check: [clientsWillReturn] });
/** But not this one: two clients may each have what the other one wants. */
export const twoMayNotObtain = model(TWO, { expect: violates(clientsWillObtain), check: [clientsWillObtain] });
/** Nor this one. */
export const twoMayStayUnsatisfied = model(TWO, { expect: violates(infOftenSatisfied), check: [infOftenSatisfied] });
