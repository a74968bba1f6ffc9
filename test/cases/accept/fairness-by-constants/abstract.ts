/** What a lock is; that it is taken in the end is assumed where a constant says so. */
import { constant, spec, when } from "racespec";

interface Held { held: boolean }
export const FAIR = constant(false);
export const abstract = spec<Held>(() => ({ held: false }));

export const lock = abstract.action((s) => {
  when(!s.held);
  s.held = true;
}, { fair: FAIR ? "weak" : undefined });
