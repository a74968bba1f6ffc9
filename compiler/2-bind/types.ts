/**
 * Questions about types of expressions.
 * In: `Type`. Out: small predicates and joins used all over this folder.
 * Not here: types as written (`domains.ts`).
 */
import {
  alternatives,
  type BagDomain,
  type Domain,
  type MapDomain,
  NUMBER,
  printDomain,
  type RecordDomain,
  type SeqDomain,
  type SetDomain,
  type TableDomain,
  unionOf,
} from "../../ir/domain.ts";
import type { Expr, Type } from "../../ir/expr.ts";
import { isDomain, isReference } from "../../ir/type.ts";
import { withoutNull } from "./type-reader.ts";

export { isDomain, isReference };

export const printType = (t: Type): string =>
  isDomain(t) ? printDomain(t) : t.kind === "state" ? "the state" : t.kind;

/** What one of a union's members is; null where none or several are. */
export function only<K extends Domain["kind"]>(t: Type, kind: K): Extract<Domain, { kind: K }> | null {
  if (!isDomain(t)) return null;
  const found = alternatives(t).filter((d): d is Extract<Domain, { kind: K }> => d.kind === kind);
  return found.length === 1 && found[0] !== undefined ? found[0] : null;
}

export const seqOf = (t: Type): SeqDomain | null => only(t, "seq");
export const setOf = (t: Type): SetDomain | null => only(t, "set");
export const mapOf = (t: Type): MapDomain | null => only(t, "map");
export const bagOf = (t: Type): BagDomain | null => only(t, "bag");
export const tableOf = (t: Type): TableDomain | null => only(t, "table");
export const recordsOf = (t: Type): readonly RecordDomain[] =>
  isDomain(t) ? alternatives(t).filter((d) => d.kind === "record") : [];

/** Join of what several branches give. */
export function join(types: readonly Type[]): Type {
  const known = types.filter((t) => t.kind !== "error");
  if (known.length === 0) return types.length === 0 ? { kind: "void" } : { kind: "error" };
  const domains = known.filter(isDomain);
  if (domains.length === known.length) return unionOf(domains);
  const [first] = known;
  return first ?? { kind: "error" };
}

/** The type of a `let` without annotation: a literal number may become any number. */
export function widened(value: Expr): Type {
  return isDomain(value.type) && value.type.kind === "int" && isLiteralNumber(value) ? NUMBER : value.type;
}

const isLiteralNumber = (e: Expr): boolean =>
  e.kind === "literal" || (e.kind === "conditional" && isLiteralNumber(e.then) && isLiteralNumber(e.else));

/** An Id whatever else it may be; where it may be a number as well, TypeScript has narrowed it. */
export const isId = (t: Type): boolean => isDomain(t) && alternatives(withoutNull(t)).every((d) => d.kind === "id");

export const hasId = (t: Type): boolean => isDomain(t) && alternatives(t).some((d) => d.kind === "id");
