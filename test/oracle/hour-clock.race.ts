/**
 * An hour clock: any hour at first, then round and round.
 * @source tlaplus/Examples specifications/SpecifyingSystems/HourClock/HourClock.tla
 */
import { type Int, pick, spec } from "racespec";

interface State {
  hr: Int<1, 12>;
}
const race = spec<State>(() => ({ hr: pick<Int<1, 12>>() }));
export const tick = race.action((s) => {
  s.hr = (s.hr % 12) + 1;
});
export const ok = race.invariant((s) => s.hr >= 1 && s.hr <= 12);
