/**
 * SpecifyingSystems/HourClock/HourClock.cfg of tlaplus/Examples: a clock that shows the hour.
 *
 * It shows any hour at first and then ticks round and round. All states are initial ones.
 *
 * @source tlaplus/Examples specifications/SpecifyingSystems/HourClock/HourClock.tla
 * @source L. Lamport: Specifying Systems, 2002, chapter 2
 */
import { type Int, pick, spec } from "racespec";

type Hour = Int<1, 12>;
const { action, invariant, model } = spec<{ hr: Hour }>(() => ({ hr: pick<Hour>() }));

/** The next hour begins. */
export const tick = action((s) => {
  s.hr = s.hr === 12 ? 1 : s.hr + 1;
});

/** It always shows an hour. */
export const hcIni = invariant((s) => 1 <= s.hr && s.hr <= 12);

export const asPublished = model();
