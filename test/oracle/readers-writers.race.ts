/**
 * Readers and writers served in the order of one queue.
 * @source tlaplus/Examples specifications/ReadersWriters/ReadersWriters.tla
 */
import { constant, type Id, pick, type Seq, spec, when } from "racespec";
export const ACTORS = constant(3);
const QUEUE = 2 * ACTORS;
type Actor = Id<"Actor", typeof ACTORS>;
type Request = readonly ["read" | "write", Actor];
interface State {
  readers: Set<Actor>;
  writers: Set<Actor>;
  waiting: Seq<Request, typeof QUEUE>;
}
const { action, invariant, model } = spec<State>(() => ({ readers: new Set(), writers: new Set(), waiting: [] }));
const waits = (s: State, kind: Request[0], a: Actor): boolean => s.waiting.some(([k, who]) => k === kind && who === a);
export const tryRead = action((s, a: Actor) => {
  when(!waits(s, "read", a));
  s.waiting.push(["read", a]);
});
export const tryWrite = action((s, a: Actor) => {
  when(!waits(s, "write", a));
  s.waiting.push(["write", a]);
});
export const readOrWrite = action((s) => {
  when(s.writers.size === 0);
  const head = s.waiting.at(0);
  when(head !== undefined);
  const [kind, actor] = head;
  switch (kind) {
    case "read":
      s.readers.add(actor);
      break;
    case "write":
      when(s.readers.size === 0);
      s.writers.add(actor);
  }
  s.waiting.shift();
});
export const stop = action((s) => {
  const actor = pick(s.readers.union(s.writers));
  if (!s.readers.delete(actor)) s.writers.delete(actor);
});
export const safety = invariant(({ readers, writers }) => !(readers.size > 0 && writers.size > 0) && writers.size <= 1);
export const m = model({}, { symmetry: "off" });
export const sym = model({});
