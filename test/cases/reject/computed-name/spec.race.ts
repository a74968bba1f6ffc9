/** Updates a row the way one does with immutable state. */
import { spec, fill, type Id, type Int } from "racespec";

type Client = Id<"Client", 2>;
interface State { balance: Record<Client, Int<0, 3>> }
const { action } = spec<State>(() => ({ balance: fill(1) }));

export const deposit = action((s, c: Client) => {
  s.balance = { ...s.balance, [c]: s.balance[c] + 1 };
});
