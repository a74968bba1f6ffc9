/**
 * SpecifyingSystems/TLC/MCAlternatingBit.cfg of tlaplus/Examples: reliable sending over channels that lose messages.
 *
 * Each value is sent with a bit, again and again until that bit is acknowledged; the next value gets the other bit. Messages
 * and acknowledgements stay in order, but any of them may be lost. As published a constraint bounds both queues.
 *
 * `Lose` is one action for each position, as TLC makes one step for each.
 *
 * @source tlaplus/Examples specifications/SpecifyingSystems/TLC/AlternatingBit.tla, MCAlternatingBit.tla
 * @source L. Lamport: Specifying Systems, 2002, chapter 14
 */
import { constant, type Index, pick, type Seq, spec, when } from "racespec";
import { abCorrectness, type Bit, type Data } from "./ab-correctness.race.ts";

/** No more messages on the way are looked at. */
export const MSG_Q_LEN = constant(2);
/** No more acknowledgements on the way are looked at. */
export const ACK_Q_LEN = constant(2);
const MSG_ROOM = MSG_Q_LEN + 1;
const ACK_ROOM = ACK_Q_LEN + 1;
interface State {
  msgQ: Seq<[Bit, Data], typeof MSG_ROOM>;
  ackQ: Seq<Bit, typeof ACK_ROOM>;
  /** The bit of the value that is being sent. */
  sBit: Bit;
  /** The bit that was acknowledged last. */
  sAck: Bit;
  /** The bit that was received last. */
  rBit: Bit;
  sent: Data;
  rcvd: Data;
}
const { action, invariant, leadsTo, refines, stepInvariant, model } = spec<State>(() => {
  const bit = pick<Bit>();
  return { msgQ: [], ackQ: [], sBit: bit, sAck: bit, rBit: bit, sent: pick<Data>(), rcvd: pick<Data>() };
});
const other = (b: Bit): Bit => (b === 0 ? 1 : 0);

/** The value was acknowledged: the sender sends the next one. */
export const sndNewValue = action((s, d: Data) => {
  when(s.sAck === s.sBit);
  s.sent = d;
  s.sBit = other(s.sBit);
  s.msgQ.push([s.sBit, d]);
});
/** The value was not acknowledged: the sender sends it again. */
export const reSndMsg = action((s) => {
  when(s.sAck !== s.sBit);
  s.msgQ.push([s.sBit, s.sent]);
}, { fair: "weak" });
/** The receiver receives. */
export const rcvMsg = action((s) => {
  const m = s.msgQ.shift();
  when(m !== undefined);
  [s.rBit, s.rcvd] = m;
}, { fair: "strong" });
/** The receiver acknowledges what it has received last. */
export const sndAck = action((s) => {
  s.ackQ.push(s.rBit);
}, { fair: "weak" });
/** The sender receives an acknowledgement. */
export const rcvAck = action((s) => {
  const bit = s.ackQ.shift();
  when(bit !== undefined);
  s.sAck = bit;
}, { fair: "strong" });
/** A message is lost. */
export const loseMsg = action((s, i: Index<typeof MSG_ROOM>) => {
  when(i < s.msgQ.length);
  s.msgQ = s.msgQ.filter((_, j) => j !== i);
});
/** An acknowledgement is lost. */
export const loseAck = action((s, i: Index<typeof ACK_ROOM>) => {
  when(i < s.ackQ.length);
  s.ackQ = s.ackQ.filter((_, j) => j !== i);
});

/** What is on the way with the current bit is the current value. */
export const current = invariant((s) => s.msgQ.every(([bit, d]) => bit !== s.sBit || s.sAck === s.sBit || d === s.sent));
/** A value is acknowledged only after it was received. */
export const received = stepInvariant(
  (s, next) => s.sAck === s.sBit || next.sAck !== next.sBit || s.rcvd === s.sent,
);

const sending = (s: State, d: Data): boolean => s.sent === d && s.sBit !== s.sAck;
/** Each value that is being sent is received. */
export const sentLeadsToRcvd = leadsTo(sending, (s, d: Data) => s.rcvd === d);
/** But for its channels, it is what the protocol has to be. */
export const isCorrect = refines(abCorrectness, ({ sBit, sAck, rBit, sent, rcvd }) => ({ sBit, sAck, rBit, sent, rcvd }));

export const asPublished = model(
  {},
  { constraint: (s) => s.msgQ.length <= MSG_Q_LEN && s.ackQ.length <= ACK_Q_LEN },
);
