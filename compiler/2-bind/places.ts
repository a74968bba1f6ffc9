/**
 * Expressions that can be named again without doing anything twice.
 * In: bound expressions. Out: `isPlace`; `asSequence`, a tuple as the list of its parts.
 * Not here: what may be written (`assignments.ts`).
 */
import { type SeqDomain, unionOf } from "../../ir/domain.ts";
import type { Expr } from "../../ir/expr.ts";
import { only } from "./types.ts";

/** A tuple as the sequence of its parts; null where it is none, or where naming it twice would do something twice. */
export function asSequence(of: Expr): (Expr & { readonly type: SeqDomain }) | null {
  const tuple = only(of.type, "record");
  if (tuple === null || !tuple.tuple || (of.kind !== "tuple" && !isPlace(of))) return null;
  const parts =
    of.kind === "tuple"
      ? of.elements
      : tuple.fields.map((f): Expr => ({ kind: "field", of, name: f.name, at: of.at, type: f.domain }));
  const type: SeqDomain = { kind: "seq", of: unionOf(tuple.fields.map((f) => f.domain)), max: tuple.fields.length };
  return { kind: "seq", parts: parts.map((value) => ({ spread: false, value })), at: of.at, type };
}

/** A local or a place of the state, named without effect. */
export const isPlace = (e: Expr): boolean =>
  e.kind === "local" ||
  e.kind === "state" ||
  (e.kind === "field" && isPlace(e.of)) ||
  (e.kind === "index" && isPlace(e.of) && (e.key.kind === "literal" || isPlace(e.key))) ||
  (e.kind === "mapMethod" && e.op === "get" && [e.of, ...e.args].every((x) => x.kind === "literal" || isPlace(x)));
