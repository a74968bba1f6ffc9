/** A set of messages, a bit for each of a million. */
import { spec, ValueSet, type Index, type Int } from "racespec";

interface Message { to: Index<5>; header: { part: Index<16>; payload: Int<0, 1023> } }
interface State { sent: ValueSet<Message> }
const { action } = spec<State>(() => ({ sent: new ValueSet() }));

export const reset = action((s) => { s.sent.clear(); });
