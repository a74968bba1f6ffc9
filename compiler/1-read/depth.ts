/**
 * Guards against code that nests so deep that a recursive reader, ours or TypeScript's, would run out of stack.
 * In: a text, or syntax. Out: whether or where it goes past the limit. Neither function recurses.
 * Not here: the message (`ir/codes/read.ts`).
 */
import type { ts } from "ts-morph";

/** Levels of syntax. What people write stays under 60. */
export const depthLimit = 500;

/**
 * True where brackets alone nest past the limit: asked before parsing, since the parser recurses too. Brackets in comments and
 * strings count as well, which errs on the safe side: nobody leaves 500 of them open.
 */
export function nestsTooDeep(text: string): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x28 || c === 0x5b || c === 0x7b) {
      if (++depth > depthLimit) return true;
    } else if ((c === 0x29 || c === 0x5d || c === 0x7d) && depth > 0) depth--;
  }
  return false;
}

/** The first node that lies deeper than the limit. */
export function tooDeepNode(file: ts.SourceFile): ts.Node | null {
  const rest: { readonly node: ts.Node; readonly depth: number }[] = [{ node: file, depth: 0 }];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const { node, depth } = next;
    if (depth > depthLimit) return node;
    node.forEachChild((child) => {
      rest.push({ node: child, depth: depth + 1 });
    });
  }
  return null;
}
