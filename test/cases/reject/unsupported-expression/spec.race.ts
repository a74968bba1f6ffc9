/** Two strings are compared by order. */
import { spec } from "racespec";

interface State { phase: "prepare" | "commit"; late: boolean }
const { action } = spec<State>(() => ({ phase: "prepare", late: false }));

export const look = action((s) => { s.late = s.phase < "prepare"; });
