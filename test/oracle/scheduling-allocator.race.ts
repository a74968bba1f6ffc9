/**
 * An allocator that satisfies clients in the order of a schedule; a schedule grows by one pick per client.
 * @source tlaplus/Examples specifications/allocator/SchedulingAllocator.tla
 */
import { each, every, fill, type Id, pick, type Seq, setOf, spec, when } from "racespec";

type Client = Id<"Client", 3>;
type Resource = Id<"Resource", 2>;
interface State {
  unsat: Record<Client, Set<Resource>>;
  alloc: Record<Client, Set<Resource>>;
  /** Clients in the order in which they are to be satisfied. */
  sched: Seq<Client, 3>;
}

const { action, invariant, model } = spec<State>(() => ({ unsat: fill(new Set()), alloc: fill(new Set()), sched: [] }));

const free = (s: State): Set<Resource> => setOf((r: Resource) => every((c: Client) => !s.alloc[c].has(r)));
const toSchedule = (s: State) => setOf((c: Client) => s.unsat[c].size !== 0 && !s.sched.includes(c));

export const request = action(({ unsat, alloc }, c: Client, wanted: Set<Resource>) => {
  when(unsat[c].size === 0 && alloc[c].size === 0 && wanted.size > 0);
  unsat[c] = new Set(wanted);
});

export const allocate = action((s, c: Client, got: Set<Resource>) => {
  when(got.size > 0 && got.isSubsetOf(free(s).intersection(s.unsat[c])));
  const i = s.sched.indexOf(c);
  when(i >= 0);
  when(s.sched.slice(0, i).every((earlier) => s.unsat[earlier].isDisjointFrom(got)));
  if (got.size === s.unsat[c].size) s.sched = [...s.sched.slice(0, i), ...s.sched.slice(i + 1)];
  s.alloc[c] = s.alloc[c].union(got);
  s.unsat[c] = s.unsat[c].difference(got);
});

export const giveBack = action((s, c: Client, back: Set<Resource>) => {
  when(back.size > 0 && back.isSubsetOf(s.alloc[c]));
  s.alloc[c] = s.alloc[c].difference(back);
});

export const schedule = action((s) => {
  const todo = toSchedule(s);
  when(todo.size > 0);
  while (todo.size > 0) {
    const next = pick(todo);
    s.sched.push(next);
    todo.delete(next);
  }
});

export const mutex = invariant((s) =>
  every((a: Client, b: Client) => a === b || s.alloc[a].isDisjointFrom(s.alloc[b])),
);
const previous = (s: State, i: number): Set<Resource> => {
  const out = new Set(free(s));
  for (let j = 0; j < i; j++) {
    const c = s.sched[j];
    for (const r of each<Resource>()) if (s.unsat[c].has(r) || s.alloc[c].has(r)) out.add(r);
  }
  for (const c of each<Client>())
    if (!s.sched.includes(c)) for (const r of each<Resource>()) if (s.alloc[c].has(r)) out.add(r);
  return out;
};
export const allocatorInvariant = invariant(
  (s) =>
    s.sched.every((c) => s.unsat[c].size > 0) &&
    s.sched.every((c, i) => s.sched.every((d, j) => j >= i || s.alloc[c].isDisjointFrom(s.unsat[d]))) &&
    s.sched.every((c, i) => s.unsat[c].isSubsetOf(previous(s, i))),
);
export const m = model({}, { symmetry: "off" });
export const sym = model({});
