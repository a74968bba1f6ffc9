/**
 * Prisoners/Prisoners.cfg of tlaplus/Examples: prisoners who find out that all of them have been in a room with two switches.
 *
 * A warden brings prisoners into the room in any order, each again and again, and each must flip one of the switches. One of
 * them counts: he alone moves switch A down; every other one moves it up twice at most. Who has no use for A flips B.
 *
 * The counter is no member of `Other`. The published counts are without symmetry.
 *
 * @source tlaplus/Examples specifications/Prisoners/Prisoners.tla
 */
import { constant, every, fill, type Id, type Int, pick, spec, sum } from "racespec";

/** Prisoners besides the counter. */
export const OTHERS = constant(3);
const DONE = 2 * OTHERS;
const MAX = DONE + 1;
type Other = Id<"Other", typeof OTHERS>;
interface State {
  switchAUp: boolean;
  switchBUp: boolean;
  /** How often each has moved switch A up. */
  timesSwitched: Record<Other, Int<0, 2>>;
  /** How often the counter has moved switch A down. */
  count: Int<0, typeof MAX>;
}
const { action, eventually, invariant, model } = spec<State>(() => ({
  switchAUp: pick(),
  switchBUp: pick(),
  timesSwitched: fill(0),
  count: 0,
}));

/** One who does not count is brought into the room. */
export const nonCounterStep = action((s, i: Other) => {
  if (!s.switchAUp && s.timesSwitched[i] < 2) {
    s.switchAUp = true;
    s.timesSwitched[i]++;
  } else s.switchBUp = !s.switchBUp;
}, { fair: "weak" });
/** The counter is brought into the room. */
export const counterStep = action((s) => {
  if (s.switchAUp) {
    s.switchAUp = false;
    s.count++;
  } else s.switchBUp = !s.switchBUp;
}, { fair: "weak" });

/** When the counter has counted enough, all others have been in the room. */
export const safety = invariant((s) => s.count !== DONE || every((i: Other) => s.timesSwitched[i] > 0));
/** The count is how often A was moved up, but for the time that it is up now and one for how it was at first. */
export const countInvariant = invariant((s) => {
  const ups = sum((i: Other) => s.timesSwitched[i]) - (s.switchAUp ? 1 : 0);
  return s.count === ups || s.count === ups + 1;
});

/** In the end the counter knows. */
export const liveness = eventually((s) => s.count === DONE);

export const asPublished = model({}, { symmetry: "off" });
/** One state stands for all that differ only in which prisoner is which. */
export const upToSymmetry = model({}, { check: [safety, countInvariant] });
