/**
 * What a step changed: the smallest places that differ between two states.
 * In: a domain and two values of it. Out: `Change`s in field order.
 * Not here: values as text (`values.ts`).
 */
import {
  alternatives,
  type BagDomain,
  type Domain,
  type Field,
  isScalar,
  type SeqDomain,
  type SetDomain,
} from "../ir/domain.ts";
import { fits, isId, type Value } from "../ir/value.ts";
import type { Change } from "./report.ts";
import { entriesOf, equal, fieldOf, itemsOf, multiplesOf, multipleText, printValue, rowsOf } from "./values.ts";

/** Differences of the named fields of two records. */
export function differencesOf(fields: readonly Field[], before: Value, after: Value): readonly Change[] {
  return fields.flatMap((f) => differences(f.name, f.domain, fieldOf(before, f.name), fieldOf(after, f.name), false));
}

/** Descends into records, tables and maps; of large sets, bags and sequences what was added and taken away. */
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
    case "map": {
      const [old, now] = [entriesOf(before), entriesOf(after)];
      const keys = [...old, ...now.filter(([key]) => !old.some(([k]) => equal(k, key)))].map(([key]) => key);
      return keys.flatMap((key) =>
        differences(mapStep(path, inner.key, key), inner.value, valueAt(old, key), valueAt(now, key), local),
      );
    }
    case "set":
    case "bag":
      return [{ path, ...membersChanged(inner, before, after), local }];
    case "seq":
      return [{ path, ...elementsChanged(inner, before, after), local }];
    default:
      return [{ path, before: printValue(d, before), after: printValue(d, after), local }];
  }
}

/** What there is under a key: `undefined` where nothing is. */
const valueAt = (entries: readonly (readonly [Value, Value])[], key: Value): Value =>
  entries.find(([k]) => equal(k, key))?.[1];

export const mapStep = (path: string, of: Domain, key: Value): string =>
  isScalar(of) ? keyStep(path, key) : `${path}[${printValue(of, key)}]`;

/** A set that takes more room than this is told by what came and went; one of structured members is hard to compare sooner. */
const longestSet = 60;
const longestStructured = 24;

/** `{1} → {1, 2}`; where that is long `{…} → {…, 2}`, the members that stayed being the dots. */
function membersChanged(d: SetDomain | BagDomain, before: Value, after: Value): Pick<Change, "before" | "after"> {
  const whole = { before: printValue(d, before), after: printValue(d, after) };
  if (Math.max(whole.before.length, whole.after.length) <= (isScalar(d.of) ? longestSet : longestStructured))
    return whole;
  const [old, now] = [multiplesOf(itemsOf(before)), multiplesOf(itemsOf(after))];
  const isIn = (all: typeof old, [x, count]: (typeof old)[number]): boolean =>
    all.some(([y, n]) => n === count && equal(x, y));
  const stays = old.some((x) => isIn(now, x)) ? ["…"] : [];
  const told = (all: typeof old, others: typeof old): string => {
    const own = all.filter((x) => !isIn(others, x)).map(([x, count]) => multipleText(d.of, x, count));
    return `{${[...stays, ...own].join(", ")}}`;
  };
  return { before: told(old, now), after: told(now, old) };
}

/** `[1] → [1, 2]`; where that is long `[…] → […, 2]`, the dots being the elements before and behind that stayed. */
function elementsChanged(d: SeqDomain, before: Value, after: Value): Pick<Change, "before" | "after"> {
  const whole = { before: printValue(d, before), after: printValue(d, after) };
  if (Math.max(whole.before.length, whole.after.length) <= longestSet) return whole;
  const [old, now] = [itemsOf(before), itemsOf(after)];
  const both = Math.min(old.length, now.length);
  let first = 0;
  while (first < both && equal(old[first], now[first])) first++;
  let behind = 0;
  while (behind < both - first && equal(old[old.length - 1 - behind], now[now.length - 1 - behind])) behind++;
  const told = (all: readonly Value[]): string => {
    const own = all.slice(first, all.length - behind).map((x) => printValue(d.of, x));
    return `[${[...(first > 0 ? ["…"] : []), ...own, ...(behind > 0 ? ["…"] : [])].join(", ")}]`;
  };
  return { before: told(old), after: told(now) };
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
