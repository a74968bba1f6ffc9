/** What a lock is, and that it is taken. */
import { spec, when } from "racespec";

interface Held { held: boolean }
export const abstract = spec<Held>(() => ({ held: false }));

export const lock = abstract.action((s) => {
  when(!s.held);
  s.held = true;
}, { fair: "weak" });
