/**
 * What a behaviour does for ever: it rests, or goes round by way of all that fairness and the property ask for.
 * In: a graph, a part of it where it may stay, the state in which it comes there. Out: `endlessly`.
 * Not here: which parts there are (`components.ts`).
 *
 * As few steps as a bounded effort finds: of the loops by way of each state, nearest first, the shortest, as long as what is
 * asked for is little; else from one thing that is asked for to the nearest other.
 */
import type { IndexSet } from "../index-set.ts";
import type { Components } from "./components.ts";
import { type Graph, isEnabled, isRestless } from "./graph.ts";

export interface Endless {
  /** States from the one in which it comes, which is left out, to the one in which the loop begins. */
  readonly approach: readonly number[];
  /** States after that, the last one being that one again; none: it rests. */
  readonly loop: readonly number[];
}

/** States that may be visited in search of a shorter loop. */
const EFFORT = 2 ** 17;
/** Steps between two pauses. */
const PAUSE = 2 ** 16;
/** More is not tried in all combinations. */
const FEW = 16;

/** What a loop has to have done when it comes back. */
interface Tasks {
  readonly count: number;
  isDoneIn(s: number, task: number): boolean;
  /** Those that are done by a step. */
  doneBy(edge: number): readonly number[];
}

/** Lets go now and then. */
export function* endlessly(
  graph: Graph,
  parts: Components,
  visit: IndexSet | null,
  entry: number,
): Generator<unknown, Endless> {
  const { heads, targets } = graph;
  const part = parts[entry] as number;
  let effort = EFFORT;
  /** By state: the walk that came there, and from where. */
  const walked = new Uint32Array(graph.states);
  const before = new Uint32Array(graph.states);
  let walks = 0;
  let work = 0;

  /** Breadth first within the part from a state on; null where there is no goal. */
  function* walk(
    from: number,
    isGoal: (state: number, edge: number) => boolean,
    mayStay: boolean,
  ): Generator<unknown, number[] | null> {
    if (mayStay && isGoal(from, -1)) return [];
    walked[from] = ++walks;
    const queue = [from];
    for (let i = 0; i < queue.length; i++) {
      const s = queue[i] as number;
      for (let e = heads[s] as number; e < (heads[s + 1] as number); e++) {
        if (++work % PAUSE === 0) yield;
        const t = targets[e] as number;
        if (parts[t] !== part) continue;
        if (isGoal(t, e)) return [...wayBack(from, s), t];
        if (walked[t] === walks) continue;
        walked[t] = walks;
        before[t] = s;
        queue.push(t);
      }
    }
    return null;
  }

  function wayBack(from: number, to: number): number[] {
    const way: number[] = [];
    for (let s = to; s !== from; s = before[s] as number) way.push(s);
    return way.reverse();
  }

  const tasks = tasksOf(graph, parts, part, visit);

  /** From one task to the nearest other, and back. */
  function* greedy(from: number): Generator<unknown, number[]> {
    const left = new Set(Array.from({ length: tasks.count }, (_, i) => i));
    const isUseful = (s: number, edge: number): boolean => {
      for (const task of left) if (tasks.isDoneIn(s, task)) return true;
      return tasks.doneBy(edge).some((task) => left.has(task));
    };
    const arrive = (s: number): void => {
      for (const task of [...left]) if (tasks.isDoneIn(s, task)) left.delete(task);
    };
    const loop: number[] = [];
    let at = from;
    const follow = (way: readonly number[]): void => {
      for (const t of way) {
        for (let e = heads[at] as number; e < (heads[at + 1] as number); e++)
          if (targets[e] === t) for (const task of tasks.doneBy(e)) left.delete(task);
        arrive(t);
        loop.push(t);
        at = t;
      }
    };
    arrive(from);
    while (left.size > 0) {
      follow(found(yield* walk(at, isUseful, false)));
    }
    if (at !== from) follow(found(yield* walk(at, (s) => s === from, false)));
    return loop;
  }

  /** The shortest loop of fewer than `limit` steps; null where there is none, or the effort is spent. */
  function shortest(from: number, limit: number): number[] | null {
    const all = 2 ** tasks.count - 1;
    const doneIn = (s: number): number => {
      let mask = 0;
      for (let task = 0; task < tasks.count; task++) if (tasks.isDoneIn(s, task)) mask |= 1 << task;
      return mask;
    };
    const placeOf = (s: number, of: number): number => s * 2 ** FEW + of;
    const start = placeOf(from, doneIn(from));
    const before = new Map<number, number>();
    let ring = [start];
    for (let length = 1; length < limit && ring.length > 0; length++) {
      const next: number[] = [];
      for (const place of ring) {
        if (--effort < 0) return null;
        const s = Math.floor(place / 2 ** FEW);
        for (let e = heads[s] as number; e < (heads[s + 1] as number); e++) {
          const t = targets[e] as number;
          if (parts[t] !== part) continue;
          let mask = (place % 2 ** FEW) | doneIn(t);
          for (const task of tasks.doneBy(e)) mask |= 1 << task;
          const to = placeOf(t, mask);
          if (t === from && mask === all) {
            const loop = [t];
            for (let p = place; p !== start; p = before.get(p) as number) loop.push(Math.floor(p / 2 ** FEW));
            return loop.reverse();
          }
          if (to === start || before.has(to)) continue;
          before.set(to, place);
          next.push(to);
        }
      }
      ring = next;
    }
    return null;
  }

  const rests = (s: number): boolean => !isRestless(graph, s) && visit?.has(s) !== false;
  const toRest = yield* walk(entry, rests, true);
  let best: Endless | null = toRest === null ? null : { approach: toRest, loop: [] };
  const costOf = ({ approach, loop }: Endless): number => approach.length + loop.length;
  if (best?.approach.length === 0) return best;
  if (best === null || tasks.count > FEW) {
    const round = { approach: [], loop: yield* greedy(entry) };
    if (best === null || costOf(round) < costOf(best)) best = round;
  }
  if (tasks.count > FEW) return best;
  // Loops by way of each state, the nearest first.
  const cameFrom = new Map<number, number>([[entry, entry]]);
  for (let ring = [entry], away = 0; ring.length > 0 && effort > 0 && away + 1 < costOf(best); away++) {
    const next: number[] = [];
    for (const s of ring) {
      yield;
      const loop = shortest(s, costOf(best) - away);
      if (loop !== null) best = { approach: wayFromEntry(s), loop };
      for (let e = heads[s] as number; e < (heads[s + 1] as number); e++) {
        const t = targets[e] as number;
        if (parts[t] !== part || cameFrom.has(t)) continue;
        cameFrom.set(t, s);
        next.push(t);
      }
    }
    ring = next;
  }
  return best;

  function wayFromEntry(to: number): number[] {
    const way: number[] = [];
    for (let s = to; s !== entry; s = cameFrom.get(s) as number) way.push(s);
    return way.reverse();
  }
}

function found(way: number[] | null): number[] {
  if (way === null) throw new Error("a part of the graph lacks what it was found to have");
  return way;
}

/**
 * The property's visit, and for each condition that can be taken somewhere in the part a step of it, or where it is weak a
 * state in which it cannot be taken.
 */
function tasksOf(graph: Graph, parts: Components, part: number, visit: IndexSet | null): Tasks {
  const { conditions, labels } = graph;
  const { words, all } = conditions;
  const sometimes = new Uint32Array(words);
  for (let s = 0; words > 0 && s < graph.states; s++) {
    if (parts[s] !== part) continue;
    for (let w = 0; w < words; w++) sometimes[w] = (sometimes[w] as number) | (graph.enabled[s * words + w] as number);
  }
  const asked = [...all.keys()].filter((c) => (((sometimes[c >>> 5] as number) >>> (c & 31)) & 1) === 1);
  const first = visit === null ? 0 : 1;
  const taskOf = new Map(asked.map((c, i) => [c, first + i]));
  const byLabel = Array.from({ length: conditions.labels }, (_, label) =>
    conditions.of(label).flatMap((c) => taskOf.get(c) ?? []),
  );
  return {
    count: first + asked.length,
    isDoneIn(s, task) {
      if (task < first) return visit?.has(s) === true;
      const c = asked[task - first] as number;
      return all[c]?.isStrong === false && !isEnabled(graph, s, c);
    },
    doneBy: (edge) => byLabel[labels?.[edge] ?? 0] as readonly number[],
  };
}
