/** A set of messages, compared by what is in them. */
import { spec, type Index } from "racespec";

interface Message { to: Index<2>; urgent: boolean }
interface State { sent: Set<Message> }
const { action } = spec<State>(() => ({ sent: new Set() }));

export const send = action((s, to: Index<2>) => { s.sent.add({ to, urgent: false }); });
