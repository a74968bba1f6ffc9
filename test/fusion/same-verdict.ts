// In: a lowered model. Out: what the fused model comes to, after every claim that fusion makes of the two has been checked.
// Not here: the specs (the tests beside this).
import { expect } from "vitest";
import { type Fused, fuse } from "../../checker/fusion/fuse.ts";
import { check } from "../../checker/index.ts";
import { checkByReference } from "../../checker/reference.ts";
import { createStepping } from "../../checker/stepping.ts";
import { unfuse } from "../../checker/unfuse.ts";
import type { SpecModel } from "../../ir/model.ts";
import type { Outcome, StateValue, Trace } from "../../ir/outcome.ts";

export interface Compared {
  readonly fused: Fused;
  readonly before: number;
  readonly after: number;
}

const text = (v: unknown): string => JSON.stringify(v, (_, x: unknown) => (x === undefined ? "undefined" : x));

/** What a report would say: the kind of the verdict, and what it blames. */
const verdictOf = ({ kind, ...outcome }: Outcome): string =>
  kind === "violated" && "failure" in outcome
    ? text([kind, { ...outcome.failure, message: null, path: null, at: null }])
    : kind === "unreachable" && "property" in outcome
      ? text([kind, outcome.property])
      : kind;

/** A trace is one of the model: every step is taken there, up to the last, which may fail. */
export function replays(model: SpecModel, trace: Trace): void {
  const stepping = createStepping(model);
  const initial = [...stepping.initial()].map((s) => text(s.state));
  if (trace.steps.length > 0) expect(initial).toContain(text(trace.initial));
  let at: StateValue = trace.initial;
  for (const step of trace.steps) {
    const taken = stepping
      .successors(at)
      .filter((s) => s.action === step.action && text(s.args) === text(step.args))
      .map((s) => text(s.state));
    expect(taken).toContain(text(step.state));
    at = step.state ?? at;
  }
}

/** Ends where the outcome says. */
function endsInFailure(model: SpecModel, outcome: Outcome): void {
  if (outcome.kind !== "violated" && outcome.kind !== "deadlocked") return;
  const stepping = createStepping(model);
  const { steps, initial } = outcome.trace;
  replays(model, outcome.trace);
  const last = steps.at(-1);
  const state = last?.state ?? initial;
  if (outcome.kind === "deadlocked") {
    expect(stepping.successors(state)).toEqual([]);
    expect(stepping.isTerminated(state)).toBe(false);
    return;
  }
  const { failure } = outcome;
  const before = steps.at(-2)?.state ?? initial;
  if (failure.kind === "property") {
    const isOfStep = model.properties[failure.property]?.kind === "stepInvariant";
    expect(isOfStep ? stepping.holds(failure.property, before, state) : stepping.holds(failure.property, state)).toBe(
      false,
    );
    return;
  }
  const failed = stepping
    .successors(before)
    .filter((s) => s.action === last?.action && s.failure !== null)
    .map((s) => s.failure?.kind);
  if (steps.length > 0) expect(failed).toContain(failure.kind);
}

/** `small`: compares with the checker that is easiest to believe; every state of the fused model is one of the original. */
export async function sameVerdict(model: SpecModel, small = true): Promise<Compared> {
  const fused = fuse(model);
  const original = small ? checkByReference(model) : await check(model);
  const outcome = small ? checkByReference(fused.model) : await check(fused.model);
  const name = `${model.file} ${model.name}`;
  const fails = (o: Outcome): boolean => o.kind === "violated" || o.kind === "deadlocked";
  expect(fails(outcome), name).toBe(fails(original));
  const told = await check(model, { fused });
  expect(verdictOf(told), name).toBe(verdictOf(original));
  endsInFailure(model, unfuse(model, fused, outcome));
  if (!fails(original)) {
    expect(outcome.distinct, name).toBeLessThanOrEqual(original.distinct);
    expect(outcome.witnesses.map((w) => w.property)).toEqual(original.witnesses.map((w) => w.property));
    for (const { property, trace } of told.witnesses) {
      replays(model, trace);
      expect(createStepping(model).holds(property, trace.steps.at(-1)?.state ?? trace.initial)).toBe(true);
    }
  }
  return { fused, before: original.distinct, after: outcome.distinct };
}
