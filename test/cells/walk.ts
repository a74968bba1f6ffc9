// The first states of a model in breadth-first order, and every way in which the generated module differs from the
// interpreter on them. In: a lowered model. Out: `disagreements`. Not here: running either (harness.ts).
import type { SpecModel } from "../../ir/model.ts";
import type { StateValue } from "../../ir/outcome.ts";
import { codeOf, createStepping, instanceOf, textOf, told, toldByInterpreter } from "./harness.ts";

export interface Walked {
  readonly states: number;
  readonly steps: number;
  /** Empty where both say the same. */
  readonly disagreements: readonly string[];
}

/** Enough to see what is wrong. */
const MOST_DISAGREEMENTS = 5;

export function walk(model: SpecModel, most: number): Walked {
  const stepping = createStepping(model);
  const generated = instanceOf(model);
  const disagreements: string[] = [];
  const same = (what: string, ours: unknown, theirs: unknown): void => {
    if (textOf(ours) !== textOf(theirs))
      disagreements.push(`${what}\n  wasm        ${textOf(ours)}\n  interpreter ${textOf(theirs)}`);
  };
  const seen = new Map<string, StateValue>();
  const queue: StateValue[] = [];
  let steps = 0;
  const meet = (parent: StateValue | null): void => {
    const ours = generated.steps(parent === null ? null : [parent], 1 + (steps % 5));
    const theirs = toldByInterpreter(stepping, parent);
    steps += theirs.length;
    same(
      `steps from ${textOf(parent)}`,
      ours.map((s) => told(model, s)),
      theirs,
    );
    for (const { state, words } of ours) {
      if (state === null) continue;
      same("packed and read again", [...generated.decoder.words(state)].map(String), words.map(String));
      for (const [p, { kind }] of model.properties.entries()) {
        if (kind !== "stepInvariant" || parent === null) continue;
        same(`property ${p} of a step`, generated.judge(p, parent, state), codeOf(stepping.holds(p, parent, state)));
      }
      const key = textOf(state);
      if (seen.has(key) || seen.size >= most) continue;
      seen.set(key, state);
      queue.push(state);
    }
  };
  meet(null);
  for (const state of queue) {
    if (disagreements.length >= MOST_DISAGREEMENTS) break;
    for (const [p, { kind }] of model.properties.entries())
      if (kind !== "stepInvariant")
        same(`property ${p} of ${textOf(state)}`, generated.judge(p, state), codeOf(stepping.holds(p, state)));
    same(`inside ${textOf(state)}`, generated.inside(state), codeOf(stepping.isInside(state)));
    same(`terminated ${textOf(state)}`, generated.terminated(state), codeOf(stepping.isTerminated(state)));
    meet(state);
  }
  return { states: seen.size, steps, disagreements };
}
