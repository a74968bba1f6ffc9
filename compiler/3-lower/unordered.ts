/**
 * Collections without an order of their own, and what makes one of them that is the same whatever it was made of.
 * In: expressions. Out: `unordered`, `iterated`; `hasOwnKeys` and `sortsNumbers`.
 * Not here: who minds an order (`order.ts`).
 */
import { alternatives } from "../../ir/domain.ts";
import type { Expr, Lambda } from "../../ir/expr.ts";
import { walk } from "../../ir/walk.ts";

export type Unordered = "set" | "map" | "bag";

/** The kind of a collection whose order is no part of its value; the keys of a map count as the map. */
export function unordered(e: Expr): Unordered | null {
  const { kind } = e.kind === "mapMethod" && e.op === "keys" ? e.of.type : e.type;
  return kind === "set" || kind === "map" || kind === "bag" ? kind : null;
}

/** What a `for … of` goes over in an order of its own making: a domain, a set, map or bag, or a sequence made of just that. */
export function iterated(of: Expr): Expr | null {
  if (of.kind === "each" || unordered(of) !== null) return of;
  const [part, more] = of.kind === "seq" ? of.parts : [];
  return part?.spread && more === undefined ? iterated(part.value) : null;
}

/** Entries of which no two have one key, so that it makes no difference which is the last one. */
export function hasOwnKeys(from: Expr): boolean {
  if (from.kind === "seq") return from.parts.every((p) => !p.spread || hasOwnKeys(p.value));
  if (from.kind !== "seqMethod" || from.op !== "map" || from.lambda?.params.length !== 1) return false;
  const [slot] = from.lambda.params;
  const goesOver = iterated(from.of);
  if (goesOver === null || goesOver.type.kind === "bag" || goesOver.type.kind === "map") return false;
  let isOwn = true;
  walk(from.lambda.body, (n) => {
    if (n.kind === "assign" || n.kind === "update") isOwn = false;
    if (n.kind !== "return" || n.value === null) return;
    const [key] = n.value.kind === "tuple" ? n.value.elements : [];
    if (key?.kind !== "local" || key.slot !== slot) isOwn = false;
  });
  return isOwn;
}

/** `(a, b) => a - b` of integers: those that it does not tell apart are the same. */
export function sortsNumbers(e: Expr & { readonly kind: "seqMethod" }, { params, body }: Lambda): boolean {
  const of = e.of.type.kind === "seq" ? e.of.type.of : null;
  if (of === null || !alternatives(of).every((d) => d.kind === "int" || d.kind === "number")) return false;
  const [only, ...more] = body.kind === "block" ? body.body : [body];
  const value = only?.kind === "return" && more.length === 0 ? only.value : null;
  if (value?.kind !== "binary" || value.op !== "-" || value.left.kind !== "local" || value.right.kind !== "local")
    return false;
  return value.left.slot !== value.right.slot && params.includes(value.left.slot) && params.includes(value.right.slot);
}
