/**
 * The queue lock of Mellor-Crummey and Scott, whose nodes point at one another.
 *
 * Step for step the models of peers/spin/mcs.pml and peers/murphi/mcs.m: their counts are ours.
 */
import { constant, every, fill, type Id, spec, when } from "racespec";
export const N = constant(3);
type T = Id<"T", typeof N>;
interface Node {
  next: T | null;
  locked: boolean;
}
interface State {
  node: Record<T, Node>;
  tail: T | null;
}
const { process, invariant, model } = spec<State>(() => ({ node: fill({ next: null, locked: false }), tail: null }));
export const thread = process(
  function* (s, self: T) {
    while (true) {
      s = yield "init";
      s.node[self] = { next: null, locked: true };
      s = yield "swap";
      const pred = s.tail;
      s.tail = self;
      if (pred !== null) {
        s = yield "link";
        s.node[pred].next = self;
        s = yield "spin";
        when(!s.node[self].locked);
      }
      s = yield "cs";
      if (s.node[self].next === null) {
        s = yield "cas";
        if (s.tail === self) {
          s.tail = null;
          continue;
        }
        s = yield "waitnext";
        when(s.node[self].next !== null);
      }
      s = yield "wake";
      const n = s.node[self].next;
      if (n === null) throw new Error("nobody is next");
      s.node[n].locked = false;
    }
  },
  { daemon: true },
);
const inCs = (s: State, t: T) => thread.at(s, t, "cs", "cas", "waitnext", "wake");
export const mutex = invariant((s) => every((a: T, b: T) => a === b || !inCs(s, a) || !inCs(s, b)));
/** One model for every size: the bench sets the constants. */
export const bench = model({}, { deadlock: "ignore" });
