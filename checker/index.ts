/**
 * Checks one lowered model.
 * In: `SpecModel`, options. Out: `Outcome`.
 * Not here: any stage before (`compiler/`), names and prose (`report/`).
 */
import type { SpecModel } from "../ir/model.ts";
import type { Outcome } from "../ir/outcome.ts";
import { createInterpretEngine } from "./interpret-engine.ts";
import { type CheckOptions, search } from "./search.ts";

export type { CheckOptions };

export function check(model: SpecModel, options: CheckOptions = {}): Promise<Outcome> {
  return search(createInterpretEngine(model, options.symmetry ?? true), model, options);
}
