/** Procedures with results, loops that rest, locals that live, a daemon. */
import { spec, when, each, fill, type Id, type Index, type Int } from "racespec";

type Writer = Id<"Writer", 2>;
type Slot = Index<2>;
interface State { lock: Writer | null; n: Int<0, 9>; marks: Record<Slot, boolean>; tries: Int<0, 2> }
const { process, procedure, invariant } = spec<State>(() => ({ lock: null, n: 0, marks: fill(false), tries: 0 }));

const lock = procedure(function* (s, self: Writer) {
  s = yield "lock";
  when(s.lock === null);
  s.lock = self;
});
const tryLock = procedure(function* (s, self: Writer) {
  s = yield "try_lock";
  if (s.lock !== null) return false;
  s.lock = self;
  return true;
});
const release = procedure(function* (s) {
  s = yield "release";
  s.lock = null;
});
export const write = process(function* (s, self: Writer) {
  let ok = false;
  s = yield* lock(s, self);
  s = yield "read";
  const old: Int<0, 9> = s.n;
  s = yield "write"; // what was read, plus one
  s.n = old < 9 ? old + 1 : 0;
  s = yield* release(s);
  [s, ok] = yield* tryLock(s, self);
  if (!ok) {
    s = yield "gave_up";
    if (s.tries < 2) s.tries++;
    return;
  }
  for (const b of each<Slot>()) {
    s = yield "mark";
    s.marks[b] = !s.marks[b];
    if (s.n > 1) break;
  }
  outer: for (let i: Int<0, 2> = 0; i < 2; i++) {
    for (const b of each<Slot>()) {
      s = yield "inner";
      if (b === 1) continue outer;
    }
  }
  s = yield* release(s);
});
export const serve = process(function* (s) {
  while (true) {
    s = yield "tick";
    when(s.tries > 0);
    s.tries--;
  }
}, { daemon: true });
export const oneHolder = invariant((s) => s.lock === null || !write.done(s, s.lock));
