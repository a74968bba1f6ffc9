/**
 * `structuredClone` keeps what its argument shares within itself: of `[p, p]` it makes one copy, twice. States share nothing.
 * In: what is to be copied. Out: the part that stands in it twice.
 * Not here: storing without a copy (`aliasing.ts`).
 */
import type { Expr } from "../../ir/expr.ts";
import { samePlace, valuesKept } from "../../ir/fresh.ts";
import { resultsOf } from "./aliasing.ts";
import { isReference } from "./types.ts";

/** Null where every object stands in the value once. */
export function twiceWithin(value: Expr): Expr | null {
  const found = objectsIn(value);
  return found.find((x, i) => x.many || overlaps(x, found.slice(0, i)))?.place ?? null;
}

const overlaps = (x: Part, others: readonly Part[]): boolean => others.some((y) => overlap(x.place, y.place));

interface Part {
  readonly place: Expr;
  /** It stands there once for each element of a sequence. */
  readonly many: boolean;
}

function objectsIn(e: Expr): readonly Part[] {
  if (!isReference(e.type)) return [];
  switch (e.kind) {
    case "local":
    case "field":
    case "index":
      return [{ place: e, many: false }];
    case "record":
    case "seq":
      return e.parts.flatMap((p) => objectsIn(p.value));
    case "tuple":
      return e.elements.flatMap(objectsIn);
    case "seqMethod":
      if ((e.op === "map" || e.op === "flatMap") && e.lambda !== null) {
        const { params } = e.lambda;
        const results = resultsOf(e.lambda.body).map(objectsIn);
        const strange = results.flat().filter((x) => !params.some((slot) => isWithin(x.place, slot)));
        const twice = results.flatMap((parts) => parts.filter((x, i) => overlaps(x, parts.slice(0, i))));
        return [...objectsIn(e.of), ...[...strange, ...twice].map((x) => ({ ...x, many: true }))];
      }
      return [e.of, ...e.args].flatMap(objectsIn);
    case "mapMethod":
      return e.op === "get" ? [{ place: e, many: false }] : [];
    case "map":
      return valuesKept(e).flatMap((v) => objectsIn(v.value));
    default:
      return [];
  }
}

const isWithin = (e: Expr, slot: number): boolean =>
  e.kind === "local" ? e.slot === slot : (e.kind === "field" || e.kind === "index") && isWithin(e.of, slot);

/** One may be the other, or a part of it. */
function overlap(a: Expr, b: Expr): boolean {
  const above = (e: Expr): readonly Expr[] => (e.kind === "field" || e.kind === "index" ? [e, ...above(e.of)] : [e]);
  return above(a).some((x) => mayBeSame(x, b)) || above(b).some((x) => mayBeSame(a, x));
}

/** Rows of a table are the same unless their keys are literals that differ. */
function mayBeSame(a: Expr, b: Expr): boolean {
  if (a.kind === "index" && b.kind === "index") {
    const differ = a.key.kind === "literal" && b.key.kind === "literal" && a.key.value !== b.key.value;
    return !differ && mayBeSame(a.of, b.of);
  }
  if (a.kind === "field" && b.kind === "field") return a.name === b.name && mayBeSame(a.of, b.of);
  return samePlace(a, b);
}
