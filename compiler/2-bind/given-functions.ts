/**
 * What a quantifier or method is given: a function in place, or the name of one (`q.every(isDirty)`).
 * In: the argument. Out: a function in place.
 * Not here: how it is bound (`body.ts`).
 */
import type { SyntaxExpr, SyntaxFunction, SyntaxParam } from "../../ir/syntax.ts";
import { declaredFunction } from "./declared-function.ts";
import { newLocal, type Scope } from "./scope.ts";

/** Null where it is none. A named function becomes one in place, with the same parameters, that calls it. */
export function givenFunction(scope: Scope, e: SyntaxExpr | undefined): SyntaxFunction | null {
  const f = declaredFunction(scope.context.source, e);
  if (f === null || e === undefined || e.kind === "function" || f.generator) return f;
  const { at } = e;
  const params = f.params.map((p, i): SyntaxParam & { pattern: { kind: "name" } } => ({
    pattern: {
      kind: "name",
      name: p.pattern.kind === "name" ? p.pattern.name : `argument${i}`,
      local: newLocal(scope),
      at,
    },
    type: p.type,
    default: null,
    at,
  }));
  const args = params.map(({ pattern: { name, local } }) => ({
    spread: false,
    value: { kind: "name", name, ref: { kind: "local", id: local }, at } as const,
  }));
  const body: SyntaxExpr = { kind: "call", callee: e, typeArgs: [], args, optional: false, at };
  return { kind: "function", typeParameters: [], params, returns: null, body, generator: false, at };
}
