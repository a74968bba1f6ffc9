/** Stops at the first message that fits, or fails at one before it. */
import { spec, ValueSet, type Int } from "racespec";

interface Message { weight: Int<0, 3> }
interface State { sent: ValueSet<Message>; heavy: boolean }
const { action } = spec<State>(() => ({ sent: new ValueSet(), heavy: false }));

export const send = action((s, weight: Int<0, 3>) => { s.sent.add({ weight }); });
export const look = action((s) => {
  s.heavy = s.sent.some((m) => 6 / m.weight < 3);
});
