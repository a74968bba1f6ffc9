/**
 * SpecifyingSystems/AsynchronousInterface/AsynchInterface.cfg of tlaplus/Examples: a two-wire handshake.
 *
 * The sender puts a value on the lines and flips `rdy`; the receiver takes it and flips `ack`. While the two are equal nothing
 * is on its way. Lamport's book shows the same in another manner as Channel.
 *
 * TLC makes a step for each value that `val' ∈ Data` allows; here the value is a parameter of `send`.
 *
 * @source tlaplus/Examples specifications/SpecifyingSystems/AsynchronousInterface/AsynchInterface.tla
 * @source L. Lamport: Specifying Systems, 2002, chapter 3
 */
import { pick, spec, when } from "racespec";

type Data = "d1" | "d2" | "d3";
type Bit = 0 | 1;
interface State {
  val: Data;
  rdy: Bit;
  ack: Bit;
}
const { action, stepInvariant, model } = spec<State>(() => {
  const bit = pick<Bit>();
  return { val: pick(), rdy: bit, ack: bit };
});
const other = (b: Bit): Bit => (b === 0 ? 1 : 0);

/** Puts a value on the lines. */
export const send = action((s, d: Data) => {
  when(s.rdy === s.ack);
  s.val = d;
  s.rdy = other(s.rdy);
});
/** Takes the value. */
export const rcv = action((s) => {
  when(s.rdy !== s.ack);
  s.ack = other(s.ack);
});

/** A value that has not been taken stays. */
export const valueStays = stepInvariant((s, next) => s.rdy === s.ack || s.val === next.val);

export const asPublished = model();
