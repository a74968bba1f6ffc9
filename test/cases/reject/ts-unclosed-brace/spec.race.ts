/** A brace is missing; nothing else is said about a file that cannot be read. */
import { spec, when } from "racespec";

interface State { locked: boolean }
const { action } = spec<State>(() => ({ locked: false }));

export const lock = action((s) => {
  when(!s.locked);
  s.locked = true;
);
