/**
 * What a straight run through blocks leaves known: locals that hold one literal wherever they come from, and so which way a
 * test goes. `let got = false; while (!got) { s = yield …` enters its loop.
 * In: statements and expressions, the literals that slots hold. Out: the same after a statement; an expression's literal.
 * Not here: tests of constants, folded while blocks are made (`known` in `types.ts`).
 */
import type { Literal } from "../../ir/domain.ts";
import type { Expr, Stmt } from "../../ir/expr.ts";
import { defines, walk } from "../../ir/walk.ts";

/** The literal in each slot that is known to hold one. */
export type Known = ReadonlyMap<number, Literal>;

export function afterStatement(s: Stmt, before: Known): Known {
  const after = new Map(before);
  walk(s, (n) => {
    for (const slot of defines(n)) after.delete(slot);
  });
  const given = givenBy(s);
  const value = given === null ? undefined : literalOf(given.value, before);
  if (given !== null && value !== undefined) after.set(given.slot, value);
  return after;
}

/** What both agree on. */
export function joined(a: Known, b: Known): Known {
  return new Map([...a].filter(([slot, value]) => b.get(slot) === value));
}

function givenBy(s: Stmt): { readonly slot: number; readonly value: Expr } | null {
  if (s.kind === "let") return s.value === null ? null : { slot: s.slot, value: s.value };
  if (s.kind !== "expr" || s.value.kind !== "assign" || s.value.op !== "=") return null;
  const { target, value } = s.value;
  return target.kind === "local" ? { slot: target.slot, value } : null;
}

/** Undefined where it is not known; only of expressions without effects. */
export function literalOf(e: Expr, known: Known): Literal | undefined {
  switch (e.kind) {
    case "literal":
      return e.value;
    case "local":
      return known.get(e.slot);
    case "unary": {
      const of = literalOf(e.of, known);
      return e.op === "!" && of !== undefined ? !of : undefined;
    }
    case "logical": {
      const left = literalOf(e.left, known);
      if (left === undefined || e.op === "??") return undefined;
      return Boolean(left) === (e.op === "||") ? left : literalOf(e.right, known);
    }
    case "binary":
      return compared(e.op, literalOf(e.left, known), literalOf(e.right, known));
    default:
      return undefined;
  }
}

function compared(
  op: (Expr & { readonly kind: "binary" })["op"],
  a: Literal | undefined,
  b: Literal | undefined,
): boolean | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (op === "===") return a === b;
  if (op === "!==") return a !== b;
  if (typeof a !== "number" || typeof b !== "number") return undefined;
  switch (op) {
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
    default:
      return undefined;
  }
}
