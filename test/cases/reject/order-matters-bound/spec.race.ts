/** Whether the set is ever too large depends on which messages leave it before others come. */
import { spec, ValueSet, type Index } from "racespec";

interface Message { to: Index<3> }
interface State { sent: ValueSet<Message>; open: ValueSet<Message, 2> }
const { action } = spec<State>(() => ({ sent: new ValueSet(), open: new ValueSet() }));

export const send = action((s, to: Index<3>) => { s.sent.add({ to }); });
export const sort = action((s) => {
  for (const m of s.sent) {
    if (m.to > 0) s.open.add(m);
    else s.open.delete(m);
  }
});
