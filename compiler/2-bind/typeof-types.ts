/**
 * Types computed from others: `typeof NAME`, `keyof T`, `T[K]`.
 * In: such a type. Out: `Domain`, or null after a diagnostic.
 * Not here: values of constants (`static.ts`).
 */
import { alternatives, type Domain, type Field, printDomain, UNDEFINED, unionOf } from "../../ir/domain.ts";
import type { SyntaxType } from "../../ir/syntax.ts";
import { textAt } from "./context.ts";
import { evaluate, isList, isLiteral, type StaticValue } from "./static.ts";
import { literalsIn, refuseType, type TypeReader } from "./type-reader.ts";

export function typeOf(r: TypeReader, type: SyntaxType & { kind: "typeof" }): Domain | null {
  const v = evaluate(r.context, type.of);
  return v === null ? refuseType(r, type, `typeof ${textAt(r.context, type.of.at)}`) : ofStatic(v.value);
}

function ofStatic(v: StaticValue): Domain {
  if (v === undefined) return UNDEFINED;
  if (isLiteral(v)) return typeof v === "number" ? { kind: "int", lo: v, hi: v } : { kind: "enum", values: [v] };
  if (isList(v))
    return { kind: "record", tuple: true, fields: v.map((x, i) => ({ name: String(i), domain: ofStatic(x) })) };
  return {
    kind: "record",
    tuple: false,
    fields: Object.entries(v).map(([name, x]) => ({ name, domain: ofStatic(x) })),
  };
}

export function keyOf(r: TypeReader, type: SyntaxType & { kind: "keyof" }): Domain | null {
  const of = r.read(r, type.of);
  if (of === null) return null;
  if (of.kind === "record") return { kind: "enum", values: of.fields.map((f) => f.name) };
  return of.kind === "table" ? of.key : refuseType(r, type, `keyof ${printDomain(of)}`);
}

export function indexed(r: TypeReader, type: SyntaxType & { kind: "indexed" }): Domain | null {
  const of = r.read(r, type.of);
  if (of === null) return null;
  if (of.kind === "seq") return of.of;
  if (of.kind === "table") return of.value;
  const records = alternatives(of).filter((d) => d.kind === "record");
  if (records.length < alternatives(of).length) return refuseType(r, type, textAt(r.context, type.at));
  const all = records.flatMap((d) => d.fields);
  if (type.key.kind === "keyword" && type.key.name === "number") return listed(all);
  const key = r.read(r, type.key);
  if (key === null) return null;
  const names = literalsIn(key).map(String);
  const fields = all.filter((f) => names.includes(f.name));
  return fields.length === 0 ? refuseType(r, type, textAt(r.context, type.at)) : listed(fields);
}

/** The union of fields' domains; single numbers are listed, not joined to a range. */
function listed(fields: readonly Field[]): Domain {
  const domains = fields.map((f) => f.domain);
  const numbers = domains.flatMap((d) => (d.kind === "int" && d.lo === d.hi ? [d.lo] : []));
  const others = domains.filter((d) => !(d.kind === "int" && d.lo === d.hi));
  return unionOf(numbers.length > 0 ? [{ kind: "enum", values: [...new Set(numbers)] }, ...others] : others);
}
