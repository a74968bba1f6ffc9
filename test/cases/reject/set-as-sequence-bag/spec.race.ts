/** Makes a queue of messages that have no order. */
import { Bag, spec, type Index, type Seq } from "racespec";

interface Message { to: Index<2> }
interface State { network: Bag<Message, 3>; queue: Seq<Message, 3> }
const { action } = spec<State>(() => ({ network: new Bag(), queue: [] }));

export const send = action((s, to: Index<2>) => { if (s.network.size < 3) s.network.add({ to }); });
export const line = action((s) => {
  s.queue = [...s.network];
});
