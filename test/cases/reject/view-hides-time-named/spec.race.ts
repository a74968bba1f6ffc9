/** A view beside a property of behaviours, which the model names. */
import { spec, type Index } from "racespec";

interface State { x: Index<3> }
const { action, eventually, model } = spec<State>(() => ({ x: 0 }));

export const turn = action((s) => { s.x = (s.x + 1) % 3; });
export const two = eventually((s) => s.x === 2);
export const seen = model({}, { view: (s) => s.x, check: [two] });
