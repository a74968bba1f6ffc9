/** Starts the process at the end of the module, as one starts a program. */
import { spec, when } from "racespec";

interface State { locked: boolean }
const { process } = spec<State>(() => ({ locked: false }));

export const main = process(function* (s) {
  s = yield "lock";
  when(!s.locked);
  s.locked = true;
});

main();
