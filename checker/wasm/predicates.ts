/**
 * Predicates of many packed states, as the module gives them: of properties, of the goals of `leadsTo`, of steps.
 * In: an instance and the host's buffers. Out: `createPredicates`.
 * Not here: the wording of a failure (the interpreter's), who asks (`../liveness/`).
 */
import type { SpecModel } from "../../ir/model.ts";
import type { Question } from "../engine.ts";
import type { Words } from "./decode.ts";
import { Judged, type Shared } from "./records.ts";

/** A byte for each of the states, one of `Judged`. No walk over records may be under way whose results are still to be read. */
export interface Predicates {
  answer(question: Question, states: Words): Uint8Array;
  /** The constraint; all yes where there is none. */
  inside(states: Words): Uint8Array;
}

export function createPredicates(model: SpecModel, { instance, plan, words, bytes }: Shared): Predicates {
  const { exports } = instance;
  const most = plan.blockRecords;
  const asked = (states: Words, ask: (at: number, count: number, out: number) => void): Uint8Array => {
    const count = states.length / words;
    const made = new Uint8Array(count);
    const from = new Uint8Array(states.buffer, states.byteOffset, states.byteLength);
    for (let i = 0; i < count; i += most) {
      const size = Math.min(most, count - i);
      bytes.set(from.subarray(8 * words * i, 8 * words * (i + size)), plan.answers.base);
      ask(plan.answers.base, size, plan.asked.base);
      made.set(bytes.subarray(plan.asked.base, plan.asked.base + size), i);
    }
    return made;
  };
  return {
    answer({ property, goal, instance }, states) {
      const of = model.properties[property];
      if (of === undefined || of.kind === "stepInvariant" || (goal && of.goal === null))
        throw new Error(`property ${property} is no ${goal ? "leadsTo" : "question about states"}`);
      const judge = goal ? exports.judgeGoal : exports.judgeBlock;
      return asked(states, (at, count, out) => judge(property, at, count, out, instance));
    },
    inside(states) {
      if (model.options.constraint === null) return new Uint8Array(states.length / words).fill(Judged.yes);
      return asked(states, (at, count, out) => {
        for (let i = 0; i < count; i++) bytes[out + i] = exports.inside(at + 8 * words * i);
      });
    },
  };
}
