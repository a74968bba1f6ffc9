/**
 * Shortest traces to what a search has found: among them the one with the fewest context switches, then the least one in
 * the fixed order of steps; the same with symmetry or without, and whatever the engine.
 * In: an engine that expands no more, findings. Out: `traces`.
 * Not here: which finding is reported (`search.ts`), what is noted of a state on the way (`ahead.ts`).
 *
 * No state remembers its parent: which member of an orbit is kept, and who found it first, is not the spec's doing. So a
 * pass backward over the levels costs the representatives on some shortest path (how many context switches lie ahead, by
 * the actor who goes first), and the trace is built forward from a concrete initial state, taking at each step the first
 * of the cheapest edges. Costs are the same all over an orbit, actors renamed with the state.
 */
import type { Failure, StateValue, Trace, TraceStep } from "../ir/outcome.ts";
import { ActorSets, Ahead } from "./ahead.ts";
import type { Edge, Engine, Finding, Key } from "./engine.ts";
import { IndexSet } from "./index-set.ts";

export interface Found {
  /** As the end of this trace shows it. */
  readonly failure: Failure;
  readonly trace: Trace;
}

interface Target {
  readonly finding: Finding;
  /** The level of the last state before the failing step; of the deadlocked state itself. */
  readonly last: number;
  /** By level. */
  readonly ahead: (Ahead | undefined)[];
}

/** What lies between two pauses, in states: a level counts as some, and a stretch of states as these at the most. */
const PAUSE = 4096;
const LEVEL = 16;
const STRETCH = 256;

/** In the order of the findings. Null where `pause` says that it is to be given up. */
export async function traces(
  engine: Engine,
  findings: readonly Finding[],
  pause: () => Promise<boolean>,
): Promise<readonly Found[] | null> {
  const sets = new ActorSets();
  const targets = findings.map((finding): Target => {
    const last = finding.failure.kind === "deadlock" ? finding.length + 1 : finding.length;
    return { finding, last, ahead: [] };
  });
  const deepest = Math.max(0, ...targets.map((t) => t.last));
  let work = 0;
  for (let level = deepest; level > 0; level--) {
    work += LEVEL;
    for (const _ of lookBack(engine, level, targets, sets)) {
      work += Math.min(STRETCH, engine.size(level));
      if (work < PAUSE) continue;
      work = 0;
      if (await pause()) return null;
    }
  }
  return targets.map((t) => forward(engine, t));
}

/** Notes what lies ahead of the states of a level, for the targets to which they are on a shortest path. */
function lookBack(engine: Engine, level: number, targets: readonly Target[], sets: ActorSets): Iterable<unknown> {
  const size = engine.size(level);
  const begun = targets.filter((t) => t.last > level);
  const ending = targets.filter((t) => t.last === level);
  const under = (t: Target): Ahead => (t.ahead[level] ??= new Ahead(size, sets));
  for (const t of [...begun, ...ending]) under(t);
  let wanted: IndexSet | null = null;
  for (const { ahead } of begun) {
    const next = ahead[level + 1];
    if (next === undefined || next.states.count === 0) continue;
    wanted ??= new IndexSet(next.states.size);
    wanted.addAll(next.states);
  }
  return engine.sweep(level, {
    wanted,
    step(state, actor, to, actorThere) {
      for (const t of begun) {
        const next = t.ahead[level + 1];
        if (next?.states.has(to)) under(t).note(state, actor, next.switchesAfter(to, actorThere));
      }
    },
    watched: ending.map((t) => t.finding.failure),
    fails(which, state, actor) {
      const t = ending[which];
      if (t === undefined) return;
      if (t.finding.failure.kind === "deadlock") under(t).end(state);
      else under(t).note(state, actor, 0);
    },
  });
}

/** The first of the edges that cost least; null where none is on the way. */
function cheapest(edges: readonly Edge[], cost: (edge: Edge, i: number) => number | null): Edge | null {
  let best: Edge | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [i, edge] of edges.entries()) {
    const c = cost(edge, i);
    if (c === null || c >= least) continue;
    best = edge;
    least = c;
  }
  return best;
}

function forward(engine: Engine, { finding, last, ahead }: Target): Found {
  const states: StateValue[] = [];
  const steps: TraceStep[] = [];
  let { failure } = finding;
  let from: Key | null = null;
  let actor: number | null = null;
  const take = (edge: Edge, watch: Failure | null): void => {
    const taken = engine.take(from, edge, watch);
    failure = taken.failure ?? failure;
    from = edge.to;
    // An initial step that fails has no state to begin with.
    if (edge.action < 0) {
      states.push(taken.state ?? {});
      return;
    }
    steps.push({ action: edge.action, args: engine.args(edge.action, edge.instance), state: taken.state });
    actor = edge.actor;
  };
  // The first step of a trace is no switch.
  const change = (edge: Edge): number => (actor === null || edge.actor === actor ? 0 : 1);
  for (let level = 1; level <= last; level++) {
    const there = ahead[level];
    const edges: readonly Edge[] = [...engine.edges(from, null)].filter((e) => e.representative !== null);
    const places = engine.places(
      level,
      edges.map((e) => e.representative as Key),
    );
    const edge = cheapest(edges, (e, i) => {
      const place = places[i] as number;
      if (place < 0 || !there?.states.has(place)) return null;
      return e.action < 0 ? there.fewest(place) : change(e) + there.switchesAfter(place, e.actorThere);
    });
    if (edge === null) throw new Error(`no way from level ${level - 1} to level ${level}`);
    take(edge, null);
  }
  if (failure.kind !== "deadlock") {
    const edge = cheapest([...engine.edges(from, failure)], (e) => (e.isGuilty ? change(e) : null));
    if (edge === null) throw new Error(`no failing step out of level ${last}`);
    take(edge, failure);
  }
  return { failure, trace: { initial: states[0] ?? {}, steps, loop: null } };
}
