/** A typo in one of the values that a field may have. */
import { spec, when } from "racespec";

interface State { phase: "idle" | "running" | "done" }
const { action } = spec<State>(() => ({ phase: "idle" }));

export const start = action((s) => {
  when(s.phase === "idle");
  s.phase = "runing";
});
