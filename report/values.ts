/**
 * Values as people read them: `Writer#1`, `{0, 1}`, `{ dirty: true, inFlight: 2 }`.
 * In: a domain and a value of it. Out: one line of text.
 * Not here: the JSON of values (`ir/value.ts`), what changed between two (`differences.ts`).
 */
import type { Domain } from "../ir/domain.ts";
import { isId, keysOf, keyText, memberOf, type Value } from "../ir/value.ts";

/** One line, whatever its length. */
export function printValue(d: Domain, v: Value): string {
  if (v === undefined) return "undefined";
  if (v === null) return "null";
  switch (d.kind) {
    case "int":
    case "number":
    case "enum":
    case "id":
    case "undefined":
      return printScalar(v);
    case "union":
      return printValue(memberOf(d.of, v), v);
    case "record": {
      const parts = d.fields.flatMap((f) => {
        const part = fieldOf(v, f.name);
        if (part === undefined) return [];
        return [d.tuple ? printValue(f.domain, part) : `${f.name}: ${printValue(f.domain, part)}`];
      });
      return d.tuple ? `[${parts.join(", ")}]` : parts.length === 0 ? "{ }" : `{ ${parts.join(", ")} }`;
    }
    case "table": {
      const rows = rowsOf(d.key, v).map(([key, row]) => `${keyText(key)}: ${printValue(d.value, row)}`);
      return rows.length === 0 ? "{ }" : `{ ${rows.join(", ")} }`;
    }
    case "set":
      return `{${itemsOf(v)
        .map((x) => printValue(d.of, x))
        .join(", ")}}`;
    case "seq":
      return `[${itemsOf(v)
        .map((x) => printValue(d.of, x))
        .join(", ")}]`;
  }
}

function printScalar(v: Value): string {
  if (isId(v)) return v.text;
  return typeof v === "string" ? JSON.stringify(v) : String(v);
}

/** A field of a record value; undefined where absent or where `v` is no record. */
export function fieldOf(v: Value, name: string): Value {
  if (typeof v !== "object" || v === null || Array.isArray(v) || isId(v)) return undefined;
  return (v as { readonly [field: string]: Value })[name];
}

/** The elements of a table, set or sequence value. */
export function itemsOf(v: Value): readonly Value[] {
  return Array.isArray(v) ? (v as readonly Value[]) : [];
}

/** The keys of a table with their values. */
export function rowsOf(key: Domain, v: Value): readonly (readonly [key: Value, row: Value])[] {
  const rows = itemsOf(v);
  return keysOf(key).map((k, i) => [k, rows[i]] as const);
}
