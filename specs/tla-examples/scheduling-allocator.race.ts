/**
 * allocator/SchedulingAllocator.cfg of tlaplus/Examples: an allocator that satisfies its clients in the order of a schedule.
 *
 * As in `simple-allocator.race.ts` clients request, get and return sets of resources. The allocator puts waiting clients into its
 * schedule, in any order, and gives a resource only to whom nobody earlier in the schedule wants it.
 *
 * A schedule grows by one `pick` for each client, which makes each permutation once. `Return` is two actions, since the
 * published fairness speaks of satisfied clients who return everything; sets that are given are picked rather than parameters,
 * since it speaks of giving whatever set.
 *
 * @source tlaplus/Examples specifications/allocator/SchedulingAllocator.tla
 */
import { constant, each, every, fill, type Id, pick, type Seq, setOf, spec, when } from "racespec";

/** Clients. */
export const CLIENTS = constant(3);
/** Resources. */
export const RESOURCES = constant(2);
type Client = Id<"Client", typeof CLIENTS>;
type Resource = Id<"Resource", typeof RESOURCES>;
interface State {
  /** What a client has requested and not yet got. */
  unsat: Record<Client, Set<Resource>>;
  /** What a client has. */
  alloc: Record<Client, Set<Resource>>;
  /** Clients in the order in which they are to be satisfied. */
  sched: Seq<Client, typeof CLIENTS>;
}
const { action, infinitelyOften, invariant, leadsTo, model } = spec<State>(() => ({
  unsat: fill(new Set()),
  alloc: fill(new Set()),
  sched: [],
}));

const available = (s: State): Set<Resource> => setOf((r: Resource) => every((c: Client) => !s.alloc[c].has(r)));
const toSchedule = (s: State): Set<Client> => setOf((c: Client) => s.unsat[c].size > 0 && !s.sched.includes(c));

/** A client requests resources. */
export const request = action(({ unsat, alloc }, c: Client, wanted: Set<Resource>) => {
  when(unsat[c].size === 0 && alloc[c].size === 0 && wanted.size > 0);
  unsat[c] = new Set(wanted);
});
/** A scheduled client gets free resources that nobody before it wants, and leaves the schedule when it has all. */
export const allocate = action((s, c: Client) => {
  const got = pick<Set<Resource>>();
  when(got.size > 0 && got.isSubsetOf(available(s).intersection(s.unsat[c])));
  const i = s.sched.indexOf(c);
  when(i >= 0 && s.sched.slice(0, i).every((earlier) => s.unsat[earlier].isDisjointFrom(got)));
  if (got.size === s.unsat[c].size) s.sched = s.sched.filter((other) => other !== c);
  s.alloc[c] = s.alloc[c].union(got);
  s.unsat[c] = s.unsat[c].difference(got);
}, { fair: "weak" });
/** A client that has got all it requested returns all it has. */
export const returnAll = action(({ unsat, alloc }, c: Client) => {
  when(unsat[c].size === 0 && alloc[c].size > 0);
  alloc[c].clear();
}, { fair: "weak" });
/** A client returns something before it must. */
export const returnEarly = action(({ unsat, alloc }, c: Client, back: Set<Resource>) => {
  when(back.size > 0 && back.isSubsetOf(alloc[c]) && (unsat[c].size > 0 || back.size < alloc[c].size));
  alloc[c] = alloc[c].difference(back);
});
/** The allocator appends all waiting clients to its schedule. */
export const schedule = action((s) => {
  const todo = toSchedule(s);
  when(todo.size > 0);
  while (todo.size > 0) {
    const next = pick(todo);
    s.sched.push(next);
    todo.delete(next);
  }
}, { fair: "weak" });

/** A resource belongs to one client at most. */
export const resourceMutex = invariant(({ alloc }) =>
  every((a: Client, b: Client) => a === b || alloc[a].isDisjointFrom(alloc[b])),
);
/** What is free once the first i clients of the schedule have returned what they want, and the unscheduled what they have. */
function previousResources(s: State, i: number): Set<Resource> {
  const free = available(s);
  for (const r of each<Resource>()) {
    if (s.sched.some((c, j) => j < i && (s.unsat[c].has(r) || s.alloc[c].has(r)))) free.add(r);
    if (!every((c: Client) => s.sched.includes(c) || !s.alloc[c].has(r))) free.add(r);
  }
  return free;
}
/** Who is scheduled waits, has nothing that an earlier one wants, and can be satisfied in his turn. */
export const allocatorInvariant = invariant((s) =>
  s.sched.every(
    (c, i) =>
      s.unsat[c].size > 0 &&
      s.sched.every((earlier, j) => j >= i || s.alloc[c].isDisjointFrom(s.unsat[earlier])) &&
      s.unsat[c].isSubsetOf(previousResources(s, i)),
  ),
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
