/**
 * SpecifyingSystems/AsynchronousInterface/Channel.cfg of tlaplus/Examples: the two-wire handshake as one record.
 *
 * The operators stand in `channel.ts`, which `inner-fifo.race.ts` uses as well, as the original instantiates module Channel.
 * Data values are the numbers 0, 1 and 2 instead of three model values, which changes no count.
 *
 * @source tlaplus/Examples specifications/SpecifyingSystems/AsynchronousInterface/Channel.tla
 * @source L. Lamport: Specifying Systems, 2002, chapter 3
 */
import { type Index, pick, spec, when } from "racespec";
import { type Bit, type Chan, rcv, send } from "./channel.ts";

type Data = Index<3>;
interface State {
  chan: Chan<Data>;
}
const { action, stepInvariant, model } = spec<State>(() => {
  const chan: Chan<Data> = { val: pick<Data>(), rdy: pick<Bit>(), ack: pick<Bit>() };
  when(chan.ack === chan.rdy);
  return { chan };
});

/** Puts a value on the channel. */
export const sending = action((s, d: Data) => {
  send(s.chan, d);
});
/** Takes the value. */
export const receiving = action((s) => {
  rcv(s.chan);
});

/** A value that has not been taken stays. */
export const valueStays = stepInvariant(
  ({ chan }, next) => chan.rdy === chan.ack || chan.val === next.chan.val,
);

export const asPublished = model();
