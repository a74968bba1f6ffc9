/**
 * The first stage as the others see it: from spec text to `SpecSource`.
 * In: nothing of its own. Out: `createReader`, `read` and what they are handed.
 * Not here: the work (`read.ts`).
 */
export type { SpecFiles } from "./modules.ts";
export type { Library } from "./project.ts";
export { createReader, read, type SpecReader } from "./read.ts";
