/**
 * Disruptor/Disruptor_MPMC.cfg of tlaplus/Examples: a ring buffer that several producers write and several consumers read.
 *
 * A producer claims the next sequence number, provided that all consumers have read the slot it will overwrite, writes, and
 * then publishes by turning the slot's flag: true in even rounds. Every consumer reads every published value, in order.
 * Writing and reading take two steps each, so that two at once in a slot would be seen.
 *
 * `read`, `claimed` and `pc` stand with the thread they belong to. `consumed`, a history that the safety properties do not
 * look at, is kept because the original keeps it.
 *
 * @source tlaplus/Examples specifications/Disruptor/Disruptor_MPMC.tla, RingBuffer.tla
 */
import { constant, every, fill, type Id, type Index, type Int, type Seq, spec, when } from "racespec";

/** Producers. */
export const WRITERS = constant(2);
/** Consumers. */
export const READERS = constant(3);
/** Slots of the ring. */
export const SIZE = constant(4);
/** No more events than these are looked at. */
export const MAX_PUBLISHED = constant(10);
const BEYOND = MAX_PUBLISHED + 1;
type Writer = Id<"Writer", typeof WRITERS>;
type Reader = Id<"Reader", typeof READERS>;
type Slot = Index<typeof SIZE>;
type Sequence = Int<-1, typeof MAX_PUBLISHED>;
type Phase = "access" | "advance";
interface State {
  ring: Record<Slot, { value: Int<0, typeof MAX_PUBLISHED> | null; readers: Set<Reader>; writers: Set<Writer> }>;
  /** The sequence number that is claimed next. */
  next: Int<0, typeof BEYOND>;
  /** Was the slot published in an even round? */
  published: Record<Slot, boolean>;
  writer: Record<Writer, { phase: Phase; claimed: Sequence }>;
  reader: Record<Reader, { phase: Phase; read: Sequence; consumed: Seq<Int<0, typeof MAX_PUBLISHED>, typeof BEYOND> }>;
}
const { action, invariant, model } = spec<State>(() => ({
  ring: fill({ value: null, readers: new Set(), writers: new Set() }),
  next: 0,
  published: fill(false),
  writer: fill({ phase: "advance", claimed: -1 }),
  reader: fill({ phase: "advance", read: -1, consumed: [] }),
}));

const slotOf = (sequence: number): Slot => sequence % SIZE;
/** A slot tells by its flag in which round it was published last; producers are never a round ahead of consumers. */
const isPublished = (s: State, sequence: number): boolean =>
  s.published[slotOf(sequence)] === (Math.floor(sequence / SIZE) % 2 === 0);

/** A producer claims a sequence number and begins to write there. */
export const beginWrite = action((s, w: Writer) => {
  when(s.writer[w].phase === "advance" && every((r: Reader) => s.reader[r].read >= s.next - SIZE));
  const slot = s.ring[slotOf(s.next)];
  slot.writers.add(w);
  slot.value = s.next;
  s.writer[w] = { phase: "access", claimed: s.next };
  s.next++;
});
/** A producer has written, and publishes. */
export const endWrite = action((s, w: Writer) => {
  when(s.writer[w].phase === "access");
  const slot = slotOf(s.writer[w].claimed);
  s.ring[slot].writers.delete(w);
  s.published[slot] = !s.published[slot];
  s.writer[w].phase = "advance";
});
/** A consumer begins to read the next published value. */
export const beginRead = action((s, r: Reader) => {
  const reader = s.reader[r];
  const next = reader.read + 1;
  when(reader.phase === "advance" && isPublished(s, next));
  const slot = s.ring[slotOf(next)];
  slot.readers.add(r);
  if (slot.value === null) throw new Error("reads a slot that nobody has written");
  reader.consumed.push(slot.value);
  reader.phase = "access";
});
/** A consumer has read. */
export const endRead = action((s, r: Reader) => {
  const reader = s.reader[r];
  when(reader.phase === "access");
  reader.read++;
  s.ring[slotOf(reader.read)].readers.delete(r);
  reader.phase = "advance";
});

/** Nobody reads a slot that is being written, and one at most writes it. */
export const noDataRaces = invariant((s) =>
  every((i: Slot) => (s.ring[i].readers.size === 0 || s.ring[i].writers.size === 0) && s.ring[i].writers.size <= 1),
);

export const asPublished = model({}, { constraint: (s) => s.next <= MAX_PUBLISHED, symmetry: "off" });
/** One state stands for all that differ only in which producer or consumer is which. */
export const upToSymmetry = model({}, { constraint: (s) => s.next <= MAX_PUBLISHED });
