/** Absent fields, nullable records, optional chaining and defaults. */
import { spec, type Int } from "racespec";

interface Inner { v: Int<0, 3>; note?: "a" | "b"; deep?: { z: boolean } }
interface State { inner: Inner; maybe: Inner | null; opt?: Inner }
const { action, invariant } = spec<State>(() => ({ inner: { v: 0 }, maybe: null }));

export const set = action((s) => {
  s.inner.note = "a";
  s.inner.deep = { z: true };
  s.maybe = { v: 1, note: "b" };
  s.opt = { v: 2 };
});
export const read = action((s) => {
  if (s.maybe !== null && s.maybe.v === 1) s.inner.v = s.maybe.v;
  if (s.opt?.deep?.z) s.inner.v = 3;
  if (s.opt?.note === "a") s.opt = undefined;
  s.inner.v = s.maybe?.v ?? 0;
  s.inner.note = undefined;
  s.maybe = s.maybe ? { ...s.maybe, v: 2, deep: undefined } : null;
});
export const nest = action((s) => { s.opt ??= { v: 1 }; s.opt.deep = { z: s.inner.deep?.z ?? false }; });
export const drop = action((s) => { const { deep, ...flat } = s.inner; if (deep?.z) s.maybe = null; s.inner = flat; });
export const known = invariant((s) => s.inner.deep === undefined || s.inner.deep.z);
