/**
 * A `Record<"a" | "b", T>` and a `{ a: T; b: T }` are one thing to TypeScript and two here: a table and a record.
 * In: bound values, the domain of the place. Out: the parts of one as the other has them; where one stands for the other, reported.
 * Not here: which literal is of which type (`literals.ts`), fields that a place has not (`surplus.ts`).
 */
import { tableForRecord } from "../../ir/codes/bind-collections.ts";
import { alternatives, type Domain, printDomain, size, type TableDomain, unionOf } from "../../ir/domain.ts";
import type { Expr, RecordPart } from "../../ir/expr.ts";
import type { Span } from "../../ir/span.ts";
import type { SyntaxExpr } from "../../ir/syntax.ts";
import { keyText, values } from "../../ir/value.ts";
import { report, textAt } from "./context.ts";
import { hole, type Scope } from "./scope.ts";
import { hasId, isDomain, recordsOf, tableOf } from "./types.ts";

/** More than this many keys are not written out one by one. */
const MOST_KEYS = 64n;

/** The keys of a table as values; null where they are identities or too many. */
function keysOf({ key }: TableDomain): readonly (string | number | boolean | null)[] | null {
  const n = size(key);
  if (n === null || n > MOST_KEYS || hasId(key)) return null;
  return [...values(key)].flatMap((v) => (typeof v === "object" && v !== null ? [] : [v as string | number]));
}

/** The table and nothing else. */
const onlyTable = (e: Expr): TableDomain | null => {
  const table = tableOf(e.type);
  return table === e.type ? table : null;
};

/** Read again and again it is the same, and nothing happens. */
const isPlace = (e: Expr): boolean =>
  e.kind === "local" ||
  e.kind === "state" ||
  (e.kind === "field" && isPlace(e.of)) ||
  (e.kind === "index" && isPlace(e.of) && (e.key.kind === "literal" || isPlace(e.key)));

/** What `...of` adds to an object literal, name by name; null where its names are not known or reading it twice is no reading. */
export function namesSpread(of: Expr): readonly (RecordPart & { kind: "field" })[] | null {
  if (of.kind === "record" && of.parts.every((p) => p.kind === "field"))
    return of.parts.flatMap((p) => (p.kind === "field" ? [p] : []));
  if (!isPlace(of) || !isDomain(of.type)) return null;
  const { at } = of;
  const table = onlyTable(of);
  if (table !== null)
    return (
      keysOf(table)?.map((k) => {
        const key: Expr = { kind: "literal", value: k, at, type: literalDomain(k) };
        return { kind: "field", name: keyText(k), value: { kind: "index", of, key, at, type: table.value } };
      }) ?? null
    );
  if (of.type.kind !== "record" || of.type.tuple) return null;
  if (of.type.fields.some((f) => alternatives(f.domain).some((d) => d.kind === "undefined"))) return null;
  return of.type.fields.map((f) => ({
    kind: "field",
    name: f.name,
    value: { kind: "field", of, name: f.name, at, type: f.domain },
  }));
}

const literalDomain = (k: string | number | boolean | null): Domain =>
  typeof k === "number" ? { kind: "int", lo: k, hi: k } : { kind: "enum", values: [k] };

/**
 * The table that an object literal without a written type is: all that is spread is tables over one domain of keys, and every
 * name is one of them. Null where it is a record.
 */
export function tableWritten(parts: readonly RecordPart[]): TableDomain | null {
  const spread = parts.flatMap((p) => (p.kind === "spread" ? [onlyTable(p.value)] : []));
  const [first] = spread;
  if (first === undefined || first === null) return null;
  const key = printDomain(first.key);
  const names = parts.flatMap((p) => (p.kind === "field" ? [p.name] : []));
  const known = names.length === 0 ? [] : (keysOf(first) ?? []).map((k) => keyText(k));
  if (spread.some((t) => t === null || printDomain(t.key) !== key) || !names.every((n) => known.includes(n)))
    return null;
  const given = parts.flatMap((p): Domain[] => {
    if (p.kind === "spread") return [onlyTable(p.value)?.value ?? first.value];
    return isDomain(p.value.type) ? [p.value.type] : [];
  });
  return { kind: "table", key: first.key, value: unionOf(given) };
}

/** Parts in which nothing is spread that the literal's kind cannot take; null, and reported, where that is not possible. */
export function partsFor(
  scope: Scope,
  parts: readonly RecordPart[],
  table: TableDomain | null,
): readonly RecordPart[] | null {
  const isFitting = ({ type }: Expr): boolean =>
    table === null
      ? !isDomain(type) || alternatives(type).every((d) => d.kind !== "table")
      : isDomain(type) && type.kind === "table" && printDomain(type.key) === printDomain(table.key);
  const out: RecordPart[] = [];
  for (const p of parts) {
    if (p.kind === "field" || p.value.type.kind === "error" || isFitting(p.value)) {
      out.push(p);
      continue;
    }
    const names = namesSpread(p.value);
    if (names === null) {
      refuse(scope, p.value.at, p.value, table === null ? "a record" : printDomain(table));
      return null;
    }
    out.push(...names);
  }
  // What a later part replaces is not read, as nothing sees it.
  return out.filter((p, i) => p.kind === "spread" || !isReplaced(p, out.slice(i + 1)));
}

const isReplaced = (p: RecordPart & { kind: "field" }, later: readonly RecordPart[]): boolean =>
  p.value.kind === "index" && later.some((q) => q.kind === "field" && q.name === p.name);

function refuse(scope: Scope, at: Span, value: Expr, into: string): void {
  if (scope.dead || !isDomain(value.type)) return;
  const text = textAt(scope.context, value.at);
  const canCopy = namesSpread(value) !== null;
  report(scope.context, tableForRecord(at, { text, is: printDomain(value.type), into, canCopy }));
}

/** Where a place wants the one and what is named is the other: reported. What is spread or copied may be either. */
export function standsForOther(scope: Scope, e: SyntaxExpr, value: Expr, place: Domain): boolean {
  const isNamed = e.kind === "name" || e.kind === "member" || e.kind === "element" || e.kind === "call";
  if (!isNamed || scope.spread === e || !isDomain(value.type) || !differ(value.type, place)) return false;
  refuse(scope, value.at, value, printDomain(place));
  return true;
}

const isTable = (d: Domain): boolean => d.kind === "table";
const isRecord = (d: Domain): boolean => d.kind === "record" && !d.tuple;

/** The value may be a table where records stand, or the other way round, at any depth. */
function differ(value: Domain, place: Domain): boolean {
  if (value === place) return false;
  const [given, wanted] = [alternatives(value), alternatives(place)];
  const lacks = (is: (d: Domain) => boolean, other: (d: Domain) => boolean): boolean =>
    given.some(is) && !wanted.some(is) && wanted.some(other);
  if (lacks(isTable, isRecord) || lacks(isRecord, isTable)) return true;
  const [table, into] = [tableOf(value), tableOf(place)];
  if (table !== null && into !== null) return differ(table.value, into.value);
  const [record, fields] = [recordsOf(value), recordsOf(place)];
  const [only, wantedRecord] = [record[0], fields[0]];
  if (record.length === 1 && fields.length === 1 && only !== undefined && wantedRecord !== undefined)
    return only.fields.some((f) => {
      const there = wantedRecord.fields.find((g) => g.name === f.name);
      return there !== undefined && differ(f.domain, there.domain);
    });
  const inner = (of: readonly Domain[]): Domain | null =>
    of.flatMap((d) => (d.kind === "seq" || d.kind === "set" || d.kind === "bag" ? [d.of] : []))[0] ?? null;
  const [a, b] = [inner(given), inner(wanted)];
  return a !== null && b !== null && differ(a, b);
}

/** Two branches of one kind: a literal with the keys of the other one's table is such a table too. */
export function alike(scope: Scope, at: Span, one: Expr, other: Expr): readonly [Expr, Expr] {
  const [a, b] = [asTableOf(one, tableOf(other.type)), asTableOf(other, tableOf(one.type))];
  const kinds = [a, b].flatMap((e) => (isDomain(e.type) ? alternatives(e.type) : []));
  if (!kinds.some(isTable) || !kinds.some(isRecord)) return [a, b];
  const table = [a, b].find((e) => tableOf(e.type) !== null) ?? a;
  refuse(scope, at, table, "a record");
  return [hole(at), hole(at)];
}

/** The same of the elements of a list. */
export function allAlike(elements: readonly Expr[]): readonly Expr[] {
  const table = elements.map((e) => tableOf(e.type)).find((t) => t !== null);
  return table === undefined ? elements : elements.map((e) => asTableOf(e, table));
}

/** What may be the one or the other cannot be read: reported. */
export function isMixed(scope: Scope, of: Expr): boolean {
  if (tableOf(of.type) === null || !recordsOf(of.type).some((r) => !r.tuple)) return false;
  refuse(scope, of.at, of, "a record");
  return true;
}

function asTableOf(e: Expr, table: TableDomain | null): Expr {
  if (e.kind !== "record" || table === null || e.type.kind !== "record") return e;
  const keys = keysOf(table)?.map((k) => keyText(k)) ?? [];
  const fields = e.parts.flatMap((p) => (p.kind === "field" ? [p] : []));
  if (fields.length !== e.parts.length || fields.length !== keys.length) return e;
  if (!fields.every((f) => keys.includes(f.name))) return e;
  const value = unionOf(fields.flatMap((f) => (isDomain(f.value.type) ? [f.value.type] : [])));
  return { ...e, type: { kind: "table", key: table.key, value } };
}

/** `structuredClone(x)` where x is one and the place wants the other: x taken apart. Null where it is not so. */
export function convertedCopy(of: Expr, place: Domain | null): Expr | null {
  if (place === null || !isDomain(of.type)) return null;
  const table = tableOf(place);
  const records = recordsOf(place).filter((r) => !r.tuple);
  const [record, another] = records;
  const into = isTable(of.type) && record !== undefined && another === undefined && table === null ? record : table;
  if (into === null || isTable(of.type) === isTable(into)) return null;
  const names = isPlace(of) ? namesSpread(of) : null;
  const wanted = into.kind === "record" ? into.fields.map((f) => f.name) : keysOf(into)?.map((k) => keyText(k));
  if (names === null || wanted === undefined || names.length !== wanted.length) return null;
  if (!names.every((n) => wanted.includes(n.name))) return null;
  const parts = names.map((n): RecordPart => ({ ...n, value: copied(n.value) }));
  return { kind: "record", parts, at: of.at, type: into };
}

const copied = (e: Expr): Expr => ({ kind: "clone", of: e, at: e.at, type: e.type });
