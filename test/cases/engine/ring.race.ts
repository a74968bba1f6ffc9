/** A spec of somebody who had only the documents: ring. */
import { spec, constant, violates, when, assert, pick, type Seq, type Int } from "racespec";
export const CAP = constant(3);
export const BUG = constant(false);
type Msg = { kind: "data"; v: Int<0, 6>; c: boolean } | { kind: "eof" } | { kind: "ack"; of: Int<-3, 3> };
interface State { q: Seq<Msg, typeof CAP>; next: Int<0, 7>; seen: Int<-1, 7>; eof: boolean; back: Seq<Seq<Int<0, 2>, 2>, 2> }
const { process, action, invariant, stepInvariant, reachable, model } = spec<State>(() => ({ q: [], next: 0, seen: -1, eof: false, back: [[0], [1, 2]] }));
export const producer = process(function* (s) {
  while (true) {
    s = yield "produce";
    if (s.next > 6) { break; }
    when(BUG ? s.q.length <= CAP : s.q.length < CAP);
    s.q.push({ kind: "data", v: s.next, c: pick<boolean>() });
    s.next++;
  }
  s = yield "end";
  when(s.q.length < CAP);
  s.q.push({ kind: "eof" });
});
export const consumer = process(function* (s) {
  while (true) {
    s = yield "consume";
    when(s.q.length > 0);
    const m = s.q.shift();
    if (m !== undefined && m.kind === "data") {
      assert(m.v === s.seen + 1, "in order");
      s.seen = m.v;
    } else if (m !== undefined && m.kind === "eof") { s.eof = true; break; }
  }
});
export const rotate = action((s) => {
  when(s.back.length === 2);
  const x = s.back[0].slice();
  s.back[0] = s.back[1].slice();
  s.back[1] = x;
});
export const bump = action((s) => {
  const i = pick(0, 1);
  when(s.back[i].length > 0 && s.back[i].at(-1)! < 2);
  s.back[i][s.back[i].length - 1]++;
});
export const rev = action((s) => { s.back[1].reverse(); s.back[0] = s.back[0].map((x) => 2 - x); });
export const done = invariant((s) => !s.eof || s.seen === 6);
export const mono = stepInvariant((s, next) => next.seen >= s.seen);
export const full = reachable((s) => s.q.length === CAP && s.back[0].length === 2);
export const good = model({});
export const bad = model({ BUG: true });
