// Everything a spec imports from "racespec", by topic. Specs are read, never run: each function here throws if it is.
// Not here: what any of it means (docs/language.md), how it is read (compiler/).

export { assert, fill, fillWith, same, when } from "./bodies.ts";
export { first, pick } from "./choices.ts";
export { assume, type ConstantValue, constant } from "./constants.ts";
export { Bag, type Id, type Index, type Int, type Seq, ValueMap, ValueSet } from "./domains.ts";
export {
  deadlocks,
  type Expect,
  holds,
  type Model,
  type ModelOptions,
  unreachable,
  violates,
} from "./models.ts";
export type { Property } from "./properties.ts";
export { count, each, every, setOf, some, sum } from "./quantifiers.ts";
export {
  type Action,
  type Fairness,
  type FairnessOfParts,
  type Process,
  type ProcessOptions,
  type Spec,
  spec,
} from "./spec.ts";
