/**
 * One channel of `channel.ts`.
 * @source tlaplus/Examples specifications/SpecifyingSystems/AsynchronousInterface/Channel.tla
 */
import { pick, spec, when } from "racespec";
import { type Chan, rcv, send } from "./channel.ts";

type Data = 0 | 1 | 2;
const { action, invariant, model } = spec<{ chan: Chan<Data> }>(() => {
  const chan: Chan<Data> = { val: pick(), rdy: pick(), ack: pick() };
  when(chan.ack === chan.rdy);
  return { chan };
});
export const sending = action((s, d: Data) => send(s.chan, d));
export const receiving = action(({ chan }) => {
  rcv(chan);
});
export const ok = invariant(({ chan: { val } }) => val <= 2);
export const m = model();
