/**
 * Assignments that commute with their like: `n += e`, `ok &&= e`, `most = Math.max(most, e)`, `flag = true`.
 * In: an assignment. Out: how it writes, and the part of its value that is computed without the old one.
 * Not here: which places are written (`accesses.ts`).
 */
import type { Expr, Type } from "../../ir/expr.ts";
import { samePlace } from "../../ir/fresh.ts";

/** Two accesses with the same way of writing commute; "write" commutes with nothing, "read" with reads. */
export type How =
  | "read"
  | "write"
  | "add"
  | "times"
  | "bits or"
  | "bits and"
  | "bits xor"
  | "and"
  | "or"
  | "least"
  | "greatest"
  | "set add"
  | "set delete"
  | "bag add"
  | "bag delete"
  /** Of a collection with a bound: whether it is ever too large depends on what comes between. */
  | "grow"
  | "shrink"
  | `constant ${string}`;

export const isConstant = (how: How): boolean => how.startsWith("constant ");

export interface Accumulation {
  readonly how: How;
  readonly value: Expr;
  /** The old value matters beyond the accumulation itself. */
  readonly reads: boolean;
}

export function accumulation(e: Expr & { readonly kind: "assign" }): Accumulation {
  const { value } = e;
  switch (e.op) {
    case "=":
      return plain(e);
    case "+":
    case "-":
      return { how: "add", value, reads: false };
    case "*":
      return { how: "times", value, reads: false };
    case "|":
      return { how: "bits or", value, reads: false };
    case "&":
      return { how: "bits and", value, reads: false };
    case "^":
      return { how: "bits xor", value, reads: false };
    case "&&":
      return isBoolean(e.target.type) && isBoolean(value.type)
        ? { how: "and", value, reads: false }
        : { how: "write", value, reads: true };
    case "||":
      return isBoolean(e.target.type) && isBoolean(value.type)
        ? { how: "or", value, reads: false }
        : { how: "write", value, reads: true };
    default:
      return { how: "write", value, reads: true };
  }
}

/** `n = n + e` and the like; literals; anything else is a write. */
function plain(e: Expr & { readonly kind: "assign" }): Accumulation {
  const { value, target } = e;
  if (value.kind === "literal") return { how: `constant ${JSON.stringify(value.value)}`, value, reads: false };
  if (value.kind === "undefined") return { how: "constant undefined", value, reads: false };
  const found = (how: How, rest: Expr): Accumulation => ({ how, value: rest, reads: false });
  if (value.kind === "binary" && (value.op === "+" || value.op === "-") && samePlace(value.left, target))
    return found("add", value.right);
  if (value.kind === "binary" && value.op === "+" && samePlace(value.right, target)) return found("add", value.left);
  if (value.kind === "logical" && isBoolean(target.type) && isBoolean(value.type)) {
    const how = value.op === "&&" ? "and" : value.op === "||" ? "or" : null;
    if (how !== null && samePlace(value.left, target)) return found(how, value.right);
    if (how !== null && samePlace(value.right, target)) return found(how, value.left);
  }
  if (value.kind === "math" && (value.op === "min" || value.op === "max") && value.args.length === 2) {
    const [a, b] = value.args;
    const how = value.op === "min" ? "least" : "greatest";
    if (a !== undefined && b !== undefined && samePlace(a, target)) return found(how, b);
    if (a !== undefined && b !== undefined && samePlace(b, target)) return found(how, a);
  }
  return { how: "write", value, reads: false };
}

const isBoolean = (t: Type): boolean => t.kind === "enum" && t.values.every((v) => typeof v === "boolean");
