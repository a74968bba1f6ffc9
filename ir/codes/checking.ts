/**
 * SPEC6xxx: what only checking can find out about a spec, one typed function per code.
 * In: `code.ts`. Out: the codes of a run.
 * Not here: violations and deadlocks, which are outcomes (`outcome.ts`).
 */
import { usage } from "../code.ts";

export const noInitialState = usage("SPEC6001", "no-initial-state", ({ model }: { model: string }) => ({
  message: `model ${model} has no initial state, so nothing was checked`,
  help: "look at the conditions in the initial expression (`when`, `pick`), at code before the first yield, and at the model's `init`",
}));
