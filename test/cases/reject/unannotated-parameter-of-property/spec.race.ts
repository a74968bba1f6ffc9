/** A parameter of a property without a type; TypeScript knows it from the first function. */
import { fill, type Id, spec } from "racespec";

type Client = Id<"Client", 2>;
interface State { served: Record<Client, boolean> }
const { action, leadsTo } = spec<State>(() => ({ served: fill(false) }));

export const serve = action((s, c: Client) => { s.served[c] = true; });
export const staysServed = leadsTo((s, c: Client) => s.served[c], (s, c) => s.served[c]);
