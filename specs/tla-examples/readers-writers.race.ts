/**
 * ReadersWriters/MC.cfg of tlaplus/Examples: readers and writers who are served in the order of one queue.
 *
 * Who wants to read or to write queues up, once for each. Whoever is first reads, if nobody writes, or writes, if nobody does
 * either.
 *
 * Actors are numbers, as in the published model.
 *
 * @source tlaplus/Examples specifications/ReadersWriters/ReadersWriters.tla, MC.tla
 */
import { constant, type Int, pick, type Seq, spec, when } from "racespec";

/** Those who read and write. */
export const NUM_ACTORS = constant(3);
const QUEUE = 2 * NUM_ACTORS;
type Actor = Int<1, typeof NUM_ACTORS>;
type Kind = "read" | "write";
interface State {
  /** Who reads. */
  readers: Set<Actor>;
  /** Who writes. */
  writers: Set<Actor>;
  /** Who waits, and for what. */
  waiting: Seq<[Kind, Actor], typeof QUEUE>;
}
const { action, infinitelyOften, invariant, model } = spec<State>(() => ({ readers: new Set(), writers: new Set(), waiting: [] }));

const waits = (s: State, kind: Kind, actor: Actor): boolean => s.waiting.some(([k, a]) => k === kind && a === actor);

/** Queues up to read. */
export const tryRead = action((s, actor: Actor) => {
  when(!waits(s, "read", actor));
  s.waiting.push(["read", actor]);
}, { fair: "weak" });
/** Queues up to write. */
export const tryWrite = action((s, actor: Actor) => {
  when(!waits(s, "write", actor));
  s.waiting.push(["write", actor]);
}, { fair: "weak" });
/** Whoever is first begins. */
export const readOrWrite = action((s) => {
  const head = s.waiting.shift();
  when(head !== undefined && s.writers.size === 0);
  const [kind, actor] = head;
  if (kind === "read") s.readers.add(actor);
  else {
    when(s.readers.size === 0);
    s.writers.add(actor);
  }
}, { fair: "weak" });
/** Somebody has finished. */
export const stop = action((s) => {
  const actor = pick(s.readers.union(s.writers));
  if (!s.readers.delete(actor)) s.writers.delete(actor);
}, { fair: "weak" });

/** Nobody writes while another one reads or writes. */
export const safety = invariant(
  ({ readers, writers }) => (readers.size === 0 || writers.size === 0) && writers.size <= 1,
);

/** Each actor reads again and again. */
export const reads = infinitelyOften(({ readers }, a: Actor) => readers.has(a));
/** Each actor writes again and again. */
export const writes = infinitelyOften(({ writers }, a: Actor) => writers.has(a));
/** Each actor stops reading again and again. */
export const stopsReading = infinitelyOften(({ readers }, a: Actor) => !readers.has(a));
/** Each actor stops writing again and again. */
export const stopsWriting = infinitelyOften(({ writers }, a: Actor) => !writers.has(a));

export const asPublished = model();
