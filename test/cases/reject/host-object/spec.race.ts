/** Models a lease by the real clock. */
import { spec, when, type Id, type Int } from "racespec";

type Client = Id<"Client", 2>;
interface State { holder: Client | null; until: Int<0, 9> }
const { action } = spec<State>(() => ({ holder: null, until: 0 }));

export const acquire = action((s, c: Client) => {
  when(s.holder === null);
  s.holder = c;
});

export const expire = action((s) => {
  if (Date.now() > s.until) s.holder = null;
});
