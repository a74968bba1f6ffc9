/**
 * Which expressions stand for a place, and which for an object that nobody else has.
 * In: expressions. Out: `isPlace`, `isNew`, `isMadeHere`, `isChange`.
 * Not here: what is refused because of it (`doubts.ts`).
 */
import { isScalar } from "../ir/domain.ts";
import type { Expr, Stmt } from "../ir/expr.ts";
import type { SpecModel } from "../ir/model.ts";
import { isDomain, isReference } from "../ir/type.ts";
import { type Node, walk } from "../ir/walk.ts";

const CHANGING: ReadonlySet<string> = new Set(
  "push pop shift unshift reverse sort splice fill add delete clear set".split(" "),
);
/** A method that changes what it is called on. */
export const isChange = (
  n: Node,
): n is Expr & { readonly kind: "seqMethod" | "setMethod" | "mapMethod" | "bagMethod" } =>
  (n.kind === "seqMethod" || n.kind === "setMethod" || n.kind === "mapMethod" || n.kind === "bagMethod") &&
  CHANGING.has(n.op);

/** It stands for a place, so that a change by this name is one of it. */
export function isPlace(model: SpecModel, e: Expr): boolean {
  switch (e.kind) {
    case "state":
    case "local":
      return true;
    case "field":
    case "index":
      return isPlace(model, e.of);
    case "call": {
      const f = model.functions[e.function];
      const results = f === undefined ? [] : resultsOf(f.body.code);
      const [only] = results;
      const isSole = f?.body.code.kind === "return" || (f?.body.code.kind === "block" && f.body.code.body.length === 1);
      return isSole && results.length === 1 && only !== undefined && isPlace(model, only);
    }
    default:
      return false;
  }
}

function resultsOf(code: Stmt): readonly Expr[] {
  const found: Expr[] = [];
  walk(code, (x) => {
    if (x.kind === "return" && x.value !== null) found.push(x.value);
    return x.kind !== "quantifier" && x.kind !== "seqMethod" && x.kind !== "setMethod" && x.kind !== "fillWith";
  });
  return found;
}

/** An object that nobody else has. */
export function isNew(model: SpecModel, e: Expr): boolean {
  if (!isReference(e.type)) return true;
  switch (e.kind) {
    case "record":
    case "tuple":
    case "seq":
    case "set":
    case "map":
    case "bag":
    case "fill":
    case "fillWith":
    case "clone":
    case "quantifier":
    case "first":
    case "each":
      return true;
    case "setMethod":
      return e.op !== "add";
    case "mapMethod":
      return e.op === "keys";
    case "pick":
      if (e.from.kind === "list") return e.from.items.every((x) => isNew(model, x));
      return e.from.kind === "domain" || !isSequence(e.from.of);
    case "seqMethod":
      if (e.op === "pop" || e.op === "shift") return true;
      return isDomain(e.type) && e.type.kind === "seq" && isScalar(e.type.of) && !isChange(e);
    case "conditional":
      return isNew(model, e.then) && isNew(model, e.else);
    case "call": {
      const f = model.functions[e.function];
      return (
        f !== undefined &&
        resultsOf(f.body.code).every(
          (x) =>
            isNew(model, x) || (x.kind === "local" && x.slot >= f.params && isMadeHere(model, f.body.code, x.slot)),
        )
      );
    }
    default:
      return false;
  }
}

/** A local whose every value is a new one. */
export function isMadeHere(model: SpecModel, code: Stmt, slot: number): boolean {
  const values: Expr[] = [];
  walk(code, (x) => {
    if (x.kind === "let" && x.slot === slot && x.value !== null) values.push(x.value);
    if (x.kind === "assign" && x.target.kind === "local" && x.target.slot === slot) values.push(x.value);
  });
  return values.length > 0 && values.every((v) => v.kind !== "local" && isNew(model, v));
}

const isSequence = (e: Expr): boolean => isDomain(e.type) && e.type.kind === "seq";
