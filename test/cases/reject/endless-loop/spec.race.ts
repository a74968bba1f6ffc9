/** A server that forgets to rest. */
import { spec, type Int } from "racespec";

interface State { served: Int<0, 3> }
const { process } = spec<State>(() => ({ served: 0 }));

export const server = process(function* (s) {
  s = yield "start";
  while (true) {
    s.served = (s.served + 1) % 3;
  }
}, { daemon: true });
