/** Two ranges are one type to TypeScript, and two domains to us. */
import { fill, type Index, spec } from "racespec";

type Client = Index<2>;
interface State { asked: Record<Client, boolean>; served: Record<Client, boolean> }
const { action, leadsTo } = spec<State>(() => ({ asked: fill(false), served: fill(false) }));

export const ask = action((s, c: Client) => { s.asked[c] = true; });
export const serve = action((s, c: Client) => { s.served[c] = s.asked[c]; }, { fair: "weak" });
export const answered = leadsTo(
  (s, c: Client) => s.asked[c],
  (s, c: Index<3>) => c === 2 || s.served[c],
);
