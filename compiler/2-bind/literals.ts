/**
 * Object and array literals, and static values as expressions.
 * In: syntax and the domain expected there. Out: `Expr` of kinds literal, record, tuple, seq.
 * Not here: `new Set(…)` and its kind (`collections.ts`), which literals are stored where (`aliasing.ts`).
 */
import { emptyCollection, recordKeys, unsupportedExpression } from "../../ir/codes/bind.ts";
import {
  alternatives,
  BOOLEAN,
  type Domain,
  type Literal,
  printDomain,
  type RecordDomain,
  size,
  type TableDomain,
  UNDEFINED,
  unionOf,
} from "../../ir/domain.ts";
import type { Expr, RecordPart } from "../../ir/expr.ts";
import type { Span } from "../../ir/span.ts";
import type { SyntaxExpr } from "../../ir/syntax.ts";
import { keyText, values } from "../../ir/value.ts";
import { report } from "./context.ts";
import { iterable } from "./iterables.ts";
import { asSequence } from "./places.ts";
import { hole, type Scope } from "./scope.ts";
import { evaluate, isList, isLiteral, type StaticValue } from "./static.ts";
import { allAlike, partsFor, tableWritten } from "./tables-and-records.ts";
import { bagOf, hasId, isDomain, printType, recordsOf, seqOf, setOf, tableOf } from "./types.ts";
import { tagOf } from "./union-types.ts";

export function literal(value: Literal, at: Span): Expr {
  const type: Domain =
    typeof value === "number"
      ? { kind: "int", lo: value, hi: value }
      : typeof value === "boolean"
        ? BOOLEAN
        : { kind: "enum", values: [value] };
  return { kind: "literal", value, at, type };
}

export const undefinedExpr = (at: Span): Expr => ({ kind: "undefined", at, type: UNDEFINED });

/** A module constant where it is used: literals as they are, tables and lists as fresh literals. */
export function staticExpr(value: StaticValue, at: Span, expected: Domain | null): Expr {
  if (value === undefined) return undefinedExpr(at);
  if (isLiteral(value)) return literal(value, at);
  if (isList(value)) {
    const tuple = recordsOf(expected ?? UNDEFINED).find((d) => d.tuple && d.fields.length === value.length);
    const want = expected === null ? null : (seqOf(expected)?.of ?? null);
    const elements = value.map((v, i) => staticExpr(v, at, tuple?.fields[i]?.domain ?? want));
    if (tuple !== undefined) return { kind: "tuple", elements, at, type: tuple };
    return {
      kind: "seq",
      parts: elements.map((e) => ({ spread: false, value: e })),
      at,
      type: { kind: "seq", of: elementDomain(elements), max: elements.length },
    };
  }
  const parts = Object.entries(value).map(
    ([name, v]): RecordPart => ({ kind: "field", name, value: staticExpr(v, at, null) }),
  );
  return { kind: "record", parts, at, type: recordType(parts) };
}

/** Domain of the elements of a literal: numbers are listed one by one so that small tables stay finite. */
function elementDomain(elements: readonly Expr[]): Domain {
  return unionOf(elements.map((e) => (isDomain(e.type) ? e.type : UNDEFINED)));
}

/** Where a spread may be one of several records, so may the whole. */
function recordType(parts: readonly RecordPart[]): Domain {
  let variants: readonly ReadonlyMap<string, Domain>[] = [new Map()];
  for (const p of parts) {
    if (p.kind === "field") {
      const domain = isDomain(p.value.type) ? p.value.type : UNDEFINED;
      variants = variants.map((v) => new Map([...v, [p.name, domain]]));
      continue;
    }
    const spread = recordsOf(p.value.type);
    if (spread.length > 0)
      variants = variants.flatMap((v) =>
        spread.map((d) => new Map([...v, ...d.fields.map((f) => [f.name, f.domain] as const)])),
      );
  }
  return unionOf(
    variants.map((v) => ({
      kind: "record",
      fields: [...v].map(([name, domain]) => ({ name, domain })),
      tuple: false,
    })),
  );
}

export function objectLiteral(scope: Scope, e: SyntaxExpr & { kind: "object" }, expected: Domain | null): Expr {
  const table = expected === null ? null : tableOf(expected);
  const records = expected === null ? [] : recordsOf(expected).filter((r) => !r.tuple);
  const record = chooseRecord(scope, e, records);
  const domainFor = (name: string): Domain | null => {
    if (table !== null) return table.value;
    const found = (record === null ? records : [record]).flatMap((r) => r.fields.filter((f) => f.name === name));
    return found.length === 0 ? null : unionOf(found.map((f) => f.domain));
  };
  const written = e.members.map((m): RecordPart => {
    if (m.kind === "property")
      return { kind: "field", name: m.name, value: scope.knot.expr(scope, m.value, domainFor(m.name)) };
    return { kind: "spread", value: scope.knot.expr({ ...scope, spread: m.value }, m.value, record) };
  });
  const kind = expected === null ? tableWritten(written) : table;
  const parts = partsFor(scope, written, kind);
  if (parts === null) return hole(e.at);
  const chosen = kind ?? record;
  reportNames(scope, e, parts, table ?? record);
  return {
    kind: "record",
    parts,
    at: e.at,
    type: chosen ?? (records.length > 0 ? unionOf(records) : recordType(parts)),
  };
}

/** Every name has its place, and every place a value: TypeScript does not look at the keys of a Record over numbers. */
function reportNames(
  scope: Scope,
  e: SyntaxExpr & { kind: "object" },
  parts: readonly RecordPart[],
  type: RecordDomain | TableDomain | null,
): void {
  if (type === null) return;
  const n = size(type.kind === "table" ? type.key : UNDEFINED);
  const known =
    type.kind === "record"
      ? type.fields.map((f) => ({ name: f.name, optional: alternatives(f.domain).some((d) => d.kind === "undefined") }))
      : n === null || n > 10_000n || hasId(type.key)
        ? []
        : [...values(type.key)].map((v) => ({ name: keyText(v), optional: false }));
  const at = (name: string): Span | undefined => e.members.find((m) => m.kind === "property" && m.name === name)?.at;
  const names = parts.flatMap((p) => (p.kind === "field" ? [{ name: p.name, at: at(p.name) ?? p.value.at }] : []));
  const strange = names.find((m) => known.every((k) => k.name !== m.name));
  const missing = known.filter((k) => !k.optional && names.every((m) => m.name !== k.name)).map((k) => k.name);
  if (strange !== undefined)
    report(scope.context, recordKeys(strange.at, { type: printDomain(type), strange: strange.name, missing: [] }));
  else if (missing.length > 0 && names.length === parts.length)
    report(scope.context, recordKeys(e.at, { type: printDomain(type), strange: null, missing }));
}

/** Among several record types the one whose tag has the literal written here. */
function chooseRecord(
  scope: Scope,
  e: SyntaxExpr & { kind: "object" },
  records: readonly RecordDomain[],
): RecordDomain | null {
  const [first] = records;
  if (records.length <= 1 || first === undefined) return first ?? null;
  const tag = tagOf(records);
  const written = e.members.find((m) => m.kind === "property" && m.name === tag);
  const value = written === undefined ? null : evaluate(scope.context, written.value)?.value;
  if (tag === null || value === null || value === undefined || !isLiteral(value)) return null;
  const fits = (d: Domain | undefined): boolean =>
    d !== undefined &&
    alternatives(d).some(
      (m) => (m.kind === "enum" && m.values.includes(value)) || (m.kind === "int" && m.lo === value),
    );
  return records.find((r) => fits(r.fields.find((f) => f.name === tag)?.domain)) ?? null;
}

export function arrayLiteral(scope: Scope, e: SyntaxExpr & { kind: "array" }, expected: Domain | null): Expr {
  const tuple = expected === null ? null : (recordsOf(expected).find((r) => r.tuple) ?? null);
  if (tuple !== null) return tupleLiteral(scope, e, tuple);
  const want = expected === null ? null : seqOf(expected);
  const written = e.elements.map((x) =>
    x.spread ? iterable(scope, x.value, want) : scope.knot.expr(scope, x.value, want?.of ?? null),
  );
  const parts = allAlike(written).map((value, i) => ({ spread: e.elements[i]?.spread ?? false, value }));
  if (want === null && parts.length === 0) {
    report(scope.context, emptyCollection(e.at, { text: "[]" }));
    return hole(e.at);
  }
  let max = 0;
  const kinds: Domain[] = want === null ? [] : [want.of];
  for (const p of parts) {
    const t = p.value.type;
    const spread = p.spread ? (seqOf(t) ?? bagOf(t)) : null;
    const set = p.spread ? setOf(t) : null;
    max += spread !== null ? spread.max : set !== null ? (set.max ?? Number.MAX_SAFE_INTEGER) : 1;
    const of = spread?.of ?? set?.of ?? t;
    if (want === null && isDomain(of)) kinds.push(of);
  }
  return {
    kind: "seq",
    parts,
    at: e.at,
    type: { kind: "seq", of: unionOf(kinds), max: Math.min(max, Number.MAX_SAFE_INTEGER) },
  };
}

function tupleLiteral(scope: Scope, e: SyntaxExpr & { kind: "array" }, tuple: RecordDomain): Expr {
  const elements: Expr[] = [];
  for (const x of e.elements) {
    const value = scope.knot.expr(scope, x.value, x.spread ? null : (tuple.fields[elements.length]?.domain ?? null));
    const list = x.spread && recordsOf(value.type).some((d) => d.tuple) ? asSequence(value) : null;
    if (!x.spread) elements.push(value);
    else if (list?.kind === "seq") elements.push(...list.parts.map((p) => p.value));
    else if (value.type.kind !== "error") {
      report(
        scope.context,
        unsupportedExpression(x.value.at, {
          what: `a spread of ${printType(value.type)} into a tuple`,
          help: "write the elements one by one",
        }),
      );
      return hole(e.at);
    }
  }
  return { kind: "tuple", elements, at: e.at, type: tuple };
}
