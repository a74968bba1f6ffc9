/**
 * Peterson's lock, from PlusCal.
 * @source tlaplus/Examples specifications/locks_auxiliary_vars/Peterson.tla
 */
import { every, fill, type Int, spec, when } from "racespec";

type P = Int<1, 2>;
interface State {
  c: Record<P, boolean>;
  turn: P;
}
const { process, invariant, model } = spec<State>(() => ({ c: fill(false), turn: 1 }));
const other = (p: P): P => (p === 1 ? 2 : 1);
export const proc = process(
  function* (s, self: P) {
    while (true) {
      // some code
      s = yield "a0";
      s = yield "a1";
      s.c[self] = true;
      s = yield "a2";
      s.turn = other(self);
      s = yield "a3";
      when(!s.c[other(self)] || s.turn === self);
      s = yield "cs";
      s = yield "a4";
      s.c[self] = false;
    }
  },
  { daemon: true },
);
export const mutex = invariant((s) => !every((p: P) => proc.at(s, p, "cs", "a4")));
export const inv = invariant((s) => every((p: P) => s.c[p] === proc.at(s, p, "a2", "a3", "cs", "a4")));
export const m = model();
