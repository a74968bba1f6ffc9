/** An action that has no parameter has no instance for each. */
import { fill, type Index, spec } from "racespec";

type Client = Index<2>;
interface State { asked: Record<Client, boolean>; open: boolean }
const { action, infinitelyOften, fairness } = spec<State>(() => ({ asked: fill(false), open: false }));

export const ask = action((s, c: Client) => { s.asked[c] = !s.asked[c]; });
export const open = action((s) => { s.open = !s.open; });
fairness.each("strong", ask, ask, open);
export const opens = infinitelyOften((s) => s.open);
