/**
 * SPEC9xxx: our own bugs, said in a way that does not blame the author.
 * In: `code.ts`. Out: the one code that `cli/` makes of what was thrown.
 * Not here: mistakes of authors (the other files beside this).
 */
import { usage } from "../code.ts";

export const internalError = usage(
  "SPEC9001",
  "internal-error",
  ({ during, thrown }: { during: string; thrown: string }) => ({
    message: `racespec itself failed while ${during}: ${thrown}`,
    help: "this is a bug of racespec and not of your spec; please report it with the spec, the command and `spec-check --version`. RACESPEC_STACK=1 prints where it happened",
  }),
);
