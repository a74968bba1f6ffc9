/** What is fair for each of them: an action and a process whose selves are not the same. */
import { fill, type Index, spec } from "racespec";

type Client = Index<2>;
interface State { asked: Record<Client, boolean> }
const { action, process, infinitelyOften, fairness } = spec<State>(() => ({ asked: fill(false) }));

export const ask = action((s, c: Client) => { s.asked[c] = !s.asked[c]; });
export const server = process(function* (s, self: Index<3>) {
  s = yield "serve";
  s.asked[self === 0 ? 0 : 1] = false;
}, { daemon: true });
fairness.each("weak", ask, server);
export const asks = infinitelyOften((s) => s.asked[0]);
