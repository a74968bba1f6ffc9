/** Enum-like objects, `as const` tables and lists, and types made of them. */
import { spec, constant, pick, type Int } from "racespec";

const NEXT = { idle: "busy", busy: "done", done: "idle" } as const;
type Phase = keyof typeof NEXT;
const PRIMES = [2, 3, 5] as const;
const Colour = { Red: "red", Green: "green" } as const;
type Colour = (typeof Colour)[keyof typeof Colour];
const COSTS = { a: { cost: 1, next: "b" }, b: { cost: 2, next: "a" } } as const;
const MOVES = [[0, 1], [1, 0]] as const;
const NAMED = [{ name: "a", weight: 1 }, { name: "b", weight: 2 }] as const;
export const N = constant(2);
const SIZE = N * 2 + 1;
interface State { phase: Phase; p: (typeof PRIMES)[number]; c: Colour; k: keyof typeof COSTS; cost: Int<0, typeof SIZE>; x: 0 | 1; y: 0 | 1 }
const { action, invariant } = spec<State>(() => ({ phase: "idle", p: 2, c: Colour.Red, k: "a", cost: 0, x: 0, y: 0 }));

export const step = action((s) => {
  s.phase = NEXT[s.phase];
  s.p = PRIMES[1];
  s.c = s.c === Colour.Red ? Colour.Green : Colour.Red;
  s.cost = COSTS[s.k].cost;
  s.k = COSTS[s.k].next;
});
export const choose = action((s) => {
  s.p = pick(PRIMES);
  const [dx, dy] = pick(MOVES);
  s.x = dx;
  s.y = dy;
  const e = pick(NAMED);
  s.k = e.name;
  s.cost = e.weight;
});
export const go = action((s, i: 0 | 1) => {
  for (const p of PRIMES) if (p === 3) s.cost = p;
  for (const { name, weight } of NAMED) if (name === s.k) s.cost = weight;
  for (const [dx, dy] of MOVES) if (dx === 1) s.y = dy;
  s.x = MOVES[i][0];
  s.cost = NAMED[i].weight;
});
export const listed = invariant((s) => PRIMES.includes(s.p) && PRIMES.some((p) => p === s.p) && PRIMES.length === 3);
