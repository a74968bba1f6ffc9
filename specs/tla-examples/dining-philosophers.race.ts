/**
 * DiningPhilosophers/DiningPhilosophers.cfg of tlaplus/Examples: philosophers who hand each other forks, after Chandy and Misra.
 *
 * A fork is dirty once it was used. Who holds a dirty fork cleans it and hands it to his neighbour; who holds two clean ones and
 * is hungry eats. The processes are PlusCal's, label by label. Whether he can eat is asked of the forks as they lay before he
 * handed one on: the translation to TLA+ has it so.
 *
 * @source tlaplus/Examples specifications/DiningPhilosophers/DiningPhilosophers.tla
 * @source K. M. Chandy, J. Misra: The Drinking Philosophers Problem. ACM TOPLAS 6(4):632-646, 1984
 */
import { constant, every, fill, fillWith, type Int, spec } from "racespec";

/** Philosophers, and forks. */
export const NP = constant(5);
type P = Int<1, typeof NP>;
interface State {
  /** Fork p lies to the left of philosopher p. */
  forks: Record<P, { holder: P; clean: boolean }>;
  hungry: Record<P, boolean>;
}
const { process, infinitelyOften, invariant, model } = spec<State>(() => ({
  // Of two neighbours the one with the lower number holds the fork between them.
  forks: fillWith((f: P) => ({ holder: f === 2 ? 1 : f, clean: false })),
  hungry: fill(true),
}));

/** The fork on the right, and the philosopher there. */
const right = (p: P): P => (p === NP ? 1 : p + 1);
const left = (p: P): P => (p === 1 ? NP : p - 1);
const canEat = ({ forks }: State, p: P): boolean =>
  forks[p].holder === p && forks[right(p)].holder === p && forks[p].clean && forks[right(p)].clean;

/** Hands on dirty forks, eats, thinks. */
export const philosopher = process(function* (s, self: P) {
  while (true) {
    // hands on a dirty fork, and looks whether he can eat
    s = yield "Loop";
    const eats = canEat(s, self);
    const mine = s.forks[self];
    const its = s.forks[right(self)];
    if (mine.holder === self && !mine.clean) s.forks[self] = { holder: left(self), clean: true };
    else if (its.holder === self && !its.clean) s.forks[right(self)] = { holder: right(self), clean: true };
    if (!s.hungry[self]) {
      // is hungry again
      s = yield "Think";
      s.hungry[self] = true;
    } else if (eats) {
      // eats, and so dirties both forks
      s = yield "Eat";
      s.hungry[self] = false;
      s.forks[self].clean = false;
      s.forks[right(self)].clean = false;
    }
  }
}, { fair: "weak" });

/** Neighbours never eat at the same time. */
export const exclusiveAccess = invariant((s) =>
  every((p: P) => !philosopher.at(s, p, "Eat") || !philosopher.at(s, right(p), "Eat")),
);

/** Each philosopher eats again and again. */
export const nobodyStarves = infinitelyOften((s, p: P) => !s.hungry[p]);

export const asPublished = model();
