/** A whole bag as a parameter. */
import { Bag, spec, type Index } from "racespec";

type Hand = Bag<Index<3>, 2>;
interface State { hand: Hand }
const { action } = spec<State>(() => ({ hand: new Bag() }));

export const deal = action((s, hand: Hand) => { s.hand = hand; });
