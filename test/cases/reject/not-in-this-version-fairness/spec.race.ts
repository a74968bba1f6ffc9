/** An action that is declared fair. */
import { spec } from "racespec";

interface State { done: boolean }
const { action } = spec<State>(() => ({ done: false }));

export const finish = action((s) => { s.done = true; }, { fair: "weak" });
