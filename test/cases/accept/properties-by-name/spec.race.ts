/** Bodies, conditions and initial states that are functions by their name. */
import { spec, constant, fill, every, violates, type Index, type Int } from "racespec";

export const START = constant<Int<0, 2>>(0);
type Slot = Index<2>;
interface State { n: Int<0, 4>; on: Record<Slot, boolean> }
function initial(): State { return { n: START, on: fill(false) }; }
const { action, invariant, stepInvariant, reachable, model } = spec<State>(initial);

function isOn(s: State, b: Slot): boolean { return s.on[b]; }
const small = (s: State): boolean => s.n < 4;
const positive = (b: Slot): boolean => b >= 0;
function rise(s: State): void { s.n = (s.n + 1) % 5; }

export const up = action(rise);
export const toggle = action((s, b: Slot) => { s.on[b] = !isOn(s, b); });
export const isSmall = invariant(small);
export const slots = invariant(() => every(positive));
export const moves = stepInvariant((s, next) => next.n === s.n || next.n === (s.n + 1) % 5);
export const full = reachable((s) => every((b: Slot) => s.on[b]));
const OPTIONS = { deadlock: "ignore" } as const;
export const asItIs = model({}, { expect: violates(isSmall) });
export const fromTwo = model({ START: 2 }, { ...OPTIONS, init: small, check: [slots, full] });
