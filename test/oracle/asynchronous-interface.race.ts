/**
 * A two-wire handshake.
 * @source tlaplus/Examples specifications/SpecifyingSystems/AsynchronousInterface/AsynchInterface.tla
 */
import { pick, spec, when } from "racespec";

interface State {
  val: "d1" | "d2" | "d3";
  rdy: 0 | 1;
  ack: 0 | 1;
}
const { action, model } = spec<State>(() => {
  const s: State = { val: pick(), rdy: pick(0, 1), ack: pick(0, 1) };
  when(s.rdy === s.ack);
  return s;
});
type Data = State["val"];
export const send = action((s, d: Data) => {
  when(s.rdy === s.ack);
  s.val = d;
  s.rdy = s.rdy === 0 ? 1 : 0;
});
export const rcv = action((s) => {
  when(s.rdy !== s.ack);
  s.ack = s.ack === 0 ? 1 : 0;
});
export const all = model();
