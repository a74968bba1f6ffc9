/**
 * Ways through a graph as traces: every step taken by the interpreter.
 * In: numbers of states, the engine that found them. Out: `traceOf`, `fairBecause`.
 * Not here: which way (`way.ts`, `loop.ts`).
 */
import type { FairBecause, StateValue, Trace, TraceStep } from "../../ir/outcome.ts";
import type { Edge, Engine, Key, States } from "../engine.ts";
import { type Graph, isEnabled } from "./graph.ts";

/** `way`: from an initial state on, not empty. */
export function traceOf(engine: Engine, states: States, way: readonly number[]): Pick<Trace, "initial" | "steps"> {
  let initial: StateValue = {};
  const steps: TraceStep[] = [];
  let from: Key | null = null;
  for (const number of way) {
    const to = states.key(number);
    const edge = edgeTo(engine, from, to);
    const { state } = engine.take(from, edge, null);
    if (state === null) throw new Error(`a step of action ${edge.action} has no result`);
    if (from === null) initial = state;
    else steps.push({ action: edge.action, args: engine.args(edge.action, edge.instance), state });
    from = to;
  }
  return { initial, steps };
}

/** The first in their fixed order. */
function edgeTo(engine: Engine, from: Key | null, to: Key): Edge {
  for (const edge of engine.edges(from, null)) if (edge.to === to && edge.representative !== null) return edge;
  throw new Error("a step of the graph is none of the engine's");
}

/** Why each condition allows a loop. `way`: its states, the last one being the first again unless it rests; `at`: the number of the first. */
export function fairBecause(
  graph: Graph,
  engine: Pick<Engine, "args">,
  way: readonly number[],
  at: number,
): FairBecause[] {
  const { all } = graph.conditions;
  return all.map(({ fairness, isStrong, instance }, c): FairBecause => {
    const which = { fairness, args: instance === null ? [] : engine.args(instance.action, instance.instance) };
    const taken = way.findIndex((s, i) => i + 1 < way.length && isStepOf(graph, s, way[i + 1] as number, c));
    if (taken >= 0) return { ...which, how: "taken", at: at + taken };
    if (way.every((s) => !isEnabled(graph, s, c))) return { ...which, how: "never", at: null };
    const blocked = way.findIndex((s) => !isEnabled(graph, s, c));
    if (blocked < 0 || isStrong) throw new Error(`a loop that breaks a condition of fairness, ${c}`);
    return { ...which, how: "blocked", at: at + blocked };
  });
}

function isStepOf({ heads, targets, labels, conditions }: Graph, from: number, to: number, condition: number): boolean {
  for (let e = heads[from] as number; labels !== null && e < (heads[from + 1] as number); e++)
    if (targets[e] === to && conditions.of(labels[e] as number).includes(condition)) return true;
  return false;
}
