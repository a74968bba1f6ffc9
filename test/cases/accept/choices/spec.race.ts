/** pick in all its forms, and first. */
import { spec, pick, first, fill, fillWith, type Id, type Index, type Seq } from "racespec";

type Node = Id<"Node", 2>;
type Slot = Index<2>;
interface State { n: Node | null; b: Slot; q: Seq<Slot, 2>; k: "a" | "b"; t: Record<Slot, boolean>; r: { x: boolean; y: Slot } }
const { action } = spec<State>(() => ({
  n: null,
  b: pick(),
  q: [0],
  k: pick("a", "b"),
  t: fillWith(() => pick<boolean>()),
  r: { x: false, y: 0 },
}));

const isOdd = (b: Slot): boolean => b % 2 === 1;
export const byType = action((s) => { s.n = pick<Node>(); s.b = pick(); const c: Slot = pick(); s.r.y = c; });
export const byCondition = action((s) => { s.b = pick((x: Slot) => x > s.b); });
export const byName = action((s) => { s.b = pick(isOdd); });
export const fromSequence = action((s) => { s.b = pick(s.q); });
export const fromList = action((s) => { s.k = pick("a", "b"); s.b = pick([0, 1]); s.r.y = pick(0, 1); });
export const least = action((s) => { if (!s.t[0] || !s.t[1]) s.b = first((x: Slot) => !s.t[x]); });
export const records = action((s) => { s.r = pick<{ x: boolean; y: Slot }>(); });
export const tables = action((s) => { s.t = fill(pick()); });
export const each = action((s, c: Slot) => { s.t = fillWith((k: Slot) => k === c); s.n = pick(null, pick<Node>()); });
