/**
 * All states and the steps between them, compressed: who follows whom, and which conditions of fairness each step is of.
 * In: `States` of a finished search, conditions of fairness. Out: `Graph`.
 * Not here: what is decided on it (`components.ts`, `way.ts`).
 *
 * 4 bytes a step, and 1, 2 or 4 for its label where there are conditions; 4 a state, and a bit for each condition. A step that
 * changes nothing is in no condition and everywhere: it is left out.
 */
import { OUTSIDE, type States } from "../engine.ts";
import type { Conditions, Label } from "./conditions.ts";

export interface Graph {
  /** Numbered as breadth-first search meets them. */
  readonly states: number;
  /** The first so many are initial. */
  readonly initial: number;
  /** Steps out of state i: from `heads[i]` to before `heads[i + 1]`. */
  readonly heads: Uint32Array;
  readonly targets: Uint32Array;
  /** Null where there are no conditions. */
  readonly labels: Uint8Array | Uint16Array | Uint32Array | null;
  /** By state, `conditions.words` each: which conditions can be taken there, also where that leads out of the constraint. */
  readonly enabled: Uint32Array;
  readonly conditions: Conditions;
}

/** What the search has counted: so much has to be found again. */
export interface Expected {
  readonly distinct: number;
  readonly generated: number;
}

/** Numbers of steps have 32 bits. */
const MOST_STEPS = 2 ** 32 - 2;
/** States expanded at a time. */
const STRETCH = 1024;

/** Gives the number of states done from time to time. "memory": there is too little. */
export function* buildGraph(
  states: States,
  { distinct, generated }: Expected,
  conditions: Conditions,
): Generator<number, Graph | "memory"> {
  const { words } = conditions;
  const width =
    conditions.all.length === 0 ? 0 : conditions.labels <= 2 ** 8 ? 1 : conditions.labels <= 2 ** 16 ? 2 : 4;
  const bytes = generated * (4 + width) + distinct * (8 + 4 * words);
  if (generated > MOST_STEPS || !states.hasRoom(bytes)) return "memory";

  for (const _ of states.begin()) yield 0;
  const initial = states.count();
  const heads = new Uint32Array(distinct + 1);
  const targets = new Uint32Array(generated);
  const labels = width === 0 ? null : new LABELS[width](generated);
  const enabled = new Uint32Array(distinct * words);
  /** By state: 1 + the last step to it. */
  const latest = new Uint32Array(distinct);
  let steps = 0;
  let last = 0;

  const enable = (state: number, label: Label): void => {
    for (const c of conditions.of(label)) {
      const word = state * words + (c >>> 5);
      enabled[word] = (enabled[word] as number) | (1 << (c & 31));
    }
  };
  const isKnown = (to: number, label: Label): boolean => {
    const before = latest[to] as number;
    return before > (heads[last] as number) && (labels === null || label === 0 || labels[before - 1] === label);
  };
  const tell = (from: number, action: number, instance: number, to: number): void => {
    while (last < from) heads[++last] = steps;
    const label = labels === null ? 0 : conditions.labelOf(action, instance);
    if (label !== 0) enable(from, label);
    if (to === OUTSIDE || isKnown(to, label)) return;
    targets[steps] = to;
    if (labels !== null) labels[steps] = label;
    latest[to] = ++steps;
  };
  for (let done = 0; done < states.count(); ) {
    done += states.expand(done, STRETCH, tell);
    yield done;
  }
  if (states.count() !== distinct) throw new Error(`${states.count()} states in a graph of ${distinct}`);
  while (last < distinct) heads[++last] = steps;
  return {
    ...{ states: distinct, initial, heads, enabled, conditions },
    targets: targets.subarray(0, steps),
    labels: labels?.subarray(0, steps) ?? null,
  };
}

const LABELS = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array } as const;

/** Of conditions: whether one can be taken in a state. */
export function isEnabled({ enabled, conditions }: Graph, state: number, condition: number): boolean {
  return (((enabled[state * conditions.words + (condition >>> 5)] as number) >>> (condition & 31)) & 1) === 1;
}

/** Whether any of them can: where none can, a behaviour may rest. */
export function isRestless({ enabled, conditions }: Graph, state: number): boolean {
  const { words } = conditions;
  for (let w = state * words; w < (state + 1) * words; w++) if (enabled[w] !== 0) return true;
  return false;
}
