/**
 * The engine that interprets: states as keys in JavaScript sets and arrays, expanded one by one.
 * In: a lowered model. Out: `Engine`.
 * Not here: what a step does (`interpret/interpreter.ts`), when to stop (`search.ts`).
 */
import type { SpecModel } from "../ir/model.ts";
import type { Failure, StateValue } from "../ir/outcome.ts";
import { symmetrySets } from "../ir/symmetry-sets.ts";
import { createActors } from "./actors.ts";
import { type Edge, type Engine, type Finding, type Key, sameClass } from "./engine.ts";
import { type CellRecord, toValue } from "./interpret/cell.ts";
import type { LeastImage } from "./interpret/codec.ts";
import { createInterpreter, type Interpreter, type Step, type Steps } from "./interpret/interpreter.ts";
import { createSignatures } from "./interpret/signature.ts";
import { createInterpretedStates } from "./liveness/interpreted-states.ts";
import { type Permutation, sorting } from "./permutation.ts";
import { createReplay } from "./replay.ts";
import { createSeenSet } from "./seen-set.ts";
import { createInterpretedParts, someKeys } from "./vacuity/interpreted-parts.ts";

/** States between two pauses of a sweep. */
const PAUSE = 256;

/** Its levels and states can be looked at. */
export interface InterpretEngine extends Engine {
  level(n: number): readonly Key[];
  value(state: Key): StateValue;
}

export function createInterpretEngine(model: SpecModel, allowSymmetry: boolean): InterpretEngine {
  const interpreter = createInterpreter(model);
  const { codec } = interpreter;
  const { stepConstraint, view } = model.options;
  const symmetry = allowSymmetry && view === null ? symmetrySets(model) : [];
  const imageOf = images(model, interpreter, symmetry);
  const actorOf = createActors(model, interpreter.args);
  const { judge, guilt, take } = createReplay(model, interpreter);
  const asked = (kind: SpecModel["properties"][number]["kind"]): number[] =>
    model.properties.flatMap((p, i) => (p.kind === kind ? [i] : []));
  const stepInvariants = asked("stepInvariant");
  const invariants = asked("invariant");
  let unmet = asked("reachable");

  /** What stands for a state: what the view says of it, else the state itself. */
  const seen = createSeenSet();
  /** With a view: the states themselves. */
  const keptStates = view === null ? null : createSeenSet();
  const found: Finding[] = [];
  const levels: Key[][] = [];
  let next: Key[] = [];
  let generated = 0;
  /** States of the current level that have been expanded; `steps` belongs to the one after them. */
  let done = 0;
  let steps: Steps | null = null;
  let before: CellRecord | null = null;
  let isEnabled = false;

  const blame = (failure: Failure | null, length: number): void => {
    if (failure !== null && !found.some((f) => sameClass(f.failure, failure))) found.push({ failure, length });
  };

  const open = (): Steps => {
    const level = levels.at(-1);
    if (level === undefined) return interpreter.initial();
    const key = level[done] as Key;
    interpreter.load(codec.decode(key));
    before = stepInvariants.length === 0 && stepConstraint === null ? null : codec.decode(key);
    isEnabled = false;
    return interpreter.steps();
  };

  const close = (): void => {
    const isState = levels.length > 0;
    if (isState && !isEnabled && model.options.deadlock === "fail" && interpreter.terminated() !== true) {
      blame({ kind: "deadlock" }, levels.length - 1);
    }
    steps = null;
    done++;
  };

  const meet = (step: Step): void => {
    const length = levels.length;
    isEnabled = true;
    if (step.failure !== null) return blame(step.failure, length);
    const key = codec.encode(interpreter.state());
    generated++;
    if (key === null) return blame(interpreter.stray(), length);
    for (const p of stepInvariants) blame(judge(p, before), length);
    // Asked of every step, as a property of steps is: what it comes to must not depend on who was here first.
    const isAllowed = before === null ? true : interpreter.stepConstraint(before);
    if (typeof isAllowed !== "boolean") blame(isAllowed, length);
    const image = imageOf(key).key;
    const kept = view === null ? image : interpreter.view();
    if (typeof kept !== "string") return blame(kept, length);
    if (seen.has(kept)) return;
    for (const p of invariants) blame(judge(p, null), length);
    for (const p of unmet) blame(judge(p, null), length);
    if (unmet.length > 0)
      unmet = unmet.filter((p) => !found.some((f) => sameClass(f.failure, { kind: "property", property: p })));
    const inside = interpreter.constraint();
    if (typeof inside !== "boolean") return blame(inside, length);
    if (!inside || isAllowed !== true) return;
    seen.add(kept);
    keptStates?.add(image);
    next.push(image);
  };

  return {
    symmetry,
    expand(most) {
      const size = levels.at(-1)?.length ?? 1;
      for (let left = most; left > 0 && done < size; left--) {
        steps ??= open();
        const { value: step, done: isOver } = steps.next();
        if (isOver === true) close();
        else if (step) meet(step);
        else break;
      }
      return { left: size - done, limit: null };
    },
    advance() {
      levels.push(next);
      next = [];
      done = 0;
      return levels.at(-1)?.length ?? 0;
    },
    rest: async () => {},
    close: async () => {},
    counts: () => ({ distinct: seen.size(), generated, found: next.length }),
    findings: () => found,
    size: (n) => levels[n - 1]?.length ?? 0,
    level: (n) => levels[n - 1] ?? [],
    *sweep(n, { wanted, watched, step, fails }) {
      const next = wanted === null ? null : indexOf(levels[n] ?? []);
      for (const [i, key] of (levels[n - 1] ?? []).entries()) {
        if (i % PAUSE === PAUSE - 1) yield;
        for (const edge of wanted === null ? [] : edges(key, null)) {
          const to = next?.get(edge.representative ?? "");
          if (to !== undefined && wanted?.has(to)) step(i, edge.actor, to, edge.actorThere);
        }
        for (const [which, watch] of watched.entries()) {
          if (watch.kind === "deadlock") {
            if (isDeadlocked(key)) fails(which, i, -1);
            continue;
          }
          for (const edge of edges(key, watch)) if (edge.isGuilty) fails(which, i, edge.actor);
        }
      }
    },
    places(n, representatives) {
      const index = indexOf(levels[n - 1] ?? []);
      return representatives.map((key) => index.get(key) ?? -1);
    },
    edges,
    take: (from, edge, watch) => take(from === null ? null : () => codec.decode(from), edge, watch),
    args: interpreter.args,
    states: () => createInterpretedStates(interpreter, levels.flat(), seen.size(), (from) => edges(from, null)),
    parts: (fields) => createInterpretedParts(codec, (n) => levels[n - 1] ?? [], fields),
    someOf: (n, most) => someKeys(levels[n - 1] ?? [], most).map((key) => codec.decode(key)),
    value: (state) => valueOf(codec.decode(state)),
  };

  function isDeadlocked(state: Key): boolean {
    interpreter.load(codec.decode(state));
    for (const step of interpreter.steps()) if (step !== null) return false;
    return interpreter.terminated() !== true;
  }

  function* edges(from: Key | null, watch: Failure | null): Generator<Edge> {
    if (from !== null) interpreter.load(codec.decode(from));
    const earlier = from === null || (watch === null && stepConstraint === null) ? null : codec.decode(from);
    let turn = 0;
    let last: Step | null = null;
    for (const step of from === null ? interpreter.initial() : interpreter.steps()) {
      if (step === null) continue;
      turn = step.action === last?.action && step.instance === last.instance ? turn + 1 : 0;
      last = step;
      yield edgeOf(step, turn, earlier, watch);
    }
  }

  function edgeOf(step: Step, turn: number, earlier: CellRecord | null, watch: Failure | null): Edge {
    const { action, instance, failure } = step;
    const key = failure === null ? codec.encode(interpreter.state()) : null;
    const image = key === null || !isKept(key, earlier) ? null : imageOf(key);
    return {
      ...{ action, instance, turn, to: key, representative: image?.key ?? null },
      isGuilty: watch !== null && guilt(step, earlier, watch) !== null,
      // Asked of few edges, and then not at once.
      get actor() {
        return actorOf(action, instance, null);
      },
      get actorThere() {
        return actorOf(action, instance, image?.by ?? null);
      },
    };
  }

  /** False where a step leads to no state that is kept on its account: it is refused, or another one stands for that state. */
  function isKept(to: Key, earlier: CellRecord | null): boolean {
    if (keptStates !== null && !keptStates.has(to)) return false;
    return earlier === null || interpreter.stepConstraint(earlier) === true;
  }

  function valueOf(state: CellRecord): StateValue {
    return toValue(model.state, state) as StateValue;
  }
}

/** The representative of the interpreter's state, whose key is given, and a permutation that leads to it. */
function images(model: SpecModel, interpreter: Interpreter, symmetry: readonly number[]): (key: Key) => LeastImage {
  if (symmetry.length === 0) return (key) => ({ key, by: null });
  const { codec } = interpreter;
  const colorsOf = createSignatures(model.state, model.idSets, symmetry);
  const candidates = sorting(model.idSets, symmetry);
  return (key) => {
    const state = interpreter.state();
    const isAlike = (exchange: Permutation): boolean => codec.least(state, [exchange]) === key;
    return codec.leastImage(state, candidates(colorsOf(state), isAlike));
  };
}

const indexOf = (level: readonly Key[]): ReadonlyMap<Key, number> => new Map(level.map((key, i) => [key, i]));
