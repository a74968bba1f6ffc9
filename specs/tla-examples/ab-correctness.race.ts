/**
 * ABCorrectness of tlaplus/Examples: what the alternating bit protocol achieves, without its channels.
 *
 * A value is sent, received and acknowledged, and only then the next one is sent.
 *
 * @source tlaplus/Examples specifications/SpecifyingSystems/TLC/ABCorrectness.tla
 * @source L. Lamport: Specifying Systems, 2002, chapter 14
 */
import { pick, spec, when } from "racespec";

export type Data = "d1" | "d2";
export type Bit = 0 | 1;
interface State {
  /** The bit of the value that is being sent. */
  sBit: Bit;
  /** The bit that was acknowledged last. */
  sAck: Bit;
  /** The bit that was received last. */
  rBit: Bit;
  sent: Data;
  rcvd: Data;
}
export const abCorrectness = spec<State>(() => {
  const bit = pick<Bit>();
  return { sBit: bit, sAck: bit, rBit: bit, sent: pick<Data>(), rcvd: pick<Data>() };
});
const { action, invariant } = abCorrectness;

/** The value was acknowledged: the next one is sent. */
export const cSndNewValue = action((s, d: Data) => {
  when(s.sAck === s.sBit);
  s.sent = d;
  s.sBit = s.sBit === 0 ? 1 : 0;
});
/** The value is received. */
export const cRcvMsg = action((s) => {
  when(s.rBit !== s.sBit);
  s.rBit = s.sBit;
  s.rcvd = s.sent;
});
/** The value is acknowledged. */
export const cRcvAck = action((s) => {
  when(s.rBit !== s.sAck);
  s.sAck = s.rBit;
});

/** A bit is acknowledged only after it was received. */
export const acknowledged = invariant((s) => s.sAck !== s.sBit || s.rBit === s.sBit);
