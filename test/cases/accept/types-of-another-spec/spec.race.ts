/** Types of a module that has a spec of its own: no values come from there, so that its spec does not matter. */
import { spec } from "racespec";
import type { Message, Node, Slot } from "./other.ts";

interface State { last: Message | null }
const { action, invariant } = spec<State>(() => ({ last: null }));
export const send = action((s, from: Node, slot: Slot) => { s.last = { from, slot }; });
export const within = invariant((s) => s.last === null || s.last.slot < 2);
