/**
 * Shortest traces to what a search has found: among them the one with the fewest context switches, then the least one in
 * the fixed order of steps; the same with symmetry or without.
 * In: an engine that expands no more, findings. Out: `traces`.
 * Not here: which finding is reported (`search.ts`).
 *
 * No state remembers its parent: which member of an orbit is kept, and who found it first, is not the spec's doing. So a
 * pass backward over the levels costs the representatives on some shortest path (how many context switches lie ahead, by
 * the actor who goes first), and the trace is built forward from a concrete initial state, taking at each step the first
 * of the cheapest edges. Costs are the same all over an orbit, actors renamed with the state.
 */
import type { Failure, StateValue, Trace, TraceStep } from "../ir/outcome.ts";
import type { Edge, Engine, Finding, Key } from "./engine.ts";

export interface Found {
  /** As the end of this trace shows it. */
  readonly failure: Failure;
  readonly trace: Trace;
}

interface Target {
  readonly finding: Finding;
  /** The level of the last state before the failing step; of the deadlocked state itself. */
  readonly last: number;
  /** By level: what lies ahead of the representatives from which the failure is as near as it can be. */
  readonly ahead: Map<Key, Ahead>[];
}

/** Context switches on the way to the failure, by the actor of the first step; empty where no step is left. */
type Ahead = Map<string, number>;

/** States between two pauses. */
const PAUSE = 256;

/** In the order of the findings. Null where `pause` says that it is to be given up. */
export async function traces(
  engine: Engine,
  findings: readonly Finding[],
  pause: () => Promise<boolean>,
): Promise<readonly Found[] | null> {
  const targets = findings.map((finding): Target => {
    const last = finding.failure.kind === "deadlock" ? finding.length + 1 : finding.length;
    return { finding, last, ahead: Array.from({ length: last + 1 }, () => new Map<Key, Ahead>()) };
  });
  const deepest = Math.max(0, ...targets.map((t) => t.last));
  let untilPause = PAUSE;
  for (let level = deepest; level > 0; level--) {
    const open = targets.filter((t) => t.last >= level);
    for (const state of engine.level(level)) {
      lookAhead(engine, open, level, state);
      if (--untilPause > 0) continue;
      untilPause = PAUSE;
      if (await pause()) return null;
    }
  }
  return targets.map((t) => forward(engine, t));
}

/** Notes what lies ahead of the state, for the targets to which it is on a shortest path. */
function lookAhead(engine: Engine, targets: readonly Target[], level: number, state: Key): void {
  const further = targets.filter((t) => t.last > level && (t.ahead[level + 1]?.size ?? 0) > 0);
  if (further.length > 0) {
    for (const edge of engine.edges(state, null)) {
      if (edge.representative === null) continue;
      for (const t of further) {
        const there = t.ahead[level + 1]?.get(edge.representative);
        if (there !== undefined) note(t, level, state, edge.actor, switchesAfter(there, edge.actorThere));
      }
    }
  }
  for (const t of targets) {
    const { failure } = t.finding;
    if (t.last !== level) continue;
    if (failure.kind !== "deadlock") {
      for (const { guilty, actor } of engine.edges(state, failure))
        if (guilty !== null) note(t, level, state, actor, 0);
    } else if (engine.isDeadlocked(state)) t.ahead[level]?.set(state, new Map());
  }
}

function note(t: Target, level: number, state: Key, actor: string, switches: number): void {
  const known = t.ahead[level]?.get(state) ?? new Map<string, number>();
  known.set(actor, Math.min(switches, known.get(actor) ?? Number.POSITIVE_INFINITY));
  t.ahead[level]?.set(state, known);
}

/** Context switches from here on, where `actor` has moved last. */
function switchesAfter(ahead: Ahead, actor: string): number {
  if (ahead.size === 0) return 0;
  return Math.min(ahead.get(actor) ?? Number.POSITIVE_INFINITY, 1 + fewest(ahead));
}

/** Context switches from here on, whoever begins. */
const fewest = (ahead: Ahead): number => (ahead.size === 0 ? 0 : Math.min(...ahead.values()));

/** The first of the edges that cost least; null where none is on the way. */
function cheapest(edges: Iterable<Edge>, cost: (edge: Edge) => number | null): Edge | null {
  let best: Edge | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const edge of edges) {
    const c = cost(edge);
    if (c === null || c >= least) continue;
    best = edge;
    least = c;
  }
  return best;
}

function forward(engine: Engine, { finding, last, ahead }: Target): Found {
  const states: StateValue[] = [];
  const steps: TraceStep[] = [];
  let from: Key | null = null;
  let actor: string | null = null;
  const take = (edge: Edge): void => {
    const state = edge.to === null ? edge.broken : engine.value(edge.to);
    from = edge.to;
    // An initial step that fails has no state to begin with.
    if (edge.action < 0) {
      states.push(state ?? {});
      return;
    }
    steps.push({ action: edge.action, args: engine.args(edge.action, edge.instance), state });
    actor = edge.actor;
  };
  // The first step of a trace is no switch.
  const change = (edge: Edge): number => (actor === null || edge.actor === actor ? 0 : 1);
  for (let level = 1; level <= last; level++) {
    const edge = cheapest(engine.edges(from, null), (e) => {
      const there = e.representative === null ? undefined : ahead[level]?.get(e.representative);
      if (there === undefined) return null;
      return e.action < 0 ? fewest(there) : change(e) + switchesAfter(there, e.actorThere);
    });
    if (edge === null) throw new Error(`no way from level ${level - 1} to level ${level}`);
    take(edge);
  }
  let { failure } = finding;
  if (failure.kind !== "deadlock") {
    const edge = cheapest(engine.edges(from, failure), (e) => (e.guilty === null ? null : change(e)));
    if (edge === null) throw new Error(`no failing step out of level ${last}`);
    take(edge);
    failure = edge.guilty ?? failure;
  }
  return { failure, trace: { initial: states[0] ?? {}, steps, loop: null } };
}
