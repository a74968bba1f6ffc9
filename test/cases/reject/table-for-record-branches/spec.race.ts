/** One branch is a Record over literals, the other one an object with the same fields. */
import { type Index, spec } from "racespec";

type I = Index<3>;
interface State { x: Record<"a" | "b", I>; y: { a: I; b: I }; n: I }
const { action } = spec<State>(() => ({ x: { a: 0, b: 0 }, y: { a: 0, b: 0 }, n: 0 }));

export const go = action((s, c: Index<2>) => {
  const one = c === 0 ? s.x : s.y;
  s.n = one.a;
});
