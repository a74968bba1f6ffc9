/**
 * Sets, maps and bags as types: `Set`, `ValueSet`, `Map`, `ValueMap`, `Bag`.
 * In: a reference to such a type. Out: `Domain`, or null after a diagnostic.
 * Not here: their literals (`collections.ts`) and methods (`methods.ts`), why a type has too many values (`sizes.ts`).
 */
import { keyNotScalar } from "../../ir/codes/bind.ts";
import { type Domain, isScalar, printDomain } from "../../ir/domain.ts";
import type { SyntaxType } from "../../ir/syntax.ts";
import { bound } from "./bounds.ts";
import { textAt } from "./context.ts";
import { placeFor } from "./sizes.ts";
import { refuseType, type TypeReader } from "./type-reader.ts";

type Reference = SyntaxType & { kind: "ref" };

/** `Set<T>`, `ValueSet<T>`, `ValueSet<T, N>`. */
export function setType(r: TypeReader, type: Reference): Domain | null {
  const [member, limit] = type.args;
  const of = part(r, type, member, "{}");
  const max = maximum(r, type, limit);
  if (of === null || max === undefined) return null;
  if (isOfJavaScript(type) && !isScalar(of)) return notScalar(r, type, "Set", of);
  return checked(r, type, { kind: "set", of, max });
}

/** `Map<K, V>`, `ValueMap<K, V>`, `ValueMap<K, V, N>`. */
export function mapType(r: TypeReader, type: Reference): Domain | null {
  const [k, v, limit] = type.args;
  const key = part(r, type, k, "[key]");
  const value = part(r, type, v, "[]");
  const max = maximum(r, type, limit);
  if (key === null || value === null || max === undefined) return null;
  if (isOfJavaScript(type) && !isScalar(key)) return notScalar(r, type, "Map", key);
  return checked(r, type, { kind: "map", key, value, max });
}

/** `Bag<T, N>`. */
export function bagType(r: TypeReader, type: Reference): Domain | null {
  const [member, limit] = type.args;
  const of = part(r, type, member, "{}");
  const max = bound(r, limit, type.at, "Bag<T, N>", 0);
  return of === null || max === null ? null : checked(r, type, { kind: "bag", of, max });
}

const isOfJavaScript = (type: Reference): boolean => !type.name.startsWith("Value");

function part(r: TypeReader, whole: Reference, type: SyntaxType | undefined, path: string): Domain | null {
  if (type === undefined) return refuseType(r, whole, whole.name);
  return r.read({ ...r, path: `${r.path}${path}` }, type);
}

/** Null where none is written; undefined where what is written is none. */
function maximum(r: TypeReader, type: Reference, written: SyntaxType | undefined): number | null | undefined {
  if (written === undefined) return null;
  return bound(r, written, type.at, `${type.name}<…, N>`, 0) ?? undefined;
}

function notScalar(r: TypeReader, type: Reference, container: string, key: Domain): null {
  r.report(keyNotScalar(type.at, { path: r.path, container, key: printDomain(key) }));
  return null;
}

function checked(r: TypeReader, type: Reference, domain: Domain & { kind: "set" | "map" | "bag" }): Domain | null {
  const text = textAt(r.context, type.at);
  const wrong = placeFor(domain, type.at, text.startsWith("new ") ? text : `${r.path}: ${text}`);
  if (wrong !== null) r.report(wrong);
  return wrong === null ? domain : null;
}
