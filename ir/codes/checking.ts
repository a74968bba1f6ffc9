/**
 * SPEC6xxx: what only checking can find out about a spec, one typed function per code.
 * In: `code.ts`. Out: the codes of a run.
 * Not here: violations and deadlocks, which are outcomes (`outcome.ts`); how what is idle is found (`checker/vacuity/`).
 */
import { usage, warning } from "../code.ts";
import type { Span } from "../span.ts";

export const noInitialState = usage("SPEC6001", "no-initial-state", ({ model }: { model: string }) => ({
  message: `model ${model} has no initial state, so nothing was checked`,
  help: "look at the conditions in the initial expression (`when`, `pick`), at code before the first yield, and at the model's `init` and `constraint`",
}));

/** What comes nearest, in words, and the condition that is lacking there. */
interface Nearest {
  readonly text: string;
  readonly at: Span | null;
}

const nearest = ({ text, at }: Nearest) => (at === null ? { help: text } : { labels: [{ at, text }] });

export const neverPossible = warning(
  "SPEC6002",
  "never-possible",
  ({ name, miss }: { name: string; miss: Nearest | null }) => ({
    message: `${name} is possible in no reachable state`,
    ...(miss === null ? {} : nearest(miss)),
  }),
);

export const neverReached = warning(
  "SPEC6003",
  "never-reached",
  ({ process, label }: { process: string; label: string }) => ({
    message: `no ${process} ever comes to rest at "${label}"`,
  }),
);

export const stepNeverPossible = warning(
  "SPEC6004",
  "step-never-possible",
  ({ process, label, miss }: { process: string; label: string; miss: Nearest | null }) => ({
    message: `${process} comes to rest at "${label}" and never goes on from there`,
    ...(miss === null ? {} : nearest(miss)),
  }),
);

export const neverAsked = warning(
  "SPEC6005",
  "never-asked",
  ({
    property,
    premise,
    always,
    idle,
  }: {
    property: string;
    premise: string;
    always: "false" | "true" | "empty";
    idle: string | null;
  }) => ({
    message:
      always === "empty"
        ? `${property}: \`${premise}\` is empty in every reachable state, so nothing is asked of its members`
        : `${property}: \`${premise}\` is ${always} in every reachable state, so ${idle === null ? "the rest" : `\`${idle}\``} is never asked`,
  }),
);

export const neverBlocks = warning(
  "SPEC6006",
  "never-blocks",
  ({ condition, isPart }: { condition: string; isPart: boolean }) => ({
    message: `\`${condition}\` is true whenever it is asked: ${isPart ? "this part of the `when`" : "this `when`"} never blocks`,
  }),
);

export const unreadConstant = warning("SPEC6008", "unread-constant", ({ name }: { name: string }) => ({
  message: `${name} is read nowhere`,
  help: "take it out, or read it where it was meant to decide something",
}));

export const idleConstant = warning(
  "SPEC6009",
  "idle-constant",
  ({ name, values, models }: { name: string; values: readonly string[]; models: number }) => ({
    message: `${name} changes nothing: with ${values.join(" and ")} ${models === 1 ? "the model is" : `each of the ${models} models is`} the same`,
    help: "the code that reads it is used by no model, or says the same either way",
  }),
);

export const holdsAnyway = warning(
  "SPEC6007",
  "holds-anyway",
  ({ property, ofSteps }: { property: string; ofSteps: boolean }) => ({
    message: `${property} is true of every ${ofSteps ? "pair of states" : "state"} that the types allow, reachable or not`,
    help: "what the types say already needs no property; look for a bound that makes it so, such as a set of one identity",
  }),
);
