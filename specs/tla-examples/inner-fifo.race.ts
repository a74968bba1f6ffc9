/**
 * SpecifyingSystems/FIFO/MCInnerFIFO.cfg of tlaplus/Examples: a buffer between two channels.
 *
 * A sender hands values over on channel `in`, the buffer keeps them in order, and hands them over on channel `out`. As published
 * a constraint bounds the buffer: one value more is counted, but not looked at.
 *
 * @source tlaplus/Examples specifications/SpecifyingSystems/FIFO/InnerFIFOInstanced.tla, MCInnerFIFO.tla
 * @source L. Lamport: Specifying Systems, 2002, chapter 4
 */
import { constant, type Index, pick, type Seq, spec, when } from "racespec";
import { type Bit, type Chan, rcv, send } from "./channel.ts";

/** Values that can be sent. */
export const MESSAGES = constant(3);
/** No longer queue is looked at. */
export const Q_LEN = constant(3);
const ROOM = Q_LEN + 1;
type Message = Index<typeof MESSAGES>;
interface State {
  in: Chan<Message>;
  out: Chan<Message>;
  q: Seq<Message, typeof ROOM>;
}
function free(): Chan<Message> {
  const bit = pick<Bit>();
  return { val: pick<Message>(), rdy: bit, ack: bit };
}
const { action, stepInvariant, model } = spec<State>(() => ({ in: free(), out: free(), q: [] }));

/** The sender sends. */
export const sSend = action((s, m: Message) => {
  send(s.in, m);
});
/** The buffer receives. */
export const bufRcv = action((s) => {
  s.q.push(rcv(s.in));
});
/** The buffer sends the value it has had longest. */
export const bufSend = action((s) => {
  const head = s.q.shift();
  when(head !== undefined);
  send(s.out, head);
});
/** The receiver receives. */
export const rRcv = action((s) => {
  rcv(s.out);
});

/** The buffer gives away its first value only. */
export const inOrder = stepInvariant(
  (s, next) => next.q.length >= s.q.length || s.q.every((m, i) => i === 0 || next.q[i - 1] === m),
);

export const asPublished = model({}, { constraint: (s) => s.q.length <= Q_LEN });
