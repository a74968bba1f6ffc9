/** A spec of somebody who had only the documents: cache. */
import { spec, constant, deadlocks, violates, when, fill, every, some, count, pick, setOf, same, type Id, type Index, type Int } from "racespec";
export const CPUS = constant(3);
export const LINES = constant(2);
export const BUG = constant<"none" | "noinval">("none");
type Cpu = Id<"Cpu", typeof CPUS>;
type Line = Id<"Line", typeof LINES>;
interface State {
  cache: Record<Cpu, Record<Line, "M" | "S" | "I">>;
  sharers: Record<Line, Set<Cpu>>;
  owner: Record<Line, Cpu | null>;
  pend: { who: Cpu; line: Line; write: boolean } | null;
  ver: Record<Line, Int<0, 1>>;
  copy: Record<Cpu, Record<Line, Int<0, 1> | null>>;
}
const { action, invariant, stepInvariant, model } = spec<State>(() => ({ cache: fill(fill("I")), sharers: fill(new Set()), owner: fill(null), pend: null, ver: fill(0), copy: fill(fill(null)) }));
export const req = action((s, c: Cpu, l: Line) => {
  when(s.pend === null && s.cache[c][l] !== "M");
  const write = pick<boolean>();
  when(write || s.cache[c][l] === "I");
  s.pend = { who: c, line: l, write };
});
export const inval = action((s) => {
  when(s.pend !== null);
  const p = s.pend;
  const v = pick((c: Cpu) => c !== p.who && s.sharers[p.line].has(c));
  when(p.write || s.owner[p.line] === v);
  s.sharers[p.line].delete(v);
  if (BUG === "none" || s.owner[p.line] !== v) { s.cache[v][p.line] = "I"; s.copy[v][p.line] = null; }
  if (s.owner[p.line] === v) s.owner[p.line] = null;
});
export const grant = action((s) => {
  when(s.pend !== null);
  const { who, line, write } = s.pend;
  when(write ? same(s.sharers[line].difference(new Set([who])), new Set<Cpu>()) : s.owner[line] === null);
  if (write) { s.cache[who][line] = "M"; s.owner[line] = who; s.ver[line] = s.ver[line] === 0 ? 1 : 0; }
  else s.cache[who][line] = "S";
  s.copy[who][line] = s.ver[line];
  s.sharers[line].add(who);
  s.pend = null;
});
export const coherent = invariant((s) => every((l: Line, a: Cpu, b: Cpu) => a === b || s.cache[a][l] !== "M" || s.cache[b][l] === "I"));
export const fresh = invariant((s) => every((l: Line, a: Cpu) => s.copy[a][l] === null || s.copy[a][l] === s.ver[l]));
export const pendOnce = stepInvariant((s, n) => s.pend === null || n.pend === null || same(s.pend, n.pend));
export const ok = model({});
export const bug = model({ BUG: "noinval" }, { expect: violates(coherent) });
