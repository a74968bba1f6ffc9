/** A model's value is outside the range that the constant is given. */
import { spec, constant, type Int } from "racespec";

export const RETRIES = constant<Int<0, 3>>(1);
interface State { tries: Int<0, 3> }
const { action, model } = spec<State>(() => ({ tries: 0 }));

export const retry = action((s) => { if (s.tries < RETRIES) s.tries++; });
export const many = model({ RETRIES: 5 });
