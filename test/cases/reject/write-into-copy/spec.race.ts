/** A member of a set is changed where it came out. */
import { spec, ValueSet, type Index } from "racespec";

interface Message { to: Index<2>; urgent: boolean }
interface State { sent: ValueSet<Message> }
const { action } = spec<State>(() => ({ sent: new ValueSet([{ to: 1, urgent: true }]) }));

export const calm = action((s) => {
  for (const m of s.sent) m.urgent = false;
});
