/** Tables spread into literals of all kinds: with a type written, without one, into tables and into records. */
import { assert, fill, type Index, type Int, same, type Seq, spec, when } from "racespec";

type I = Index<3>;
interface Pair { a: I; b: I }
interface State {
  x: Record<I, I>;
  r: Record<"a" | "b", I>;
  y: Pair;
  rows: Record<I, Record<I, I>>;
  seq: Seq<I, 2>;
  n: Int<0, 9>;
}
const { action, invariant, model } = spec<State>(() => ({
  x: fill(1), r: { a: 1, b: 2 }, y: { a: 0, b: 0 }, rows: fill(fill(2)), seq: [0, 1], n: 0,
}));
const BASE: Record<"a" | "b", I> = { a: 2, b: 1 };

export const whole = action((s) => {
  const y = { ...s.x };
  when(same(y, s.x));
  y[0] = 2;
  s.n = y[0] + s.x[0];
  s.x = y;
});
export const one = action((s) => {
  const y = { ...s.r };
  y.a = 2;
  s.r = y;
});
export const named = action((s) => {
  const y = { ...s.r, a: 0 };
  assert(y.a === 0, "a is replaced");
  s.n = y.b;
});
export const mixed = action((s, i: I) => {
  const y = { ...s.x, ...s.rows[i] };
  assert(same(y, s.rows[i]), "the later one counts");
  s.x = { ...s.x, ...y };
});
export const base = action((s) => { s.r = { ...BASE, b: s.x[2] };
  const y = { ...BASE, ...s.r };
  assert(y.b === s.x[2], "the later one counts");
 });
export const extended = action((s) => {
  const y = { ...s.r, more: true };
  s.n = y.a + (y.more ? 3 : 0);
});
export const branches = action((s, c: Index<2>) => {
  const y = c === 0 ? { ...s.r } : { a: 0, b: 1 };
  const z = c === 0 ? { a: 2, b: 1 } : { ...s.r, b: 0 };
  s.n = y.a + y.b + z.a + z.b;
});
export const toRecord = action((s) => { s.y = { ...s.r }; });
export const toTable = action((s) => { s.r = { ...s.y, a: 2 }; });
export const clones = action((s, c: Index<2>) => {
  if (c === 0) s.y = structuredClone(s.r);
  else s.r = structuredClone(s.y);
});
export const within = action((s) => {
  const y = { rows: { ...s.rows[1] } };
  const list = [{ ...s.x }, { ...s.rows[0] }];
  const made = s.seq.map(() => ({ ...s.r }));
  const pairs = [{ ...s.r }, { a: 1, b: 1 }];
  assert(pairs[1]?.a === 1 && pairs[0]?.b === s.r.b, "both are tables");
  s.n = y.rows[0] + (list[0]?.[0] ?? 0) + (list[1]?.[1] ?? 0) + (made[1]?.b ?? 0);
});
export const small = invariant((s) => s.n < 9);
export const all = model({}, { deadlock: "ignore" });
