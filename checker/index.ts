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
  /** Of the interpreter. False: every state is kept, not one per orbit. */
  readonly symmetry?: boolean;
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
    return await search(engine, model, options);
  } finally {
    await engine.close();
  }
}

/** There was no memory to begin with. */
const nothingCovered: Outcome = {
  ...{ kind: "bounded", limit: "memory", distinct: 0, generated: 0, depth: 0, frontier: 0 },
  ...{ witnesses: [], symmetry: [] },
};

/** Null where there is too little memory for one. */
function engineFor(model: SpecModel, { generated, symmetry }: CheckOptions): Engine | null {
  if (!generated) return createInterpretEngine(model, symmetry ?? true);
  try {
    return createWasmEngine(model, generated.program, generated.host);
  } catch (thrown) {
    if (thrown instanceof NoMemory) return null;
    throw thrown;
  }
}
