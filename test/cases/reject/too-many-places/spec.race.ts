/** All of them are alike and take no bits; there are too many places for them all the same. */
import { Bag, spec } from "racespec";

interface State { tokens: Bag<"token", 1_000_000> }
const { action } = spec<State>(() => ({ tokens: new Bag() }));

export const put = action((s) => {
  s.tokens.add("token");
});
