/** Writes the two accesses of a withdrawal as async code, the way the real service is written. */
import { spec, when, type Id, type Int } from "racespec";

type Client = Id<"Client", 2>;
interface State { balance: Int<0, 2>; pending: boolean }
const { action, process } = spec<State>(() => ({ balance: 2, pending: false }));

function fetchBalance(s: State): number {
  return s.balance;
}

export const withdraw = process(async function* (s, self: Client) {
  const balance = await fetchBalance(s);
  s = yield "write";
  s.balance = balance - 1;
});

export const settle = action((s) => {
  when(s.pending);
  s.pending = false;
});
