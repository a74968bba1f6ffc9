/** So does what holds of every step. */
import { fill, type Id, spec } from "racespec";

type Client = Id<"Client", 2>;
interface State { served: Record<Client, boolean> }
const { action, stepInvariant } = spec<State>(() => ({ served: fill(false) }));

export const serve = action((s, c: Client) => { s.served[c] = true; });
export const staysServed = stepInvariant((s, next, c: Client) => !s.served[c] || next.served[c]);
