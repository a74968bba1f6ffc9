/** Mixed unions in every place, read and written in every way. */
import { each, every, fill, pick, same, some, spec, type Id, type Index, type Int, type Seq, ValueSet, when } from "racespec";

type N = Id<"N", 2>;
interface R { kind: "r"; v: Int<0, 3> }
interface S { kind: "s"; who: N }
type X = R | S | N | Int<0, 3> | "off" | boolean | null | undefined;
interface State {
  x: X;
  y?: X;
  q: Seq<X, 3>;
  t: Record<N, R | "none">;
  m: Map<Index<2>, R | Int<0, 2>>;
  n: Int<-9, 99>;
  vs: ValueSet<R | "off">;
  p: [X, R | 3];
  d: 1 | 2 | { one: true };
}
const { action, process, invariant } = spec<State>(() => ({
  x: null,
  q: ["off", 3],
  t: fill("none"),
  m: new Map<Index<2>, R | Int<0, 2>>([[0, 1]]),
  n: 0,
  vs: new ValueSet(["off"]),
  p: [undefined, 3],
  d: 1,
}));

function weight(x: X): number {
  if (x === null || x === undefined) return 0;
  if (typeof x === "number") return x + 1;
  if (typeof x === "boolean") return x ? 10 : 20;
  if (typeof x === "string") return 30;
  if (typeof x === "symbol") return 40;
  return x.kind === "r" ? 50 + x.v : 60;
}
const isRecord = (x: X): x is R | S => typeof x === "object" && x !== null;
const numberOr = (x: X, otherwise: Int<0, 3>): Int<0, 3> => (typeof x === "number" ? x : otherwise);

export const put = action((s, w: N, v: Int<0, 3>) => {
  s.x = pick<"r" | "s" | "n" | "i" | "o" | "b" | "u">() === "r" ? { kind: "r", v } : w;
  s.n = weight(s.x);
});
export const cycle = action((s) => {
  const x = s.x;
  switch (x) {
    case null:
      s.x = undefined;
      break;
    case undefined:
      s.x = true;
      break;
    case true:
    case false:
      s.x = x ? false : 2;
      break;
    case "off":
      s.x = { kind: "s", who: pick<N>() };
      break;
    default:
      if (typeof x === "number") s.x = x > 0 ? x - 1 : "off";
      else if (isRecord(x)) s.x = x.kind === "s" ? x.who : x.v;
      else s.t[x] = s.t[x] === "none" ? { kind: "r", v: 1 } : "none";
  }
});
export const optional = action((s) => {
  s.y ??= s.x === undefined ? null : structuredClone(s.x);
  s.n = numberOr(s.y, 0) + (same(s.y, s.x) && !isRecord(s.y) ? 1 : 0);
});
export const listed = action((s) => {
  when(s.q.length < 3);
  s.q.push(structuredClone(s.x));
  s.n = s.q.reduce<number>((n, x) => n + weight(x), 0) % 90;
  s.q = s.q.filter((x) => x !== "off" && !same(x, { kind: "r", v: 2 }));
});
export const found = action((s) => {
  const r = s.q.find(isRecord);
  const last = s.q.findLast((x) => typeof x === "number");
  s.n = (r?.kind === "s" ? 3 : 4) + numberOr(last, 2);
  if (r !== undefined && r.kind === "r") r.v = 0;
});
export const mapped = action((s, i: Index<2>) => {
  const v = s.m.get(i);
  if (v === undefined) s.m.set(i, 0);
  else if (typeof v === "number") s.m.set(i, { kind: "r", v });
  else if (v.v < 2) v.v++;
  else s.m.delete(i);
  for (const [k, x] of s.m) s.n = Math.max(s.n, typeof x === "number" ? k : x.v);
});
export const kept = action((s) => {
  const [x, r] = s.p;
  if (r !== 3) s.vs.add(r);
  for (const m of s.vs) if (m !== "off" && m.v === 3) s.n = 1;
  s.p = [isRecord(x) ? null : x, r === 3 ? { kind: "r", v: 3 } : 3];
  s.p[0] = s.p[1] === 3 ? 1 : "off";
});
export const spread = action((s) => {
  const r = s.p[1];
  when(r !== 3);
  s.p[1] = { ...r, v: s.d === 2 ? 0 : 1 };
  s.d = s.d === 1 ? 2 : s.d === 2 ? { one: true } : 1;
});
export const walker = process(function* (s, self: N) {
  let held: X = null;
  for (const x of [1, "off"] as X[]) {
    s = yield "take";
    const seen = s.x;
    if (held === null) held = isRecord(seen) ? { kind: "s", who: self } : seen;
    else if (typeof held === "number" && x === 1) s.n = held;
    s.t[self] = isRecord(held) && held.kind === "s" ? { kind: "r", v: 2 } : "none";
  }
  s = yield "end";
  s.x = typeof held === "string" ? held : null;
});

export const tested = action((s) => {
  const r = s.t[pick<N>()] === "none" ? null : s.p[1];
  s.d = (r && r !== 3 && r.v > 1) === true ? 1 : 2;
  const known: number | null | false = s.y !== null && isRecord(s.y) && s.y.kind === "r" && s.y.v;
  s.n = known === false ? 0 : known;
});

export const typed = invariant((s) => every((w: N) => s.t[w] === "none" || s.t[w].v < 4) && weight(s.x) < 70);
