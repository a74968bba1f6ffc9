/** A set of bags. */
import { Bag, spec, ValueSet, type Index } from "racespec";

interface State { hands: ValueSet<Bag<Index<3>, 2>> }
const { action } = spec<State>(() => ({ hands: new ValueSet() }));

export const reset = action((s) => { s.hands.clear(); });
