// An optional field that the initial state leaves out, looked at by `init`: the record was just made, and no field stood there.
import { pick, spec, type Index } from "racespec";
interface Inner { a: Index<3>; b?: Index<2> }
interface State { n: Index<4>; f?: boolean; inner: Inner; more?: Inner }
const { action, model } = spec<State>(() => ({ n: pick(0, 2), inner: pick<boolean>() ? { a: 0 } : { a: 1, b: 0 } }));
export const step = action((s) => {
  s.n = (s.n + 1) % 4;
  s.inner = { a: s.n % 3 };
  if (s.inner.b === undefined) s.more = { a: 2 };
  s.f = s.more?.b === undefined;
});
export const absent = model({}, { init: (s) => s.f === undefined });
export const inside = model({}, { init: (s) => s.inner.b === undefined && s.more === undefined });
export const there = model({}, { init: (s) => s.inner.b === 0 && typeof s.f === "undefined" });
export const none = model({}, { init: (s) => s.f !== undefined || s.inner.b === 1 || s.n < 3 });
