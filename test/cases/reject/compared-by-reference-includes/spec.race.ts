/** Is this message in the queue already? */
import { spec, type Index, type Seq } from "racespec";

interface Message { to: Index<2>; urgent: boolean }
interface State { queue: Seq<Message, 2>; last: Message; again: boolean }
const { action } = spec<State>(() => ({ queue: [], last: { to: 0, urgent: false }, again: false }));

export const look = action((s) => { s.again = s.queue.includes(s.last); });
