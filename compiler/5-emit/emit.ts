/**
 * A model as one WebAssembly module: the only place that puts all its parts together.
 * In: a lowered model and its layout. Out: `emit`.
 * Not here: the parts (`cells/`, `symmetry/`, `search/`), memory and instances (`checker/wasm/`).
 */
import type { Layout } from "../../ir/layout.ts";
import type { SpecModel } from "../../ir/model.ts";
import type { Program } from "../../ir/program.ts";
import { type Cells, createCells } from "./cells/cells.ts";
import { describe } from "./description.ts";
import { createEmission, type Emission, flagCount } from "./emission.ts";
import { emitExpand } from "./packed/expand.ts";
import { emitCheck, emitInside } from "./packed/predicates.ts";
import { createSearch } from "./search/search.ts";
import { emitCanonical } from "./symmetry/canonical.ts";
import { call } from "./wasm/code.ts";
import { encode } from "./wasm/encode.ts";
import { text } from "./wasm/text.ts";

export interface EmitOptions {
  /** By which id sets states are to be reduced: indices into `SpecModel.idSets`. */
  readonly symmetry: readonly number[];
  /** False: only the cells evaluate, exactly and more slowly. */
  readonly packed?: boolean;
}

export function emit(model: SpecModel, layout: Layout, options: EmitOptions): Program {
  const e = complete(model, layout, options);
  return {
    bytes: encode(e.module),
    layout,
    symmetry: options.symmetry,
    areaBytes: e.areaBytes(),
    fixedBytes: e.fixedEnd(),
    flags: e.flags,
    flagCount: flagCount(model),
  };
}

/** The same module as text, and as bytes that describe themselves: for people, and for hosts other than ours. */
export function show(
  model: SpecModel,
  layout: Layout,
  options: EmitOptions,
): { readonly wat: () => string; readonly wasm: () => Uint8Array } {
  const e = complete(model, layout, options);
  return {
    wat: () => text(e.module),
    wasm() {
      e.module.custom("racespec", describe(e));
      return encode(e.module);
    },
  };
}

function complete(model: SpecModel, layout: Layout, { symmetry, packed = true }: EmitOptions): Emission {
  const e = createEmission(model, layout, symmetry);
  addSearch(e, createCells(e), packed);
  return e;
}

/** The search calls what expands states, which writes to the search's buffer: it is declared first and filled in afterwards. */
function addSearch(e: Emission, { judge, drivers: driversOf }: Cells, packed: boolean): void {
  const expandBlock = e.module.func("expandBlock", [
    ["parents", "i32"],
    ["n", "i32"],
  ]);
  const check = e.module.func("check", [
    ["states", "i32"],
    ["n", "i32"],
  ]);
  const inside = judge.isInside === null ? null : e.module.func("isInside", [["state", "i32"]], "i32");
  const initial = e.module.func("initialStates", [], "i32");
  const search = createSearch(e, {
    ...{ expandBlock, check, inside, initial },
    canonicalise: emitCanonical(e)?.inPlace ?? null,
  });
  const drivers = driversOf(search);
  emitCheck(e, check, judge, packed);
  const { constraint } = e.model.options;
  if (inside !== null && judge.isInside !== null && constraint !== null)
    emitInside(e, inside, judge.isInside, constraint, packed);
  const cells = { cellsAttempt: drivers.attempt, cellsExpand: drivers.expand, cellsTerminated: judge.terminated };
  emitExpand(e, expandBlock, { ...search, ...cells }, packed);
  initial.body = [call(drivers.initial, [])];
}
