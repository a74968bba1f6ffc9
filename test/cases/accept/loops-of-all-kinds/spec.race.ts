/** Loops inside loops, with jumps out of several, and patterns of all depths. */
import { each, pick, spec, type Index, type Int, type Seq, when } from "racespec";

const Mode = { Idle: "idle", Busy: "busy", Off: "off" } as const;
type Mode = (typeof Mode)[keyof typeof Mode];
const NEXT = { idle: "busy", busy: "off", off: "idle" } as const;
const COSTS = [1, 2, 4] as const;
const PLANS = [
  { mode: "idle", cost: 1 },
  { mode: "busy", cost: 2 },
] as const;

interface Point { x: Int<0, 3>; y?: Int<0, 3>; tags: [boolean, Index<3>] }
interface State {
  mode: Mode;
  cost: Int<0, 99>;
  points: Seq<Point, 3>;
  rows: Seq<[Index<3>, { on: boolean }], 2>;
}

const { action, process, invariant } = spec<State>(() => ({
  mode: Mode.Idle,
  cost: 0,
  points: [{ x: 1, tags: [true, 2] }, { x: 2, y: 3, tags: [false, 0] }],
  rows: [[1, { on: true }]],
}));

export const turn = action((s) => {
  s.mode = NEXT[s.mode];
});
export const chosen = action((s) => {
  s.cost = pick(COSTS);
  const plan = pick(PLANS);
  s.mode = plan.mode;
  s.cost += plan.cost;
});
export const looked = action((s, i: Index<3>) => {
  s.cost = COSTS[i] + PLANS[0].cost;
});
export const taken = action((s) => {
  let sum = 0;
  for (const { x, y = 1, tags: [on, n = 0] } of s.points) sum += on ? x : y + n;
  for (const [i, { on }] of s.rows) sum += on ? i : 0;
  for (const [i, { x }] of s.points.entries()) sum += i * x;
  const [{ x: first = 1 } = { x: 0 }] = s.rows.map(([x]) => ({ x }));
  s.cost = first > 0 ? sum : sum + 1;
});
export const searched = action((s) => {
  let found = 0;
  outer: for (const a of each<Index<3>>()) {
    for (const b of each<Index<3>>()) {
      if (a === b) continue;
      if (a + b > 3) break outer;
      switch (a * b) {
        case 0:
          continue outer;
        case 2:
          found = a;
          break;
        default:
          break outer;
      }
      found += b;
    }
  }
  s.cost = found;
});
export const counted = action((s) => {
  let i = 0;
  let n = 0;
  all: while (true) {
    do {
      i++;
      if (i % 2 === 0) continue;
      if (i > 7) break all;
      n += Math.sign(i - 4) + Math.trunc(i / 2) + Math.floor(-i / 2) + Math.ceil(i / 3) + Math.abs(-i);
    } while (i < 5);
  }
  s.cost = Math.max(0, Math.min(99, n, 90));
});

function firstOf<T>(xs: readonly T[], otherwise: T): T {
  return xs[0] ?? otherwise;
}
function power(base: number, n: number): number {
  return n <= 0 ? 1 : base * power(base, n - 1);
}
const moved = ({ x, y = 0 }: Point, [dx, dy]: [number, number]): number => x + dx + y + dy;

export const helped = action((s) => {
  const p = s.points[0];
  when(p !== undefined);
  s.cost = power(2, p.x) + moved(p, [1, 2]) + firstOf(COSTS, 1);
});

export const walker = process(function* (s) {
  for (const [i, x] of [2, 3].entries()) {
    s = yield "go";
    s.cost = i + x;
  }
});

export const modes = invariant((s) => s.mode === Mode.Idle || s.mode === Mode.Busy || s.mode === Mode.Off);
