/** Messages that arrive in any order are handled first come, first served. */
import { Bag, spec, type Index } from "racespec";

interface Message { to: Index<2> }
interface State { network: Bag<Message, 3>; first: Index<2> | null }
const { action } = spec<State>(() => ({ network: new Bag(), first: null }));

export const send = action((s, to: Index<2>) => { if (s.network.size < 3) s.network.add({ to }); });
export const receive = action((s) => {
  for (const m of s.network) s.first ??= m.to;
});
