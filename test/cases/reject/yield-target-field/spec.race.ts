/** Takes a yield for a way to receive a message. */
import { spec, type Int } from "racespec";

interface State { received: Int<0, 3> }
const { process } = spec<State>(() => ({ received: 0 }));

export const receive = process(function* (s) {
  s.received = yield "receive";
  s = yield "reset";
  s.received = 0;
});
