/**
 * A function by its name: `invariant(typeOk)`, `q.every(isDirty)`, `spec<State>(initial)`.
 * In: an expression. Out: the function that it is or names.
 * Not here: what is given to quantifiers and methods (`given-functions.ts`), calls (`functions.ts`).
 */
import type { SpecSource } from "../../ir/source.ts";
import type { SyntaxExpr, SyntaxFunction } from "../../ir/syntax.ts";

/** Null where the expression is something else. */
export function declaredFunction(source: SpecSource, e: SyntaxExpr | undefined): SyntaxFunction | null {
  if (e?.kind === "function") return e;
  if (e?.kind !== "name" || e.ref.kind !== "declaration") return null;
  const declaration = source.declarations[e.ref.id];
  if (declaration?.kind === "function") return declaration.function;
  return declaration?.kind === "const" && declaration.init.kind === "function" ? declaration.init : null;
}
