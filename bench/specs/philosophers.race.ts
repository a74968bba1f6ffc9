/**
 * A ring of philosophers, the last of whom takes his forks the other way round.
 *
 * Step for step the models of peers/spin/philosophers.pml and peers/murphi/philosophers.m: their counts are ours.
 */
import { constant, every, fill, type Index, spec, when } from "racespec";

export const N = constant(4);
type P = Index<typeof N>;
interface State {
  taken: Record<P, boolean>;
}
const { process, invariant, model } = spec<State>(() => ({ taken: fill(false) }));

function first(p: P): P {
  return p === N - 1 ? 0 : p;
}
function second(p: P): P {
  return p === N - 1 ? N - 1 : p + 1;
}
export const philosopher = process(
  function* (s, self: P) {
    while (true) {
      // thinks, until he is hungry
      s = yield "think";
      // takes the first fork
      s = yield "takeFirst";
      when(!s.taken[first(self)]);
      s.taken[first(self)] = true;
      // takes the second fork
      s = yield "takeSecond";
      when(!s.taken[second(self)]);
      s.taken[second(self)] = true;
      // has eaten, and lays down the second fork
      s = yield "eat";
      s.taken[second(self)] = false;
      // lays down the first fork
      s = yield "layFirst";
      s.taken[first(self)] = false;
    }
  },
  { daemon: true },
);
/** Neighbours never eat at the same time. */
export const neighbours = invariant((s) =>
  every((p: P) => !philosopher.at(s, p, "eat") || !philosopher.at(s, (p + 1) % N, "eat")),
);
/** One model for every size: the bench sets the constants. */
export const bench = model({}, { deadlock: "ignore" });
