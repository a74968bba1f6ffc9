/** Takes messages out of the bag that the loop goes through. */
import { Bag, spec, type Index } from "racespec";

interface Message { to: Index<2> }
interface State { network: Bag<Message, 3> }
const { action } = spec<State>(() => ({ network: new Bag() }));

export const send = action((s, to: Index<2>) => { if (s.network.size < 3) s.network.add({ to }); });
export const drop = action((s, to: Index<2>) => {
  for (const m of s.network) if (m.to === to) s.network.delete(m);
});
