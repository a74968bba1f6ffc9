/** Parameters go by their places, and two that have changed places are a slip. */
import { fill, type Index, spec } from "racespec";

type Client = Index<2>;
interface State { owes: Record<Client, Record<Client, boolean>> }
const { action, leadsTo } = spec<State>(() => ({ owes: fill(fill(false)) }));

export const lend = action((s, to: Client, from: Client) => { s.owes[to][from] = true; });
export const pay = action((s, to: Client, from: Client) => { s.owes[from][to] = false; }, { fair: "weak" });
export const paid = leadsTo(
  (s, debtor: Client, lender: Client) => s.owes[debtor][lender],
  (s, lender: Client, debtor: Client) => !s.owes[debtor][lender],
);
