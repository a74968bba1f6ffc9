/** State that holds a function, as objects in a program do. */
import { spec } from "racespec";

interface State { done: boolean; callback: () => void }
const { action } = spec<State>(() => ({ done: false, callback: () => {} }));

export const finish = action((s) => { s.done = true; });
