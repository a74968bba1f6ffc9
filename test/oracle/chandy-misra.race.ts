/**
 * Dining philosophers who hand each other clean forks, from PlusCal.
 * @source tlaplus/Examples specifications/DiningPhilosophers/DiningPhilosophers.tla
 */
import { constant, every, fillWith, type Int, spec } from "racespec";
export const NP = constant(5);
type P = Int<1, typeof NP>;
interface Fork {
  holder: P;
  clean: boolean;
}
interface State {
  forks: Record<P, Fork>;
  hungry: Record<P, boolean>;
}
const { process, invariant, model } = spec<State>(() => ({
  forks: fillWith((f: P) => ({ holder: f === 2 ? 1 : f, clean: false })),
  hungry: fillWith(() => true),
}));
const rightFork = (p: P): P => (p === NP ? 1 : p + 1);
const leftPhilosopher = (p: P): P => (p === 1 ? NP : p - 1);
function canEat(s: State, p: P): boolean {
  const left = s.forks[p];
  const right = s.forks[rightFork(p)];
  return left.holder === p && right.holder === p && left.clean && right.clean;
}
export const philosopher = process(function* (s, self: P) {
  while (true) {
    s = yield "Loop";
    const could = canEat(s, self);
    const right = rightFork(self);
    if (s.forks[self].holder === self && !s.forks[self].clean)
      s.forks[self] = { holder: leftPhilosopher(self), clean: true };
    else if (s.forks[right].holder === self && !s.forks[right].clean)
      s.forks[right] = { holder: rightFork(self), clean: true };
    if (s.hungry[self]) {
      if (could) {
        s = yield "Eat";
        s.hungry[self] = false;
        s.forks[self].clean = false;
        s.forks[rightFork(self)].clean = false;
      }
    } else {
      s = yield "Think";
      s.hungry[self] = true;
    }
  }
});
export const exclusive = invariant((s) =>
  every((p: P) => !(philosopher.at(s, p, "Eat") && philosopher.at(s, rightFork(p), "Eat"))),
);
export const m = model({}, {});
