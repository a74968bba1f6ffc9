/** Texts are put together. */
import { spec } from "racespec";

interface State { phase: "pre" | "prepare" | "done" }
const { action } = spec<State>(() => ({ phase: "pre" }));

export const step = action((s) => { if (s.phase + "pare" === "prepare") s.phase = "prepare"; });
