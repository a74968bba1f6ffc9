/**
 * Values as people read them: `Writer#1`, `{0, 1}`, `{ dirty: true, inFlight: 2 }`; a bag is `{0, 1 ×2}`.
 * In: a domain and a value of it. Out: one line of text.
 * Not here: the JSON of values (`ir/value.ts`), what changed between two (`differences.ts`).
 */
import { type Domain, isScalar } from "../ir/domain.ts";
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
    case "bag":
      return `{${multiplesOf(itemsOf(v))
        .map(([x, count]) => multipleText(d.of, x, count))
        .join(", ")}}`;
    case "map": {
      const entries = entriesOf(v).map(([key, value]) => `${mapKeyText(d.key, key)}: ${printValue(d.value, value)}`);
      return entries.length === 0 ? "{ }" : `{ ${entries.join(", ")} }`;
    }
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

/** As the key of a table, where it is a scalar. */
export const mapKeyText = (d: Domain, key: Value): string => (isScalar(d) ? keyText(key) : printValue(d, key));

export const multipleText = (of: Domain, x: Value, count: number): string =>
  count === 1 ? printValue(of, x) : `${printValue(of, x)} ×${count}`;

/** The members of a bag, equal ones stand together: each once, and how many there are. */
export function multiplesOf(members: readonly Value[]): readonly (readonly [member: Value, count: number])[] {
  const found: [Value, number][] = [];
  for (const x of members) {
    const last = found.at(-1);
    if (last !== undefined && equal(last[0], x)) last[1]++;
    else found.push([x, 1]);
  }
  return found;
}

/** The entries of a map value. */
export const entriesOf = (v: Value): readonly (readonly [key: Value, value: Value])[] =>
  itemsOf(v).map((entry) => [itemsOf(entry)[0], itemsOf(entry)[1]]);

/** Structural equality of canonical values. */
export function equal(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null || isId(a) || isId(b)) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    const [left, right] = [itemsOf(a), itemsOf(b)];
    return left.length === right.length && left.every((x, i) => equal(x, right[i]));
  }
  // A field that only one of them has is the same as `undefined` in the other.
  for (const name in a) if (!equal(fieldOf(a, name), fieldOf(b, name))) return false;
  for (const name in b) if (!(name in a) && fieldOf(b, name) !== undefined) return false;
  return true;
}

/** The elements of a table, set, map, bag or sequence value. */
export function itemsOf(v: Value): readonly Value[] {
  return Array.isArray(v) ? (v as readonly Value[]) : [];
}

/** The keys of a table with their values. */
export function rowsOf(key: Domain, v: Value): readonly (readonly [key: Value, row: Value])[] {
  const rows = itemsOf(v);
  return keysOf(key).map((k, i) => [k, rows[i]] as const);
}
