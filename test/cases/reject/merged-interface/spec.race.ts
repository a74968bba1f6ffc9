/** Adds a field to State further down, beside the code that uses it. */
import { spec, when } from "racespec";

interface State { locked: boolean }

const { action } = spec<State>(() => ({ locked: false, waiting: false }));

export const lock = action((s) => {
  when(!s.locked);
  s.locked = true;
});

interface State { waiting: boolean }

export const wait = action((s) => { s.waiting = true; });
