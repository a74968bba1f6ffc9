/**
 * What a search of the fused model means for the model as written: its failure, its traces.
 * In: both models, the fused one's outcome. Out: the outcome to report; counts stay the fused model's.
 * Not here: taking steps apart (`unfuse.ts`), fusing them (`fusion/`).
 */
import type { SpecModel } from "../ir/model.ts";
import type { Outcome } from "../ir/outcome.ts";
import type { Fused } from "./fusion/fuse.ts";
import { createInterpretEngine } from "./interpret-engine.ts";
import { type SearchOptions, search } from "./search.ts";
import { unfuse } from "./unfuse.ts";

/** States of the model as written that may be searched for the failure which is nearest there. */
const MOST_STATES = 100_000;

/**
 * Where several things can fail, which one is nearest is a matter of single steps: fused, another may come first. So once it
 * is sure that something fails, the nearest failure is looked for among single steps. Where it lies too far off for that, the
 * failure that the fused model has shown is reported, taken apart.
 */
export async function outcomeOfFused(
  model: SpecModel,
  fused: Fused,
  outcome: Outcome,
  options: SearchOptions & { readonly symmetry?: boolean },
): Promise<Outcome> {
  const apart = unfuse(model, fused, outcome);
  if (apart.kind !== "violated" && apart.kind !== "deadlocked") return apart;
  const engine = createInterpretEngine(model, options.symmetry ?? true);
  const { shouldStop, breathe } = options;
  const limits = { maxStates: MOST_STATES, ...(shouldStop && { shouldStop }), ...(breathe && { breathe }) };
  try {
    const nearest = await search(engine, model, limits);
    const { distinct, generated, depth, frontier, symmetry } = apart;
    // What is satisfied before the failure is a matter of single steps too.
    const counts = { distinct, generated, depth, frontier, symmetry, witnesses: nearest.witnesses };
    if (nearest.kind === "violated")
      return { kind: "violated", failure: nearest.failure, trace: nearest.trace, ...counts };
    if (nearest.kind === "deadlocked") return { kind: "deadlocked", trace: nearest.trace, ...counts };
    if (nearest.kind !== "bounded") throw new Error("the fused model fails, and the model does not");
    return apart;
  } finally {
    await engine.close();
  }
}
