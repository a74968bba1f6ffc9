// Part of the case: a register that is written at once. Checked on its own it is a spec like any other.
import { constant, type Id, spec, when, assume } from "racespec";
export const MAX = constant(2);
/** Of this module alone. */
export const STEP = constant(1);
assume(STEP <= MAX, "a step fits");
export type Writer = Id<"Writer", 2>;
type Reader = Id<"Reader", 2>;
interface Register { value: 0 | 1 | 2; by: Writer | null; readers: Set<Reader> }
export const register = spec<Register>(() => ({ value: 0, by: null, readers: new Set() }));
const { action, invariant, model } = register;
export const write = action((s, w: Writer) => {
  when(s.value + STEP <= MAX);
  s.value = s.value === 0 ? 1 : 2;
  s.by = w;
});
export const read = register.action((s, r: Reader) => { s.readers.add(r); });
export const small = invariant((s) => s.value <= MAX);
export const alone = model({ STEP: 2 });
