/** A map whose keys are more than numbers can count, with a bound of its own. */
import { spec, ValueMap, type Int } from "racespec";

interface Key { a: Int<0, 1_000_000_000>; b: Int<0, 1_000_000_000> }
interface State { known: ValueMap<Key, boolean, 2> }
const { action } = spec<State>(() => ({ known: new ValueMap() }));

export const reset = action((s) => { s.known.clear(); });
