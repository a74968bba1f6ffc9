/**
 * Where a behaviour may stay for ever without breaking fairness: strongly connected parts of a graph that keep every condition.
 * In: a graph, the states that the behaviour has to stay in, one of which it has to visit again and again. Out: `fairComponents`.
 * Not here: how it gets there and what it does there (`way.ts`, `loop.ts`).
 *
 * Any state is such a part by itself, as behaviours may rest. A part keeps a weak condition if one of its steps is of it or one
 * of its states cannot take it: else no part of it keeps it. It keeps a strong one if one of its steps is of it or none of its states can take
 * it: else only what is left without the states that can may, and is taken apart again (the emptiness test of Streett automata).
 * Visits 20 bytes a state, and walks the graph once for each time that a part is taken apart.
 */
import type { IndexSet } from "../index-set.ts";
import { type Graph, isRestless } from "./graph.ts";

/** For each state the number of its part, 0 where it is in none. */
export type Components = Uint32Array;

/** Steps between two pauses. */
const PAUSE = 2 ** 16;

/** `stay` null: anywhere; `visit` null: nothing in particular. Lets go now and then. */
export function* fairComponents(
  graph: Graph,
  stay: IndexSet | null,
  visit: IndexSet | null,
): Generator<unknown, Components> {
  const { states, heads, targets } = graph;
  const part = new Uint32Array(states);
  const members = new Uint32Array(stay?.count ?? states);
  let allowed = 0;
  for (let s = 0; s < states; s++) {
    if (stay !== null && !stay.has(s)) continue;
    part[s] = 1;
    members[allowed++] = s;
  }
  const judge = createJudge(graph, part, visit);
  /** Stretches of `members` that are to be taken apart, and the number of the part that they are. */
  const open: (readonly [from: number, to: number, part: number])[] = [[0, allowed, 1]];
  let parts = 1;
  /** By state, 0: not visited yet. */
  const order = new Uint32Array(states);
  const waiting = new Uint32Array(allowed);
  // The states whose steps are being followed, the next step of each, the least order that it leads back to.
  const path = new Uint32Array(allowed);
  const next = new Uint32Array(allowed);
  const low = new Uint32Array(allowed);
  let work = 0;

  for (let stretch = open.pop(); stretch !== undefined; stretch = open.pop()) {
    const [from, to, current] = stretch;
    const roots = members.slice(from, to);
    for (const s of roots) order[s] = 0;
    let visited = 0;
    let wait = 0;
    let end = from;
    for (const root of roots) {
      if (order[root] !== 0) continue;
      let depth = 0;
      path[0] = root;
      next[0] = heads[root] as number;
      order[root] = low[0] = ++visited;
      waiting[wait++] = root;
      while (depth >= 0) {
        if (++work % PAUSE === 0) yield;
        const s = path[depth] as number;
        const e = next[depth] as number;
        if (e < (heads[s + 1] as number)) {
          next[depth] = e + 1;
          const t = targets[e] as number;
          // What was taken out already has another number.
          if (part[t] !== current) continue;
          const known = order[t] as number;
          if (known !== 0) {
            if (known < (low[depth] as number)) low[depth] = known;
            continue;
          }
          depth++;
          path[depth] = t;
          next[depth] = heads[t] as number;
          order[t] = low[depth] = ++visited;
          waiting[wait++] = t;
          continue;
        }
        const least = low[depth] as number;
        depth--;
        if (depth >= 0 && least < (low[depth] as number)) low[depth] = least;
        if (least !== order[s]) continue;
        const begin = end;
        parts++;
        for (let member = -1; member !== s; ) {
          member = waiting[--wait] as number;
          members[end++] = member;
          part[member] = parts;
        }
        const left = judge(members, begin, end, parts);
        if (left > begin) open.push([begin, left, parts]);
      }
    }
  }
  return part;
}

/**
 * Looks at one strongly connected part, `members` from `begin` to `end`. States that are out of question get 0. Where what is
 * left of it is to be taken apart again it is moved to the front: gives its end, else `begin`.
 */
function createJudge(graph: Graph, part: Components, visit: IndexSet | null) {
  const { heads, targets, labels, enabled, conditions } = graph;
  const { words, all } = conditions;
  const strong = new Uint32Array(words);
  for (const [c, { isStrong }] of all.entries()) if (isStrong) strong[c >>> 5] = (strong[c >>> 5] as number) | bit(c);
  const taken = new Uint32Array(words);
  const always = new Uint32Array(words);
  const sometimes = new Uint32Array(words);
  /** The part in which a label was seen last. */
  const seen = new Uint32Array(conditions.labels);

  const look = (s: number, of: number): void => {
    for (let w = 0; w < words; w++) {
      const there = enabled[s * words + w] as number;
      always[w] = (always[w] as number) & there;
      sometimes[w] = (sometimes[w] as number) | there;
    }
    if (labels === null) return;
    for (let e = heads[s] as number; e < (heads[s + 1] as number); e++) {
      const label = labels[e] as number;
      if (label === 0 || seen[label] === of || part[targets[e] as number] !== of) continue;
      seen[label] = of;
      for (const c of conditions.of(label)) taken[c >>> 5] = (taken[c >>> 5] as number) | bit(c);
    }
  };

  return (members: Uint32Array, begin: number, end: number, of: number): number => {
    const drop = (): number => {
      for (let i = begin; i < end; i++) part[members[i] as number] = 0;
      return begin;
    };
    if (end === begin + 1) {
      const only = members[begin] as number;
      return isRestless(graph, only) || visit?.has(only) === false ? drop() : begin;
    }
    taken.fill(0);
    always.fill(~0);
    sometimes.fill(0);
    let isVisited = visit === null;
    for (let i = begin; i < end; i++) {
      const s = members[i] as number;
      look(s, of);
      isVisited ||= visit?.has(s) === true;
    }
    if (!isVisited) return drop();
    let isBroken = false;
    for (let w = 0; w < words; w++) {
      const missing = ~(taken[w] as number);
      if (((always[w] as number) & missing & ~(strong[w] as number)) !== 0) return drop();
      sometimes[w] = (sometimes[w] as number) & missing & (strong[w] as number);
      isBroken ||= sometimes[w] !== 0;
    }
    if (!isBroken) return begin;
    let left = begin;
    for (let i = begin; i < end; i++) {
      const s = members[i] as number;
      const isOut = sometimes.some((mask, w) => (mask & (enabled[s * words + w] as number)) !== 0);
      if (isOut) part[s] = 0;
      else members[left++] = s;
    }
    return left;
  };
}

const bit = (condition: number): number => 1 << (condition & 31);
