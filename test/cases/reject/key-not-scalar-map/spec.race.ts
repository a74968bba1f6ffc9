/** A Map from records. */
import { spec, type Index } from "racespec";

interface Key { term: Index<2>; from: Index<2> }
interface State { votes: Map<Key, boolean> }
const { action } = spec<State>(() => ({ votes: new Map() }));

export const reset = action((s) => { s.votes.clear(); });
