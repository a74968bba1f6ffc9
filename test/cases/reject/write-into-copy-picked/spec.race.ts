/** A message is taken by pick, and changed in vain. */
import { Bag, pick, spec, type Index } from "racespec";

interface Message { to: Index<2>; urgent: boolean }
interface State { network: Bag<Message, 2> }
const { action } = spec<State>(() => ({ network: new Bag([{ to: 1, urgent: true }]) }));

export const calm = action((s) => {
  const m = pick(s.network);
  m.urgent = false;
});
