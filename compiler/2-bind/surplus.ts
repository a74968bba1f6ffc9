/**
 * Records with more fields than the type of the place that they go to: TypeScript allows that of all but literals, and in JavaScript
 * the place would have those fields too.
 * In: a bound expression and what is wanted there. Out: whether it has fields too many, which is reported.
 * Not here: literals, whose names are compared where they are bound (`literals.ts`).
 */
import { recordKeys } from "../../ir/codes/bind.ts";
import { alternatives, type Domain } from "../../ir/domain.ts";
import type { Expr } from "../../ir/expr.ts";
import type { SyntaxExpr } from "../../ir/syntax.ts";
import { report } from "./context.ts";
import type { Scope } from "./scope.ts";
import { isDomain, printType, recordsOf } from "./types.ts";

/** Of a literal, a copy or a choice between two the parts are looked at. */
export function hasSurplus(scope: Scope, e: SyntaxExpr, bound: Expr, wanted: Domain): boolean {
  const isMadeElsewhere =
    e.kind === "name" || e.kind === "member" || e.kind === "element" || (e.kind === "call" && bound.kind !== "clone");
  const surplus = isMadeElsewhere && isDomain(bound.type) ? surplusOf(bound.type, wanted) : null;
  if (surplus === null) return false;
  report(scope.context, recordKeys(e.at, { type: printType(surplus.type), strange: surplus.field, missing: [] }));
  return true;
}

type Surplus = { readonly field: string; readonly type: Domain };

/** Null where some record that the value may be fits: of a union TypeScript may know more than its domain says. */
function surplusOf(value: Domain, place: Domain): Surplus | null {
  if (value === place) return null;
  const wanted = recordsOf(place).filter((r) => !r.tuple);
  const given = recordsOf(value).filter((r) => !r.tuple);
  const found = wanted.length === 0 ? [] : given.map((v) => inRecord(v, wanted));
  if (found.length > 0) return found.includes(null) ? null : (found[0] ?? null);
  const [of, into] = [membersOf(value), membersOf(place)];
  return of === null || into === null ? null : surplusOf(of, into);
}

type RecordDomain = ReturnType<typeof recordsOf>[number];

function inRecord(value: RecordDomain, wanted: readonly RecordDomain[]): Surplus | null {
  const strange = (place: RecordDomain): string | null =>
    value.fields.find((f) => place.fields.every((p) => p.name !== f.name))?.name ?? null;
  const [fits, another] = wanted.filter((place) => strange(place) === null);
  if (another !== undefined) return null;
  if (fits === undefined) {
    const [place] = wanted;
    const field = place === undefined ? null : strange(place);
    return place === undefined || field === null ? null : { field, type: place };
  }
  for (const f of value.fields) {
    const into = fits.fields.find((p) => p.name === f.name);
    const within = into === undefined ? null : surplusOf(f.domain, into.domain);
    if (within !== null) return within;
  }
  return null;
}

/** What a collection holds, if the domain is one and nothing else. */
function membersOf(d: Domain): Domain | null {
  const [only, another] = alternatives(d).filter((m) => m.kind !== "enum" && m.kind !== "undefined");
  if (only === undefined || another !== undefined) return null;
  switch (only.kind) {
    case "seq":
    case "set":
    case "bag":
      return only.of;
    case "map":
    case "table":
      return only.value;
    default:
      return null;
  }
}
