// Code before the first yield decides who takes part at all; a daemon does not keep the others from terminating.
import { type Index, spec } from "racespec";
interface State { ticks: Index<2> }
const { process } = spec<State>(() => ({ ticks: 0 }));
export const clock = process(function* (s) {
  while (true) {
    s = yield "tick";
    s.ticks = s.ticks === 0 ? 1 : 0;
  }
}, { daemon: true });
export const worker = process(function* (s, self: Index<3>) {
  if (self === 1) return;
  let left: Index<3> = self;
  while (left > 0) {
    s = yield "work";
    left--;
  }
});
