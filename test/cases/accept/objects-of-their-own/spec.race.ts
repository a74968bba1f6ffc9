/** New objects made, handed on, stored once, moved and copied. */
import { spec, when, type Index, type Int, type Seq } from "racespec";

interface Part { x: Int<0, 1>; f: { g: boolean } }
interface State { a: Part | null; b: Part; queue: Seq<Part, 2>; grid: Seq<Seq<Int<0, 1>, 2>, 2>; rows: Record<Index<2>, Part> }
const { action } = spec<State>(() => {
  const row = { x: 0, f: { g: true } };
  return { a: null, b: { x: 0, f: { g: true } }, queue: [], grid: [[0], [1]], rows: { 0: row, 1: { x: 1, f: { g: false } } } };
});

export const fallBack = action((s) => { s.a ??= { x: 1, f: { g: false } }; });
export const eitherNew = action((s) => { let p: Part = { x: 1, f: { g: false } }; if (s.b.x === 1) p = { x: 0, f: { g: true } }; s.a = p; });
export const inAList = action((s) => { const q: Seq<Part, 2> = []; q.push({ x: 0, f: { g: true } }); s.queue = q; });
export const nested = action((s) => { when(s.grid.length === 2); s.grid[0] = [...s.grid[1]]; s.grid[0][0] = 1; s.grid = s.grid.slice(1); s.grid.push([1, 0]); });
export const oneOrTheOther = action((s) => {
  const p: Part = { x: 1, f: { g: true } };
  if (s.b.x === 0) {
    s.a = p;
    return;
  }
  s.b = p;
});
export const eachTurn = action((s) => { for (const x of [0, 1] as const) { const p: Part = { x, f: { g: true } }; if (s.queue.length < 2) s.queue.push(p); } });
export const mapped = action((s) => { s.queue = [0, 1].map((i) => ({ x: i, f: { g: i === 0 } })); });
export const copied = action((s) => { const [p] = s.queue; if (p) s.b = structuredClone(p); s.rows[0] = structuredClone(s.rows[1]); });
export const together = action((s) => { s.queue = structuredClone([s.b, s.rows[0]]); });
export const again = action((s) => { s.queue = structuredClone(s.queue.map((x) => ({ ...x, x: 1 }))); });
export const changedInPlace = action((s, i: Index<2>) => {
  const row = s.rows[i];
  row.f.g = !row.f.g;
  const { f } = s.b;
  f.g = row.f.g;
  const last = s.queue.at(-1);
  if (last) last.x = 1;
});
