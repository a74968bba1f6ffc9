/** What holds of every state asks for each identity within. */
import { fill, type Id, spec } from "racespec";

type Client = Id<"Client", 2>;
interface State { served: Record<Client, boolean> }
const { action, invariant } = spec<State>(() => ({ served: fill(false) }));

export const serve = action((s, c: Client) => { s.served[c] = true; });
export const isServed = invariant((s, c: Client) => s.served[c]);
