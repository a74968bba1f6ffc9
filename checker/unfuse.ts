/**
 * The trace of a fused model as one of the model as written: every fused step taken apart into the steps it stands for.
 * In: the original model, the fused one, an outcome of the fused one. Out: the outcome with traces of the original model.
 * Not here: how steps were fused (`fusion/`). Single steps are found by running the original model, so a trace that is told
 * has happened there.
 */
import type { Field } from "../ir/domain.ts";
import type { SpecModel } from "../ir/model.ts";
import type { Failure, Outcome, StateValue, Trace, TraceStep } from "../ir/outcome.ts";
import type { Value } from "../ir/value.ts";
import { sameClass } from "./engine.ts";
import type { Fused } from "./fusion/fuse.ts";
import { createStepping, type Stepping, type Successor } from "./stepping.ts";

/** Counts stay those of the fused model. Throws where a step cannot be taken apart: that would be a fault of ours. */
export function unfuse(original: SpecModel, fused: Fused, outcome: Outcome): Outcome {
  const replay = replayOf(original, fused);
  const witnesses = outcome.witnesses.map(({ property, trace }) => ({
    property,
    trace: replay.toState(trace, (s) => replay.stepping.holds(property, s) === true),
  }));
  switch (outcome.kind) {
    case "exhausted":
    case "bounded":
    case "unreachable":
      return { ...outcome, witnesses };
    case "deadlocked":
      return { ...outcome, witnesses, trace: replay.toDeadlock(outcome.trace) };
    case "violated":
      return { ...outcome, witnesses, ...replay.toFailure(outcome.trace, outcome.failure) };
  }
}

interface Replay {
  readonly stepping: Stepping;
  toState(trace: Trace, isThere: (s: StateValue) => boolean): Trace;
  toDeadlock(trace: Trace): Trace;
  toFailure(trace: Trace, failure: Failure): { readonly trace: Trace; readonly failure: Failure };
}

function replayOf(original: SpecModel, { model, parts }: Fused): Replay {
  const stepping = createStepping(original);
  const kept = new Set(model.state.fields.map((f) => f.name));
  /** No local that was dropped lives at a rest that stays: it is dead in every row that its process has. */
  const dead = (f: Field, state: StateValue): Value => {
    const pc = original.state.fields.find(
      (x) => x.hidden?.kind === "pc" && f.hidden !== undefined && x.hidden.process === f.hidden.process,
    );
    const rows = pc === undefined ? undefined : state[pc.name];
    return f.domain.kind === "table" && Array.isArray(rows) ? rows.map(() => undefined) : undefined;
  };
  const whole = (state: StateValue): StateValue =>
    Object.fromEntries(original.state.fields.map((f) => [f.name, kept.has(f.name) ? state[f.name] : dead(f, state)]));
  const movesOf = (state: StateValue, step: TraceStep): readonly Successor[] => {
    const allowed = parts[step.action] ?? [];
    const args = text(step.args);
    return stepping.successors(state).filter((s) => allowed.includes(s.action) && text(s.args) === args);
  };

  /** Single steps from `from` that end as `isEnd` wants it; the last one may be one that failed. */
  const apart = (
    from: StateValue,
    step: TraceStep,
    isEnd: (s: Successor) => boolean,
    most: number,
  ): readonly Successor[] | null => {
    for (const s of movesOf(from, step)) if (isEnd(s)) return [s];
    if (most <= 1) return null;
    for (const s of movesOf(from, step)) {
      if (s.state === null || s.failure !== null) continue;
      const rest = apart(s.state, step, isEnd, most - 1);
      if (rest !== null) return [s, ...rest];
    }
    return null;
  };
  const stepsOf = (taken: readonly Successor[]): readonly TraceStep[] =>
    taken.map(({ action, args, state }) => ({ action, args, state }));

  /** Up to the last state of a trace all of whose steps have a result. */
  const through = (trace: Trace): { readonly trace: Trace; readonly last: StateValue } => {
    const initial = whole(trace.initial);
    const steps: TraceStep[] = [];
    let at = initial;
    for (const step of trace.steps) {
      if (step.state === null) throw new Error("a step without a result in the middle of a trace");
      const wanted = text(whole(step.state));
      const most = parts[step.action]?.length ?? 1;
      const taken = apart(at, step, (s) => s.failure === null && s.state !== null && text(s.state) === wanted, most);
      if (taken === null) throw new Error(`fused step ${steps.length} of a trace cannot be taken apart`);
      steps.push(...stepsOf(taken));
      at = steps.at(-1)?.state ?? at;
    }
    return { trace: { initial, steps, loop: trace.loop }, last: at };
  };
  /** Cut off where it is there already: a state in the middle of a fused step shows it as well. */
  const upTo = (trace: Trace, isThere: (s: StateValue) => boolean): Trace => {
    if (isThere(trace.initial)) return { ...trace, steps: [] };
    const end = trace.steps.findIndex((s) => s.state !== null && isThere(s.state));
    return end < 0 ? trace : { ...trace, steps: trace.steps.slice(0, end + 1) };
  };

  return {
    stepping,
    toState: (trace, isThere) => upTo(through(trace).trace, isThere),
    toDeadlock(trace) {
      const { trace: found, last } = through(trace);
      const steps = [...found.steps];
      // Whoever can still move comes to a rest that went, and hangs there.
      for (let at = last; ; ) {
        const [next] = stepping.successors(at);
        if (next === undefined) return { ...found, steps };
        if (next.state === null || next.failure !== null) throw new Error("a deadlock that fails");
        steps.push({ action: next.action, args: next.args, state: next.state });
        at = next.state;
      }
    },
    toFailure(trace, failure) {
      const { property } = failure.kind === "property" ? failure : { property: -1 };
      if (failure.kind === "property" && original.properties[property]?.kind !== "stepInvariant") {
        const isBroken = (s: StateValue): boolean => stepping.holds(property, s) === false;
        return { trace: upTo(through(trace).trace, isBroken), failure };
      }
      const step = trace.steps.at(-1);
      if (step === undefined) return { trace: { ...trace, initial: whole(trace.initial) }, failure };
      const before = through({ ...trace, steps: trace.steps.slice(0, -1) });
      const failureOf = (s: Successor, from: StateValue): Failure | null =>
        failure.kind === "property"
          ? s.state !== null && stepping.holds(property, from, s.state) === false
            ? failure
            : null
          : (s.failure ?? judged(s.state));
      // A property that cannot be evaluated fails as a step does.
      const judged = (state: StateValue | null): Failure | null => {
        if (state === null) return null;
        const all = [...original.properties.keys()].filter((p) => original.properties[p]?.kind !== "stepInvariant");
        const found = [...all.map((p) => stepping.holds(p, state)), stepping.isInside(state)];
        return found.find((f): f is Failure => typeof f !== "boolean") ?? null;
      };
      const most = parts[step.action]?.length ?? 1;
      const search = (from: StateValue, left: number, isAny: boolean): Ended | null => {
        for (const s of movesOf(from, step)) {
          const found = failureOf(s, from);
          if (found !== null && (isAny || sameClass(found, failure))) return { taken: [s], failure: found };
        }
        for (const s of left > 1 ? movesOf(from, step) : []) {
          if (s.state === null || s.failure !== null) continue;
          const rest = search(s.state, left - 1, isAny);
          if (rest !== null) return { taken: [s, ...rest.taken], failure: rest.failure };
        }
        return null;
      };
      // A value that has left its domain in the middle may have made the rest of the fused step fail in another way.
      const ended = search(before.last, most, false) ?? search(before.last, most, true);
      if (ended === null) throw new Error("the failing step of a trace cannot be taken apart");
      const steps = [...before.trace.steps, ...stepsOf(ended.taken)];
      return { trace: { ...before.trace, steps }, failure: ended.failure };
    },
  };
}

interface Ended {
  readonly taken: readonly Successor[];
  readonly failure: Failure;
}

/** Equal values are equal texts. */
const text = (v: unknown): string =>
  JSON.stringify(v, (_, x: unknown) => {
    if (x === undefined) return { isUndefined: true };
    if (typeof x !== "object" || x === null || Array.isArray(x)) return x;
    return Object.fromEntries(Object.entries(x).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
