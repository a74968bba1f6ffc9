/**
 * What reading has refused already: nothing more is said about it, nor about what uses it.
 * In: syntax. Out: whether a part of it, or of what its names stand for, is a hole.
 * Not here: holes in what is bound already (`Expr` of type "error").
 */
import type { SpecSource } from "../../ir/source.ts";
import type { SyntaxExpr } from "../../ir/syntax.ts";

export const isRefused = (source: SpecSource, e: SyntaxExpr): boolean => hasHole(source, e, new Set());

/** Whatever the node is: holes and references look the same everywhere in syntax. */
function hasHole(source: SpecSource, node: unknown, seen: Set<number>): boolean {
  if (typeof node !== "object" || node === null) return false;
  if ("kind" in node && node.kind === "error") return true;
  if ("kind" in node && node.kind === "declaration" && "id" in node && typeof node.id === "number") {
    return isRefusedDeclaration(source, node.id, seen);
  }
  return Object.values(node).some((part) => hasHole(source, part, seen));
}

/** A function with a hole in its body can be called all the same. */
function isRefusedDeclaration(source: SpecSource, id: number, seen: Set<number>): boolean {
  const declaration = source.declarations[id];
  if (declaration === undefined || seen.has(id)) return false;
  seen.add(id);
  switch (declaration.kind) {
    case "error":
      return true;
    case "const":
      return declaration.init.kind !== "function" && hasHole(source, declaration.init, seen);
    case "member":
      return isRefusedDeclaration(source, declaration.of, seen);
    case "function":
    case "alias":
    case "interface":
      return false;
  }
}
