/**
 * Comments that switch TypeScript's errors off.
 * In: a file. Out: a diagnostic for each comment that has TypeScript ignore or expect an error, or not check the file.
 * Not here: other comments (`docs.ts`, `comments.ts`).
 */
import { ts } from "ts-morph";
import { suppressedErrors } from "../../ir/codes/read.ts";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import { stretchOf } from "./spans.ts";

export function suppressionsIn(file: ts.SourceFile, path: string): readonly Diagnostic[] {
  return [...file.text.matchAll(/@(ts-(?:ignore|expect-error|nocheck))\b/g)].flatMap((found) => {
    const [text, directive = ""] = found;
    if (!isComment(file, found.index)) return [];
    return [suppressedErrors(stretchOf(file, path, found.index, found.index + text.length), { directive })];
  });
}

/** False within a string or another token. */
function isComment(file: ts.SourceFile, offset: number): boolean {
  let at: ts.Node = file;
  for (let next: ts.Node | undefined = at; next !== undefined; ) {
    at = next;
    next = ts.forEachChild(at, (child) => (child.pos <= offset && offset < child.end ? child : undefined));
  }
  const isToken = ts.isStringLiteralLike(at) || ts.isTemplateLiteralToken(at) || ts.isRegularExpressionLiteral(at);
  return !isToken || offset < at.getStart();
}
