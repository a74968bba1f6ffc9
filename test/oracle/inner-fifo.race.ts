/**
 * A buffer between two channels of `channel.ts`, bounded by a constraint.
 * @source tlaplus/Examples specifications/SpecifyingSystems/FIFO/MCInnerFIFO.tla
 */
import { constant, type Index, pick, type Seq, spec, when } from "racespec";
import { type Bit, type Chan, rcv, send } from "./channel.ts";
export const MESSAGES = constant(3);
export const QLEN = constant(3);
const ROOM = QLEN + 1;
type Message = Index<typeof MESSAGES>;
interface State {
  in: Chan<Message>;
  out: Chan<Message>;
  q: Seq<Message, typeof ROOM>;
}
const fresh = (): Chan<Message> => {
  const bit = pick<Bit>();
  return { val: pick<Message>(), rdy: bit, ack: bit };
};
const { action, invariant, model } = spec<State>(() => ({ in: fresh(), out: fresh(), q: [] }));
export const ssend = action((s, m: Message) => send(s.in, m));
export const bufRcv = action((s) => {
  s.q.push(rcv(s.in));
});
export const bufSend = action((s) => {
  when(s.q.length > 0);
  send(s.out, s.q[0]);
  s.q.shift();
});
export const rrcv = action(({ out }) => {
  rcv(out);
});
export const short = invariant((s) => s.q.length <= ROOM);
export const m = model({}, { constraint: (s) => s.q.length <= QLEN });
