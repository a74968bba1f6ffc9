/**
 * What a step changed: the smallest places that differ between two states.
 * In: a domain and two values of it. Out: `Change`s in field order.
 * Not here: values as text (`values.ts`).
 */
import { alternatives, type Domain, type Field } from "../ir/domain.ts";
import { fits, isId, type Value } from "../ir/value.ts";
import type { Change } from "./report.ts";
import { fieldOf, itemsOf, printValue, rowsOf } from "./values.ts";

/** Differences of the named fields of two records. */
export function differencesOf(fields: readonly Field[], before: Value, after: Value): readonly Change[] {
  return fields.flatMap((f) => differences(f.name, f.domain, fieldOf(before, f.name), fieldOf(after, f.name), false));
}

/** Descends into records and tables; sets and sequences are shown whole. */
export function differences(path: string, d: Domain, before: Value, after: Value, local: boolean): readonly Change[] {
  if (equal(before, after)) return [];
  const inner = sharedMember(d, before, after);
  switch (inner?.kind) {
    case "record":
      return inner.fields.flatMap((f) =>
        differences(step(path, f.name, inner.tuple), f.domain, fieldOf(before, f.name), fieldOf(after, f.name), local),
      );
    case "table": {
      const rows = itemsOf(after);
      return rowsOf(inner.key, before).flatMap(([key, row], i) =>
        differences(keyStep(path, key), inner.value, row, rows[i], local),
      );
    }
    default:
      return [{ path, before: printValue(d, before), after: printValue(d, after), local }];
  }
}

/** The one alternative that both values belong to; null where there is none, so that the whole value is shown. */
function sharedMember(d: Domain, before: Value, after: Value): Domain | null {
  return alternatives(d).find((m) => fits(m, before) && fits(m, after)) ?? null;
}

const step = (path: string, field: string, tuple: boolean): string =>
  tuple ? `${path}[${field}]` : `${path}.${field}`;

/** `bh[1]`, `mine[Writer#0]`, `lock.free`. */
export function keyStep(path: string, key: Value): string {
  if (typeof key !== "string") return `${path}[${isId(key) ? key.text : String(key)}]`;
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}

/** Structural equality of canonical values. */
function equal(a: Value, b: Value): boolean {
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
