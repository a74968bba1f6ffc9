// In: random graphs. Out: whether a property of them is broken, by looking at every set of states that a behaviour could visit
// again and again; whether a lasso is a fair behaviour that breaks it.
// Nothing of checker/liveness is used here.
import type { Trace } from "../../ir/outcome.ts";
import { has, partsOf, type RandomGraph, upTo } from "./random-graphs.ts";

const successors = (g: RandomGraph, s: number): number[] =>
  upTo(g.states).filter((t) => t !== s && g.actions.some((steps) => has(steps[s] ?? 0, t)));

/** ⟨A⟩ of a condition: a step of one of its actions that changes something. */
const isStep = (g: RandomGraph, of: number, s: number, t: number): boolean =>
  s !== t && partsOf(g, of).some((a) => has(g.actions[a]?.[s] ?? 0, t));
const canStep = (g: RandomGraph, of: number, s: number): boolean => upTo(g.states).some((t) => isStep(g, of, s, t));

/** Those that can be reached from some states within a set. */
function reached(g: RandomGraph, from: readonly number[], within: number): number {
  let found = 0;
  const todo = from.filter((s) => has(within, s));
  for (let s = todo.pop(); s !== undefined; s = todo.pop()) {
    if (has(found, s)) continue;
    found |= 1 << s;
    todo.push(...successors(g, s).filter((t) => has(within, t)));
  }
  return found;
}

/** Whether a behaviour may visit exactly these again and again, taking all steps between them. */
function isEndless(g: RandomGraph, set: number): boolean {
  const members = upTo(g.states).filter((s) => has(set, s));
  if (!members.every((s) => reached(g, [s], set) === set)) return false;
  return g.fairness.every(({ strong, of }) => {
    if (members.some((s) => members.some((t) => isStep(g, of, s, t)))) return true;
    return strong ? members.every((s) => !canStep(g, of, s)) : members.some((s) => !canStep(g, of, s));
  });
}

export function isBroken(g: RandomGraph): boolean {
  const all = 2 ** g.states - 1;
  // A behaviour stays inside of the constraint; what leads out of it counts only for what is possible.
  const not = (bits: number): number => g.inside & ~bits;
  const members = (bits: number): number[] => upTo(g.states).filter((s) => has(bits, s));
  const everywhere = reached(g, members(g.initial), g.inside);
  const starts: Record<RandomGraph["kind"], () => number> = {
    eventually: () => reached(g, members(g.initial), not(g.p)),
    infinitelyOften: () => everywhere & not(g.p),
    eventuallyAlways: () => everywhere,
    leadsTo: () => reached(g, members(everywhere & g.p), not(g.q)),
  };
  const within = starts[g.kind]();
  for (let set = 1; set <= all; set++) {
    if ((set & ~within) !== 0 || !isEndless(g, set)) continue;
    if (g.kind === "eventuallyAlways" ? (set & not(g.p)) !== 0 : g.kind !== "infinitelyOften" || (set & g.p) === 0)
      return true;
  }
  return false;
}

/** What is wrong with a lasso; null where nothing is. */
export function faultOf(g: RandomGraph, { initial, steps, loop }: Trace): string | null {
  const at = [initial, ...steps.map((s) => s.state)].map((s) => Number(s?.at));
  if (loop === null) return "no lasso";
  if (!has(g.initial, at[0] ?? -1)) return "not initial";
  if (!at.every((s) => has(g.inside, s))) return "outside";
  for (const [i, { action }] of steps.entries()) {
    if (!has(g.actions[action]?.[at[i] ?? -1] ?? 0, at[i + 1] ?? -1)) return `step ${i} is none`;
    if (at[i] === at[i + 1]) return `step ${i} changes nothing`;
  }
  const ring = at.slice(loop);
  if (ring.length === 0) return "no state to return to";
  if (ring.at(-1) !== ring[0]) return "it does not close";
  for (const { strong, of } of g.fairness) {
    const isTaken = ring.some((s, i) => i > 0 && isStep(g, of, ring[i - 1] ?? -1, s));
    const can = ring.filter((s) => canStep(g, of, s)).length;
    if (!isTaken && (strong ? can > 0 : can === ring.length)) return "unfair";
  }
  const p = at.map((s) => has(g.p, s));
  const q = at.map((s) => has(g.q, s));
  const breaks: Record<RandomGraph["kind"], () => boolean> = {
    eventually: () => !p.includes(true),
    infinitelyOften: () => !p.slice(loop).includes(true),
    eventuallyAlways: () => p.slice(loop).includes(false),
    leadsTo: () => at.some((_, i) => p[i] && !q.slice(i).includes(true) && !q.slice(loop).includes(true)),
  };
  return breaks[g.kind]() ? null : `${g.kind} holds`;
}
