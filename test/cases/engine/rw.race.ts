/** A spec of somebody who had only the documents: rw. */
import { spec, constant, when, every, some, count, fill, type Id, type Int } from "racespec";
export const READERS = constant(3);
export const WRITERS = constant(2);
type Reader = Id<"Reader", typeof READERS>;
type Writer = Id<"Writer", typeof WRITERS>;
interface State {
  reading: Set<Reader>;
  writer: Writer | null;
  waiting: Set<Writer>; rwait: Set<Reader>;
  last: { kind: "r"; by: Reader; n: Int<0, 5> } | { kind: "w"; by: Writer; n: Int<0, 5> } | null;
}
const { process, invariant, stepInvariant, reachable, action } = spec<State>(() => ({ reading: new Set(), writer: null, waiting: new Set(), rwait: new Set(), last: null }));
export const read = process(function* (s, self: Reader) {
  while (true) {
    s = yield "want";
    s.rwait.add(self);
    s = yield "enter";
    when(s.writer === null && !some((w: Writer) => s.waiting.has(w)));
    s.rwait.delete(self);
    s.reading.add(self);
    s = yield "leave";
    s.reading.delete(self);
    s.last = { kind: "r", by: self, n: s.last === null ? 0 : Math.min(s.last.n + 1, 5) };
  }
}, { daemon: true });
export const write = process(function* (s, self: Writer) {
  let tries: Int<0, 2> = 0;
  while (true) {
    s = yield "want";
    s.waiting.add(self);
    s = yield "enter";
    when(s.writer === null && s.reading.size === 0);
    s.waiting.delete(self);
    s.writer = self;
    s = yield "leave";
    s.writer = null;
    tries = tries === 2 ? 0 : tries + 1;
    s.last = { kind: "w", by: self, n: tries };
  }
}, { daemon: true });
export const exclusive = invariant((s) => s.writer === null || s.reading.size === 0);
export const oneOut = stepInvariant((s, next) => s.reading.size - next.reading.size <= 1);
export const allRead = reachable((s) => s.reading.size === READERS);
