/**
 * Whether it can be evaluated once more or once too often and nobody sees it.
 * In: an expression or a lambda of a body. Out: `isPure`, `isPureLambda`.
 * Not here: what may fail (`entry-guard.ts`): that is feared wherever it is evaluated.
 */
import type { Lambda } from "../../../ir/expr.ts";
import { isStmt, type Node, walk } from "../../../ir/walk.ts";
import type { Frame } from "./frame.ts";

export const isPure = (f: Frame, e: Node): boolean => isHarmless(f, e, new Set(), new Set());

/** It may change slots of its own. */
export const isPureLambda = (f: Frame, { body, params }: Lambda): boolean =>
  isHarmless(f, body, new Set(params), new Set());

function isHarmless(f: Frame, code: Node, own: Set<number>, followed: Set<number>): boolean {
  walk(code, (n) => {
    if (isStmt(n) ? n.kind === "let" || n.kind === "forOf" : n.kind === "optional")
      own.add((n as { slot: number }).slot);
  });
  let harmless = true;
  walk(code, (n) => {
    switch (n.kind) {
      case "assign":
      case "update":
        harmless &&= n.target.kind === "local" && own.has(n.target.slot);
        break;
      case "pick":
      case "when":
      case "assert":
      case "throw":
        harmless = false;
        break;
      case "seqMethod":
        if (["push", "pop", "shift", "unshift", "reverse", "sort", "splice", "fill"].includes(n.op)) harmless = false;
        break;
      case "setMethod":
      case "mapMethod":
      case "bagMethod":
        if (["add", "set", "delete", "clear"].includes(n.op)) harmless = false;
        break;
      case "call": {
        const callee = f.model.functions[n.function];
        if (callee === undefined || followed.has(n.function)) break;
        followed.add(n.function);
        const locals = new Set(callee.body.locals.keys());
        harmless &&= isHarmless(f, callee.body.code, locals, followed);
        break;
      }
      default:
        break;
    }
    return harmless;
  });
  return harmless;
}
