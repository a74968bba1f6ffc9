/** A Record over literals and an object type with the same fields: stored without taking it apart. */
import { type Index, spec } from "racespec";

type I = Index<3>;
interface Pair { a: I; b: I }
interface State { x: Record<"a" | "b", I>; y: Pair }
const { action } = spec<State>(() => ({ x: { a: 0, b: 0 }, y: { a: 0, b: 0 } }));

const least = (p: Pair): I => (p.a < p.b ? p.a : p.b);
const copyOf = (x: Record<"a" | "b", I>): Record<"a" | "b", I> => ({ ...x });
export const go = action((s) => {
  if (least(s.x) === 0) s.y = copyOf(s.x);
});
