/**
 * The layout of a model's states: every scalar has bits, what belongs to one key stands together, no bit is wasted.
 * In: a lowered model. Out: `layOut`.
 * Not here: shapes of domains (`shapes.ts`), words (`words.ts`), reading and writing states (`../5-emit/`).
 */
import type { Layout } from "../../ir/layout.ts";
import type { SpecModel } from "../../ir/model.ts";
import { livingLocals } from "./living-locals.ts";
import { restingValues } from "./resting-values.ts";
import { createShelf, shapeOfState } from "./shapes.ts";
import { placeAll } from "./words.ts";

/** Throws where a number without bounds is left in the state: binding refuses those. */
export function layOut(model: SpecModel): Layout {
  const shelf = createShelf();
  const resting = restingValues(model);
  const finish = shapeOfState(shelf, model.state, { resting, living: livingLocals(model, resting) });
  const words = placeAll(shelf.part());
  return { state: finish(), words, bits: words.reduce((n, w) => n + w, 0) };
}
