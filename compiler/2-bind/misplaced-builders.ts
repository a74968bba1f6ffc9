/**
 * Builders, `assume` and their kind where they would be overlooked: within a function, in an expression, under another name.
 * In: `SpecSource`, the places where one was found. Out: diagnostics about all others.
 * Not here: which places those are, and what is made there (`builders.ts`).
 */
import { misplacedBuilder } from "../../ir/codes/bind-time.ts";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import type { SpecSource } from "../../ir/source.ts";
import type { SyntaxExpr } from "../../ir/syntax.ts";

/** Types say nothing about what is made: `typeof invariant` is as good as any. */
const TYPES: readonly string[] = ["type", "typeArgs", "typeParameters", "returns", "constraint", "at", "nameAt", "ref"];

export function misplacedBuilders(
  source: SpecSource,
  /** What an expression names: "action", "assume", "spec", …, "a spec" for one as a whole; null for anything else. */
  named: (e: SyntaxExpr) => string | null,
  /** Expressions that name one where it may stand. */
  found: ReadonlySet<SyntaxExpr>,
): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const look = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    if (Array.isArray(node)) {
      for (const part of node) look(part);
      return;
    }
    if (isExpression(node)) {
      if (found.has(node)) return;
      const builder = named(node);
      if (builder !== null) {
        diagnostics.push(misplacedBuilder(node.at, { builder }));
        return;
      }
    }
    for (const [key, part] of Object.entries(node)) if (!TYPES.includes(key)) look(part);
  };
  for (const d of source.declarations) if (d.kind === "const" || d.kind === "function") look(d);
  look(source.topLevel);
  return diagnostics;
}

/** Only these name anything. A pattern that binds a name has no reference, and is none. */
const isExpression = (node: object): node is SyntaxExpr =>
  "kind" in node && ((node.kind === "name" && "ref" in node) || node.kind === "member" || node.kind === "element");
