/** Compares with a value that the field never has. */
import { spec, when } from "racespec";

interface State { phase: "idle" | "running" }
const { action } = spec<State>(() => ({ phase: "idle" }));

export const finish = action((s) => {
  when(s.phase === "stopped");
  s.phase = "idle";
});

export const start = action((s) => { s.phase = "running"; });
