/**
 * A lambda as a JavaScript function, for the methods that take one.
 * In: `Lambda`. Out: `functionOf`.
 * Not here: its body (`bodies.ts`).
 */
import type { Lambda } from "../../ir/expr.ts";
import type { Cell } from "./cell.ts";
import type { Frame, Scope } from "./code.ts";

/** Over the frame's slots: a parameter that it does not name is not set. */
export function functionOf(scope: Scope, lambda: Lambda): (f: Frame) => (...args: Cell[]) => Cell {
  const body = scope.knot.lambda(scope, lambda);
  const { params } = lambda;
  return (f) =>
    (...args) => {
      for (let i = 0; i < params.length; i++) f[params[i] as number] = args[i];
      return body(f);
    };
}
