/**
 * Step fusion: a model with fewer resting points and the same verdicts.
 * In: a lowered model. Out: `Fused`: the model, and which steps each of its actions is made of.
 * Not here: why that is sound (docs/decisions/0008), traces of single steps (`../unfuse.ts`).
 */
import type { SpecModel } from "../../ir/model.ts";
import { compose, type Fused } from "./compose.ts";
import { planOf } from "./plan.ts";

export type { Fused };

export const fuse = (model: SpecModel): Fused => compose(model, planOf(model));
