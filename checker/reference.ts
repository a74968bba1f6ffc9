/**
 * The obvious checker, to read first and to compare the real one with: a queue, a map of seen states, their parents.
 * In: a lowered model. Out: `Outcome`, without symmetry, limits, temporal properties, or any thought of speed.
 * Not here: what a step does (`interpret/`, through `stepping.ts`).
 */
import type { PropertyKind, SpecModel } from "../ir/model.ts";
import type { Coverage, Failure, Outcome, StateValue, Trace, TraceStep } from "../ir/outcome.ts";
import { compareFindings, sameClass } from "./engine.ts";
import { createStepping, type Successor } from "./stepping.ts";

/** A distinct state, how it was found first, and at which level. */
interface Node {
  readonly state: StateValue;
  readonly parent: Node | null;
  /** Null for an initial state. */
  readonly step: TraceStep | null;
  readonly level: number;
}

interface Found {
  readonly failure: Failure;
  readonly length: number;
  readonly trace: Trace;
}

export function checkByReference(model: SpecModel): Outcome {
  const stepping = createStepping(model);
  const seen = new Set<string>();
  const queue: Node[] = [];
  const found: Found[] = [];
  let generated = 0;

  const asked = (kind: PropertyKind): number[] =>
    model.properties.flatMap((property, p) => (property.kind === kind ? [p] : []));

  const note = (failure: Failure | null, node: Node): void => {
    if (failure === null || found.some((f) => sameClass(f.failure, failure))) return;
    const trace = traceOf(node);
    found.push({ failure, length: trace.steps.length, trace });
  };

  /** What a property says of a state, or of the step to it: null where all is well. */
  const judge = (p: number, node: Node): Failure | null => {
    const kind = model.properties[p]?.kind;
    if (kind === "stepInvariant" && node.parent === null) return null;
    const holds =
      kind === "stepInvariant" && node.parent !== null
        ? stepping.holds(p, node.parent.state, node.state)
        : stepping.holds(p, node.state);
    if (typeof holds !== "boolean") return holds;
    return holds === (kind === "reachable") ? { kind: "property", property: p } : null;
  };

  const meet = (successor: Successor, parent: Node | null): void => {
    const { action, args, state, failure } = successor;
    const step = parent === null ? null : { action, args, state };
    const node: Node = { state: state ?? {}, parent, step, level: (parent?.level ?? 0) + 1 };
    if (state !== null) generated++;
    if (failure !== null) return note(failure, node);
    for (const p of asked("stepInvariant")) note(judge(p, node), node);
    const isAllowed = parent === null ? true : stepping.isAllowed(parent.state, node.state);
    if (typeof isAllowed !== "boolean") note(isAllowed, node);
    const key = stepping.view(node.state) ?? textOf(node.state);
    if (typeof key !== "string") return note(key, node);
    if (seen.has(key)) return;
    for (const p of [...asked("invariant"), ...asked("reachable")]) note(judge(p, node), node);
    const inside = stepping.isInside(node.state);
    if (typeof inside !== "boolean") return note(inside, node);
    if (!inside || isAllowed !== true) return;
    seen.add(key);
    queue.push(node);
  };

  const failures = (): readonly Found[] =>
    found
      .filter(({ failure: f }) => f.kind !== "property" || model.properties[f.property]?.kind !== "reachable")
      .toSorted(compareFindings);

  for (const successor of stepping.initial()) meet(successor, null);
  let level = 0;
  let head = 0;
  for (; head < queue.length; head++) {
    const node = queue[head] as Node;
    // Nothing nearer can come once a level begins, and a failing level is finished.
    if (node.level > level && failures().length > 0) break;
    level = node.level;
    const successors = stepping.successors(node.state);
    const isStuck = successors.length === 0 && stepping.isTerminated(node.state) !== true;
    if (isStuck && model.options.deadlock === "fail") note({ kind: "deadlock" }, node);
    for (const successor of successors) meet(successor, node);
  }

  const coverage: Coverage = {
    distinct: seen.size,
    generated,
    depth: queue.at(-1)?.level ?? 0,
    frontier: queue.length - head,
    witnesses: model.properties.flatMap((_, property) =>
      found.filter((f) => isWitnessOf(model, property, f)).map(({ trace }) => ({ property, trace })),
    ),
    symmetry: [],
  };
  const [worst] = failures();
  if (worst?.failure.kind === "deadlock") return { kind: "deadlocked", trace: worst.trace, ...coverage };
  if (worst !== undefined) return { kind: "violated", failure: worst.failure, trace: worst.trace, ...coverage };
  const isMet = (property: number): boolean => coverage.witnesses.some((w) => w.property === property);
  const missing = model.properties.findIndex((p, i) => p.kind === "reachable" && !isMet(i));
  return missing < 0 ? { kind: "exhausted", ...coverage } : { kind: "unreachable", property: missing, ...coverage };
}

const textOf = (state: StateValue): string =>
  JSON.stringify(state, (_, v) => (v === undefined ? { isUndefined: true } : v));

const isWitnessOf = (model: SpecModel, property: number, { failure }: Found): boolean =>
  model.properties[property]?.kind === "reachable" && failure.kind === "property" && failure.property === property;

function traceOf(node: Node): Trace {
  const steps: TraceStep[] = [];
  let first = node;
  for (; first.parent !== null && first.step !== null; first = first.parent) steps.unshift(first.step);
  return { initial: first.state, steps, loop: null };
}
