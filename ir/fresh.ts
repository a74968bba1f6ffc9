/**
 * Which expressions make a new object that nothing else refers to, parts included; and when two places are the same.
 * In: bound expressions; what the asker knows of slots, functions and lambdas. Out: `isNew`, `samePlace`.
 * Not here: what may be stored (`compiler/2-bind/aliasing.ts`), what may live across a yield (`compiler/3-lower/references.ts`).
 */
import { alternatives, isScalar } from "./domain.ts";
import type { Expr, Lambda } from "./expr.ts";
import { isDomain, isReference } from "./type.ts";

export interface Owners {
  /** True of slots that hold a new object nobody else refers to. */
  readonly owns: (slot: number) => boolean;
  /** True of functions all of whose results are new: index into `SpecModel.functions`. */
  readonly call: (index: number) => boolean;
  /** True of lambdas all of whose results are new each time. */
  readonly results: (lambda: Lambda) => boolean;
}

export function isNew(e: Expr, owners: Owners): boolean {
  if (!isReference(e.type)) return true;
  const inner = (x: Expr): boolean => isNew(x, owners);
  switch (e.kind) {
    case "record": {
      const replaced = e.parts.flatMap((p) => (p.kind === "field" ? [p.name] : []));
      return e.parts.every((p) => inner(p.value) || (p.kind === "spread" && copiesEnough(p.value, replaced)));
    }
    case "tuple":
      return e.elements.every(inner);
    case "seq":
      return e.parts.every((p) => inner(p.value) || (p.spread && elementsAreScalar(p.value)));
    case "pick":
      if (e.from.kind === "collection") return holdsCopies(e.from.of);
      return e.from.kind === "domain" || e.from.items.every(inner);
    case "fillWith":
      return owners.results(e.lambda);
    case "seqMethod":
      switch (e.op) {
        case "pop":
        case "shift":
        case "splice":
          return true;
        case "map":
          return e.lambda === null || owners.results(e.lambda);
        case "flatMap":
          return elementsAreScalar(e) || e.lambda === null || owners.results(e.lambda);
        case "reverse":
        case "sort":
        case "fill":
          return inner(e.of);
        case "slice":
        case "filter":
        case "toSorted":
        case "toReversed":
        case "with":
        case "toSpliced":
          return (inner(e.of) || elementsAreScalar(e.of)) && e.args.every(inner);
        case "concat":
          return [e.of, ...e.args].every((x) => inner(x) || elementsAreScalar(x));
        default:
          return false;
      }
    case "setMethod":
    case "bagMethod":
      return e.op !== "add" || inner(e.of);
    case "mapMethod":
      return e.op === "keys" || (e.op === "set" && inner(e.of));
    case "map":
      return valuesKept(e).every((v) => inner(v.value) || (v.spread && elementsAreScalar(v.value)));
    case "conditional":
      return inner(e.then) && inner(e.else);
    case "logical":
      return inner(e.left) && inner(e.right);
    case "optional":
      return inner(e.rest);
    case "call":
      return owners.call(e.function);
    case "local":
      return owners.owns(e.slot);
    case "set":
    case "bag":
    case "clone":
    case "fill":
    case "first":
    case "each":
    case "quantifier":
    case "literal":
    case "undefined":
    case "error":
      return true;
    default:
      return false;
  }
}

/** `{ ...x, f: … }` copies enough where every field that stays is plain. */
export const copiesEnough = (of: Expr, replaced: readonly string[]): boolean =>
  isDomain(of.type) &&
  alternatives(of.type).every(
    (d) =>
      isScalar(d) ||
      (d.kind === "record" && d.fields.every((f) => replaced.includes(f.name) || isScalar(f.domain))) ||
      (d.kind === "table" && isScalar(d.value)),
  );

/** True where a spread of the collection shares nothing with it. */
export const elementsAreScalar = (e: Expr): boolean =>
  isDomain(e.type) &&
  alternatives(e.type).every(
    (d) =>
      isScalar(d) ||
      d.kind === "set" ||
      d.kind === "bag" ||
      (d.kind === "seq" && isScalar(d.of)) ||
      (d.kind === "map" && isScalar(d.value)),
  );

/** True where what comes out of the collection is a copy: of a set or a bag. */
export const holdsCopies = (e: Expr): boolean =>
  isDomain(e.type) && alternatives(e.type).every((d) => d.kind === "set" || d.kind === "bag");

/** What `new Map(…)` puts into the map as it is; the keys are copied. */
export function valuesKept(
  e: Expr & { readonly kind: "map" },
): readonly { readonly value: Expr; readonly spread: boolean }[] {
  const values = isDomain(e.type) ? alternatives(e.type).flatMap((d) => (d.kind === "map" ? [d.value] : [])) : [];
  if (e.from === null || values.every(isScalar)) return [];
  if (e.from.kind !== "seq") return [{ value: e.from, spread: true }];
  return e.from.parts.map(({ value, spread }) => {
    const [, kept] = !spread && value.kind === "tuple" ? value.elements : [];
    return { value: kept ?? value, spread };
  });
}

/** The same place, written alike: same fields, same locals or literals as keys. */
export function samePlace(a: Expr, b: Expr): boolean {
  if (a.kind === "state" && b.kind === "state") return a.when === b.when;
  if (a.kind === "local" && b.kind === "local") return a.slot === b.slot;
  if (a.kind === "literal" && b.kind === "literal") return a.value === b.value;
  if (a.kind === "field" && b.kind === "field") return a.name === b.name && samePlace(a.of, b.of);
  if (a.kind === "index" && b.kind === "index") return samePlace(a.key, b.key) && samePlace(a.of, b.of);
  if (a.kind === "mapMethod" && b.kind === "mapMethod" && a.op === "get" && b.op === "get") {
    const [k, l] = [a.args[0], b.args[0]];
    return k !== undefined && l !== undefined && samePlace(k, l) && samePlace(a.of, b.of);
  }
  return false;
}
