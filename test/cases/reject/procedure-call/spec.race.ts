/** Which procedure runs is decided while checking. */
import { spec } from "racespec";

interface State { fast: boolean; n: 0 | 1 | 2 }
const { process, procedure } = spec<State>(() => ({ fast: true, n: 0 }));

const slow = procedure(function* (s) { s = yield "slow"; s.n = 1; });
const quick = procedure(function* (s) { s = yield "quick"; s.n = 2; });
export const run = process(function* (s) {
  s = yield "start";
  s = yield* (s.fast ? quick : slow)(s);
});
