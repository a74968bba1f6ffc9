/** Recognises a family of states by the beginning of their names. */
import { spec, when } from "racespec";

interface State { phase: "wait-a" | "wait-b" | "run" }
const { action } = spec<State>(() => ({ phase: "wait-a" }));

export const go = action((s) => {
  when(/^wait-/.test(s.phase));
  s.phase = "run";
});
