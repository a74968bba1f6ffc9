/**
 * Dijkstra's dining philosophers: one fork between two neighbours, and who eats needs both of his.
 *
 * If each takes his right fork first, all may hold one fork and wait for the next for ever: a deadlock, the other classic
 * beside the lost update. It is enough that one of them takes his left fork first.
 */
import { spec, constant, deadlocks, when, fill, every, type Index } from "racespec";

/** Philosophers at the table, and as many forks. */
export const PHILOSOPHERS = constant(4);
/** Does philosopher 0 take his left fork first? */
export const LEFT_HANDED = constant(false);

/** Numbered, not interchangeable: who sits beside whom matters. Fork i lies to the right of philosopher i. */
type Place = Index<typeof PHILOSOPHERS>;
interface State {
  /** Who holds the fork. */
  fork: Record<Place, Place | null>;
}

const { process, invariant, model } = spec<State>(() => ({ fork: fill(null) }));

function left(p: Place): Place {
  return (p + 1) % PHILOSOPHERS;
}
function firstFork(p: Place): Place {
  return LEFT_HANDED && p === 0 ? left(p) : p;
}
function secondFork(p: Place): Place {
  return LEFT_HANDED && p === 0 ? p : left(p);
}

/** Thinks, takes one fork, takes the other, eats, for ever. */
export const philosopher = process(function* (s, self: Place) {
  while (true) {
    // takes the first fork as soon as it is free
    s = yield "take_first";
    when(s.fork[firstFork(self)] === null);
    s.fork[firstFork(self)] = self;
    // takes the second fork as soon as it is free
    s = yield "take_second";
    when(s.fork[secondFork(self)] === null);
    s.fork[secondFork(self)] = self;
    // has eaten, and lays both forks down
    s = yield "eat";
    s.fork[firstFork(self)] = null;
    s.fork[secondFork(self)] = null;
  }
});

/** Who eats holds both forks, so neighbours never eat at the same time. */
export const holdsBoth = invariant((s) =>
  every((p: Place) => !philosopher.at(s, p, "eat") || (s.fork[p] === p && s.fork[left(p)] === p)));

/** Each holds his right fork and waits for the left one. */
export const allRightHanded = model({ LEFT_HANDED: false }, { expect: deadlocks });
/** The ring of waiting is broken at one place, and that is enough. */
export const oneLeftHanded = model({ LEFT_HANDED: true });
