/** A helper that stores what it is given is given a part of the state. */
import { spec, when, type Index, type Seq } from "racespec";

interface Message { to: Index<2>; urgent: boolean }
interface State { queue: Seq<Message, 2>; template: Message }
const { action } = spec<State>(() => ({ queue: [], template: { to: 0, urgent: false } }));

function send(s: State, m: Message): void {
  s.queue.push(m);
}
export const sendAgain = action((s) => {
  when(s.queue.length < 2);
  send(s, s.template);
});
