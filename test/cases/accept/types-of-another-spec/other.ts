/** A spec of its own, of which another one imports nothing but types. */
import { constant, spec, when, type Id, type Index } from "racespec";

export const SIZE = constant(2);
export type Node = Id<"Node", 2>;
export type Slot = Index<typeof SIZE>;
export interface Message { from: Node; slot: Slot }
const { action, invariant } = spec<{ last: Slot }>(() => ({ last: 0 }));
export const turn = action((s) => { when(s.last === 0); s.last = 1; });
export const small = invariant((s) => s.last < 1);
