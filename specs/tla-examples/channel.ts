/**
 * Channel of Lamport's Specifying Systems: it hands over one value at a time, sent while `rdy` and `ack` differ.
 *
 * @source tlaplus/Examples specifications/SpecifyingSystems/AsynchronousInterface/Channel.tla
 */
import { when } from "racespec";

export type Bit = 0 | 1;
export interface Chan<T> {
  val: T;
  rdy: Bit;
  ack: Bit;
}
const other = (b: Bit): Bit => (b === 0 ? 1 : 0);

/** Puts a value on the channel, which must be free. */
export function send<T extends number>(c: Chan<T>, v: T): void {
  when(c.rdy === c.ack);
  c.val = v;
  c.rdy = other(c.rdy);
}
/** Takes the value that is on the channel. */
export function rcv<T extends number>(c: Chan<T>): T {
  when(c.rdy !== c.ack);
  c.ack = other(c.ack);
  return c.val;
}
