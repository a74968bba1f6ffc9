/**
 * The algorithm of "Teaching Concurrency", from PlusCal; TLC counts the 31 stuttering steps of terminated states besides.
 * @source tlaplus/Examples specifications/TeachingConcurrency/Simple.tla
 */
import { constant, every, fill, type Index, some, spec } from "racespec";
export const N = constant(4);
type P = Index<typeof N>;
interface State {
  x: Record<P, 0 | 1>;
  y: Record<P, 0 | 1>;
}
const { process, invariant, model } = spec<State>(() => ({ x: fill(0), y: fill(0) }));
export const proc = process(function* (s, self: P) {
  s = yield "a";
  s.x[self] = 1;
  s = yield "b";
  s.y[self] = s.x[(self - 1 + N) % N];
});
export const pCorrect = invariant((s) => !every((i: P) => proc.done(s, i)) || some((i: P) => s.y[i] === 1));
export const n5 = model({ N: 5 });
