/** Processes whose first statement is a loop that rests: what follows it comes after the first yield, and may use the state. */
import { fill, type Id, type Index, type Int, spec } from "racespec";

type T = Id<"Thread", 2>;
type Cell = Index<2>;
interface State { owner: T | null; cells: Record<Cell, Int<0, 2>>; all: boolean }
const { process, procedure, invariant } = spec<State>(() => ({ owner: null, cells: fill(0), all: false }));

const tryLock = procedure(function* (s, me: T) {
  s = yield "try";
  if (s.owner !== null) return false;
  s.owner = me;
  return true;
});
const lock = procedure(function* (s, me: T) {
  let got = false;
  while (!got) [s, got] = yield* tryLock(s, me);
});
export const worker = process(function* (s, self: T) {
  s = yield* lock(s, self);
  s.cells[0] = (s.cells[0] + 1) % 3;
  s = yield "unlock";
  s.owner = null;
});
export const counter = process(function* (s) {
  for (let c: Cell = 0; c < 2; c++) {
    s = yield "count";
    s.cells[c] = 2;
  }
  s.all = true;
});
export const waiter = process(function* (s) {
  let tries: Int<0, 2> = 0;
  do {
    s = yield "look";
    tries++;
  } while (!s.all && tries < 2);
  s.cells[1] = tries;
});
export const owned = invariant((s) => s.owner === null || s.cells[0] <= 2);
