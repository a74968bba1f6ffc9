/**
 * Optional chaining: `a?.b.c` looks at `a` once.
 * In: a chain in a scope. Out: `Expr` of kind optional, one per `?.`.
 * Not here: members and elements themselves (`expressions.ts`).
 */
import { UNDEFINED, unionOf } from "../../ir/domain.ts";
import type { Expr } from "../../ir/expr.ts";
import type { SyntaxExpr } from "../../ir/syntax.ts";
import { hole, newLocal, newSlot, type Scope } from "./scope.ts";
import { withoutNull } from "./type-reader.ts";
import { isDomain } from "./types.ts";

/** `a?.b.c`: one temporary per `?.`. */
export function chain(scope: Scope, e: SyntaxExpr & { kind: "chain" }): Expr {
  const link = splitAtOptional(e.of);
  if (link === null) return scope.knot.expr(scope, e.of);
  const base = scope.knot.expr(
    scope,
    link.base.kind === "error"
      ? link.base
      : splitAtOptional(link.base) === null
        ? link.base
        : { kind: "chain", of: link.base, at: link.base.at },
  );
  if (!isDomain(base.type)) return hole(e.at);
  const slot = newSlot(scope, "found", withoutNull(base.type), e.at);
  const id = newLocal(scope);
  scope.bindings.set(id, { kind: "slot", slot, constant: true });
  const rest = scope.knot.expr(
    scope,
    link.rest({ kind: "name", name: "found", ref: { kind: "local", id }, at: link.base.at }),
  );
  const type = isDomain(rest.type) ? unionOf([rest.type, UNDEFINED]) : rest.type;
  return { kind: "optional", base, slot, rest, at: e.at, type };
}

/** The last `?.` of a chain: what stands before it, and what follows with a hole for it. */
function splitAtOptional(e: SyntaxExpr): { base: SyntaxExpr; rest: (found: SyntaxExpr) => SyntaxExpr } | null {
  switch (e.kind) {
    case "member":
    case "element":
    case "nonNull": {
      if (e.kind !== "nonNull" && e.optional)
        return { base: e.of, rest: (found) => ({ ...e, of: found, optional: false }) };
      const inner = splitAtOptional(e.of);
      return inner === null ? null : { base: inner.base, rest: (found) => ({ ...e, of: inner.rest(found) }) };
    }
    case "call": {
      if (e.optional) return { base: e.callee, rest: (found) => ({ ...e, callee: found, optional: false }) };
      const inner = splitAtOptional(e.callee);
      return inner === null ? null : { base: inner.base, rest: (found) => ({ ...e, callee: inner.rest(found) }) };
    }
    default:
      return null;
  }
}
