/** What can be reached asks for some identity, or for each, within; here by a function with a name. */
import { fill, type Id, spec } from "racespec";

type Client = Id<"Client", 2>;
interface State { served: Record<Client, boolean> }
const { action, reachable } = spec<State>(() => ({ served: fill(false) }));

export const serve = action((s, c: Client) => { s.served[c] = true; });
const served = (s: State, c: Client): boolean => s.served[c];
export const isServed = reachable(served);
