/**
 * Checks one lowered model.
 * In: `SpecModel`, its program where generated code is to search, options. Out: `Outcome`.
 * Not here: any stage before (`compiler/`), names and prose (`report/`).
 */
import type { SpecModel } from "../ir/model.ts";
import type { Outcome } from "../ir/outcome.ts";
import type { Program } from "../ir/program.ts";
import type { Engine } from "./engine.ts";
import { outcomeOfFused } from "./fused-outcome.ts";
import type { Fused } from "./fusion/fuse.ts";
import { createInterpretEngine } from "./interpret-engine.ts";
import { type SearchOptions, search } from "./search.ts";
import { findVacuity, mayBeVacuous } from "./vacuity/vacuity.ts";
import { NoMemory } from "./wasm/reserve.ts";
import { createWasmEngine, type EngineHost } from "./wasm/wasm-engine.ts";

export { fuse } from "./fusion/fuse.ts";
export type { Spawn, Thread } from "./wasm/crew.ts";
export type { Spill, SpillFile } from "./wasm/level-store.ts";
export type { Reserve } from "./wasm/reserve.ts";
export type { EngineHost, Fused };

/** What searches: the code generated from the model, reduced by symmetry as it says itself, on what the host offers. */
export interface Generated {
  readonly program: Program;
  readonly host: EngineHost;
}

export interface CheckOptions extends SearchOptions {
  /** Null or absent: the model is interpreted. */
  readonly generated?: Generated | null;
  /** The model with its steps fused: what is searched instead; `generated` is its program then. */
  readonly fused?: Fused | null;
  /** What of the model is idle is looked for where the search is exhausted without a failure. Absent: no. */
  readonly vacuity?: boolean;
}

export async function check(model: SpecModel, options: CheckOptions = {}): Promise<Outcome> {
  const fused = options.fused ?? null;
  if (fused === null) return searched(model, options);
  return outcomeOfFused(model, fused, await searched(fused.model, options), options);
}

async function searched(model: SpecModel, options: CheckOptions): Promise<Outcome> {
  const engine = engineFor(model, options);
  if (engine === null) return nothingCovered;
  try {
    const outcome = await search(engine, model, options);
    return options.vacuity === true ? await withVacuity(engine, model, outcome, options) : outcome;
  } finally {
    await engine.close();
  }
}

/** Of a run that failed or was incomplete nothing is proved; of fused steps nothing is told. */
async function withVacuity(
  engine: Engine,
  model: SpecModel,
  outcome: Outcome,
  { breathe, shouldStop, fused }: CheckOptions,
): Promise<Outcome> {
  const isWhole = outcome.kind === "exhausted" || outcome.kind === "unreachable";
  if (!isWhole || fused || outcome.generated === 0 || !mayBeVacuous(model)) return outcome;
  const vacuity = await findVacuity(engine, model, outcome.distinct, async () => {
    await breathe?.();
    return shouldStop?.() === "interrupted";
  });
  return { ...outcome, vacuity };
}

/** There was no memory to begin with. */
const nothingCovered: Outcome = {
  ...{ kind: "bounded", limit: "memory", distinct: 0, generated: 0, depth: 0, frontier: 0 },
  ...{ witnesses: [], symmetry: [] },
};

/** Null where there is too little memory for one. */
function engineFor(model: SpecModel, { generated, symmetry }: CheckOptions): Engine | null {
  // Generated code knows no views.
  if (!generated || model.options.view !== null) return createInterpretEngine(model, symmetry ?? true);
  try {
    return createWasmEngine(model, generated.program, generated.host);
  } catch (thrown) {
    if (thrown instanceof NoMemory) return null;
    throw thrown;
  }
}
