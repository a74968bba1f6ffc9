/**
 * What every part of an emission shares: the model, its layout, the module, and who may write where in the memory.
 * In: a lowered model, its layout, the sets by which states are reduced. Out: `Emission`.
 * Not here: what the parts write there (`cells/`, `search/`), the order in which they are put together (`emit.ts`).
 */
import { CONTROL_BYTES } from "../../ir/control-block.ts";
import type { Layout } from "../../ir/layout.ts";
import type { SpecModel } from "../../ir/model.ts";
import { createModule, type Global, type Module } from "./wasm/module.ts";

export interface Emission {
  readonly model: SpecModel;
  readonly layout: Layout;
  readonly module: Module;
  /** By which id sets states are reduced: indices into `SpecModel.idSets`. */
  readonly symmetry: readonly number[];
  /** i32: base of this instance's area; everything that an instance writes for itself lies in it. */
  readonly area: Global;
  /** Reserves bytes of every instance's area; gives the offset from its base. What is there at first is not known. */
  reserve(bytes: number, align?: number): number;
  /** Reserves bytes at an absolute address for constants or shared flags; gives the address. Zero at first. */
  fixed(bytes: number, align?: number): number;
  /** i64, exported: states computed by this instance. */
  readonly generated: Global;
  /** i64, exported: new states found by this instance. */
  readonly distinct: Global;
  /**
   * Absolute address of one byte per class of finding, 1 when found: 0 an assertion, 1 a range, 2 a deadlock,
   * 3 + p property p (violated, or satisfied where it is `reachable`).
   */
  readonly flags: number;
  /** Bytes reserved so far in an area, a multiple of 64. */
  areaBytes(): number;
  /** First absolute address that is not reserved, a multiple of 64. */
  fixedEnd(): number;
}

/** Classes of findings that are no properties. */
const FLAG_CLASSES = 3;

export const FLAG_ASSERTION = 0;
export const FLAG_RANGE = 1;
export const FLAG_DEADLOCK = 2;
export const flagOfProperty = (property: number): number => FLAG_CLASSES + property;

/** How many flags a model has. */
export const flagCount = (model: SpecModel): number => FLAG_CLASSES + model.properties.length;

const aligned = (at: number, align: number): number => Math.ceil(at / align) * align;

/** Hands out stretches of memory one after the other. */
function createReserve(first: number): { take(bytes: number, align: number): number; end(): number } {
  let next = first;
  return {
    take(bytes, align) {
      const at = aligned(next, align);
      next = at + bytes;
      return at;
    },
    end: () => aligned(next, 64),
  };
}

/** An emission with nothing in it. `symmetry`: indices into `model.idSets`. */
export function createEmission(model: SpecModel, layout: Layout, symmetry: readonly number[]): Emission {
  const module = createModule();
  const own = createReserve(0);
  // The control block comes before all that is reserved.
  const shared = createReserve(CONTROL_BYTES);
  return {
    model,
    layout,
    module,
    symmetry,
    area: module.global("area", "i32", 0),
    generated: module.global("generated", "i64", 0n, { exported: "generated" }),
    distinct: module.global("distinct", "i64", 0n, { exported: "distinct" }),
    flags: shared.take(flagCount(model), 64),
    reserve: (bytes, align = 8) => own.take(bytes, align),
    fixed: (bytes, align = 8) => shared.take(bytes, align),
    areaBytes: own.end,
    fixedEnd: shared.end,
  };
}
