/** Looks into the text of a literal. */
import { spec, when } from "racespec";

interface State { phase: "wait-a" | "wait-b" | "run" }
const { action } = spec<State>(() => ({ phase: "wait-a" }));

export const go = action((s) => {
  when(s.phase.startsWith("wait"));
  s.phase = "run";
});
