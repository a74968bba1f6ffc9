/**
 * The alternating bit protocol over channels that lose messages, bounded by a constraint.
 * @source tlaplus/Examples specifications/SpecifyingSystems/TLC/MCAlternatingBit.tla
 */
import { type Index, pick, type Seq, spec, when } from "racespec";

type Data = "d1" | "d2";
type Bit = 0 | 1;
interface State {
  msgQ: Seq<readonly [Bit, Data], 3>;
  ackQ: Seq<Bit, 3>;
  sBit: Bit;
  sAck: Bit;
  rBit: Bit;
  sent: Data;
  rcvd: Data;
}
const { action, invariant, model } = spec<State>(() => {
  const bit = pick<Bit>(0, 1);
  return { msgQ: [], ackQ: [], sBit: bit, sAck: bit, rBit: bit, sent: pick<Data>(), rcvd: pick("d1", "d2") };
});
const flip = (b: Bit): Bit => (b === 0 ? 1 : 0);
export const sndNewValue = action((s, d: Data) => {
  when(s.sAck === s.sBit);
  s.sent = d;
  s.sBit = flip(s.sBit);
  s.msgQ.push([s.sBit, d]);
});
export const reSndMsg = action((s) => {
  when(s.sAck !== s.sBit);
  s.msgQ = [...s.msgQ, [s.sBit, s.sent]];
});
export const rcvMsg = action((s) => {
  const m = s.msgQ.shift();
  when(m !== undefined);
  [s.rBit, s.rcvd] = m;
});
export const sndAck = action((s) => {
  s.ackQ.push(s.rBit);
});
export const rcvAck = action((s) => {
  when(s.ackQ.length > 0);
  const [head, ...rest] = s.ackQ;
  s.sAck = head;
  s.ackQ = rest;
});
function lose<T>(q: readonly T[], i: number): T[] {
  return q.filter((_, j) => j !== i);
}
export const loseMsg = action((s, i: Index<3>) => {
  when(i < s.msgQ.length);
  s.msgQ = s.msgQ.filter((_, j) => j !== i);
});
export const loseAck = action((s) => {
  const at = pick((i: Index<3>) => i < s.ackQ.length);
  s.ackQ = lose(s.ackQ, at);
});
export const inSync = invariant((s) => s.sBit === s.sAck || s.msgQ.every(([bit, d]) => bit !== s.sBit || d === s.sent));
export const m = model({}, { constraint: (s) => s.msgQ.length <= 2 && s.ackQ.length <= 2 });
