/** A spec that is to refine itself. */
import { spec } from "racespec";

interface State { done: boolean }
const own = spec<State>(() => ({ done: false }));

export const finish = own.action((s) => { s.done = true; });
export const isItself = own.refines(own, (s) => ({ done: s.done }));
