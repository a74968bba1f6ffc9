/** Removes the row of a table; a Record is total, so there is no such thing. */
import { spec, fill, type Id, type Int } from "racespec";

type Client = Id<"Client", 2>;
interface State { balance: Record<Client, Int<0, 3> | null> }
const { action } = spec<State>(() => ({ balance: fill(0) }));

export const close = action((s, c: Client) => {
  delete s.balance[c];
});
