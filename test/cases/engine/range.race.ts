/** A spec of somebody who had only the documents: range. */
import { spec, constant, violates, when, assert, fill, pick, each, type Id, type Index, type Int, type Seq } from "racespec";
export const MODE = constant<"mid" | "end" | "seq" | "idx" | "assert" | "throw" | "loop" | "local" | "div" | "first">("mid");
type T = Id<"T", 2>;
interface State { x: Int<0, 9>; y: Int<0, 9>; q: Seq<Int<0, 3>, 2>; a: Record<Index<3>, Int<0, 3>> ; who: T | null}
const { action, process, invariant, model } = spec<State>(() => ({ x: 0, y: 0, q: [], a: fill(0), who: null }));
export const work = process(function* (s, self: T) {
  let k: Int<0, 4> = 0;
  s = yield "one";
  k = s.x % 5;
  s.x = (s.x + 1) % 10;
  s = yield "two";
  const i = pick(0, 1, 2, 3);
  if (MODE === "mid") { s.x = s.x + 9; s.y = s.x - 9; if (s.x > 9) s.x = 3; s.who = self; }
  if (MODE === "end") { s.x += 9; s.who = self; }
  if (MODE === "seq") { s.q.push(1); s.q.push(2); if (i === 3) s.q.push(3); s.q.pop(); s.q.pop(); }
  if (MODE === "idx") { s.a[i as Index<3>] = 2; }
  if (MODE === "assert") { if (s.who !== null && s.who !== self) { assert(i < 3, "i small"); } s.who = self; }
  if (MODE === "throw") { if (i === 2 && k === 1) throw new Error("boom"); }
  if (MODE === "loop") { while (s.x < 11) { s.x += (i === 3 && k === 1) ? 0 : 1; } s.x = 1; }
  s = yield "three";
  if (MODE === "local") { k = k + 4; }
  if (MODE === "div") { s.y = s.x / (i === 3 ? 0 : 1); }
  s = yield "four";
  s.y = k;
});
export const ok = invariant((s) => s.y < 9);
export const mid = model({ MODE: "mid" });
export const end = model({ MODE: "end" });
export const seq = model({ MODE: "seq" });
export const idx = model({ MODE: "idx" });
export const asrt = model({ MODE: "assert" });
export const thr = model({ MODE: "throw" });
export const loop = model({ MODE: "loop" });
export const local = model({ MODE: "local" });
export const div = model({ MODE: "div" });
