/** A generic cell that holds a number unless somebody says otherwise. */
import { spec, type Int } from "racespec";

interface Cell<T = Int<0, 3>> { value: T; valid: boolean }

interface State { a: Cell; b: Cell<boolean> }
const { action } = spec<State>(() => ({ a: { value: 0, valid: true }, b: { value: false, valid: true } }));

export const drop = action((s) => { s.a.valid = false; });
