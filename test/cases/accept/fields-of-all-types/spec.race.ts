/** Types as TypeScript has them: utility types, intersections, enum-like tables, tuples, ranges, optional parts. */
import { constant, fill, fillWith, spec, sum, type Index, type Int } from "racespec";

export const SIZE = constant(2);
const LAST = SIZE * 2 - 1;
const Color = { Red: 0, Green: 1, Blue: 2 } as const;
type Color = (typeof Color)[keyof typeof Color];
const LEVELS = ["low", "mid", "high"] as const;
type Level = (typeof LEVELS)[number];
const WEIGHT: Readonly<Record<Level, number>> = { low: 1, mid: 2, high: 4 };

type Cell = Index<typeof SIZE>;
interface Base { id: Cell; note?: "a" | "b" }
interface Sized extends Base { size: Int<0, typeof LAST> }
type Marked = Base & { mark: boolean } & { color: Color };
type Patch = Partial<Pick<Sized, "size" | "note">>;
type Plain = Omit<Sized, "note">;
interface State {
  base: Readonly<Sized>;
  marked: Marked;
  patch: Patch;
  plain: Plain;
  level: Exclude<Level, "mid">;
  any: Level;
  grid: Record<Cell, Record<Cell, Color>>;
  pair: [Cell, { on: boolean }];
  triple: readonly [Level, Level | null, -1 | 0 | 1];
  must: Required<Patch>;
  byLevel: Record<Level, boolean>;
  keyed: boolean;
  n: Int<-50, 50>;
}
const { action, invariant } = spec<State>(() => ({
  base: { id: 0, size: 1 },
  marked: { id: 1, mark: false, color: Color.Green, note: "b" },
  patch: {},
  plain: { id: 0, size: 3 },
  level: "low",
  any: "mid",
  grid: fill(fill(Color.Red)),
  pair: [1, { on: false }],
  triple: ["low", null, -1],
  must: { size: 0, note: "a" },
  byLevel: { low: true, mid: false, high: true },
  keyed: true,
  n: 0,
}));

export const patched = action((s, size: Int<0, 3>) => {
  s.patch = s.patch.size === undefined ? { size } : { note: "a" };
  s.base = { ...s.base, size: s.patch.size ?? 0 };
});
export const marked = action((s) => {
  s.marked = { ...s.marked, color: s.marked.color === Color.Blue ? Color.Red : Color.Blue, note: undefined };
  s.marked.mark = !s.marked.mark;
});
export const leveled = action((s, l: Level) => {
  s.n = WEIGHT[l] + (s.byLevel[l] ? 10 : 0) + LEVELS.indexOf(l);
  if (l !== "mid") s.level = l;
  s.any = LEVELS[(LEVELS.indexOf(s.any) + 1) % LEVELS.length]!;
});
export const painted = action((s, c: Color, x: Cell) => {
  s.grid[x] = fillWith((y: Cell) => (x === y ? c : s.grid[y][x]));
  s.n = sum((y: Cell) => s.grid[x][y]);
});
export const paired = action((s) => {
  const [i, { on }] = s.pair;
  s.pair[1].on = !on;
  s.pair = [i === 0 ? 1 : 0, { on: s.pair[1].on }];
  const [a, b, c] = s.triple;
  s.triple = [b ?? "mid", a, c === 1 ? -1 : 1];
});
export const required = action((s) => {
  const { size, ...rest } = s.must;
  s.must = { ...rest, size: (size + 1) % 3 };
  s.n = -size;
});

export const bounded = invariant((s) => s.base.size <= LAST && s.grid[0][0] < 3);
