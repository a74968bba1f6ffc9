/** Results that may be absent, defaults, destructured parameters, functions that never return. */
import { spec, every, type Index, type Int } from "racespec";

type Slot = Index<2>;
type Mode = { kind: "off" } | { kind: "on"; level: Int<0, 2> };
interface Point { x: Int<0, 3>; y: Int<0, 3> }
interface State { n: Int<0, 9>; on: Record<Slot, boolean>; p: Point; q: Point; mode: Mode }
const { action, invariant } = spec<State>(() => ({
  n: 0,
  on: { 0: true, 1: false },
  p: { x: 0, y: 1 },
  q: { x: 1, y: 1 },
  mode: { kind: "off" },
}));

function findOn(s: State): Slot | undefined {
  if (s.n === 2) return;
  for (const i of [0, 1]) if (s.on[i]) return i;
  return undefined;
}
function firstOn(s: State) {
  for (const i of [0, 1] as const) if (s.on[i]) return i;
}
function add(s: State, by = 1, twice: boolean = false): void { s.n = Math.min(9, s.n + by * (twice ? 2 : 1)); }
function distance({ x, y }: Point, { x: x2, y: y2 }: Point): number { return Math.abs(x - x2) + Math.abs(y - y2); }
function impossible(x: never): never { throw new Error("no such mode"); }

export const find = action((s) => {
  const i = findOn(s);
  if (i !== undefined) s.on[i] = false;
  else s.n = 2;
  if (firstOn(s) === undefined) s.n = 3;
});
export const adds = action((s) => { add(s); add(s, 2); add(s, 1, true); });
export const move = action((s, { x, y }: Point) => { if (distance(s.p, s.q) < 2) s.p = { ...s.q, x }; else s.q.y = y; });
export const place = action((s, p: Point) => { s.p = p; });
export const pair = action((s, [on, i]: [boolean, Slot]) => { s.on[i] = on; });
export const switched = action((s) => {
  switch (s.mode.kind) {
    case "off":
      s.mode = { kind: "on", level: 1 };
      break;
    case "on":
      s.n = s.mode.level;
      break;
    default:
      impossible(s.mode);
  }
});
export const bounded = invariant((s) => { const top = s.n; return every((i: Slot) => !s.on[i] || top <= 9); });
