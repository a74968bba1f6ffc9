/**
 * Questions about types of expressions that several stages ask.
 * In: `Type`. Out: `isDomain`, `isReference`.
 * Not here: questions about domains (`domain.ts`).
 */
import { type Domain, isScalar } from "./domain.ts";
import type { Type } from "./expr.ts";

export const isDomain = (t: Type): t is Domain => t.kind !== "state" && t.kind !== "void" && t.kind !== "error";

/** True where a value of the type may be an object that assignment would share. */
export const isReference = (t: Type): boolean => isDomain(t) && !isScalar(t);
