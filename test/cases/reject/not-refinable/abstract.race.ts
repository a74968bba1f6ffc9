/** What a lock is, as a process. */
import { spec, when } from "racespec";

interface Held { held: boolean }
export const abstract = spec<Held>(() => ({ held: false }));

export const holder = abstract.process(function* (s) {
  s = yield "lock";
  when(!s.held);
  s.held = true;
});
