/**
 * Unions: their members must be told apart by `===`, by `typeof` or by a literal field.
 * In: a union type. Out: `Domain`, or null after a diagnostic; `tagOf`.
 * Not here: intersections and records (`domains.ts`).
 */
import { ambiguousUnion } from "../../ir/codes/bind.ts";
import {
  alternatives,
  type Domain,
  isScalar,
  type Literal,
  printDomain,
  type RecordDomain,
  unionOf,
} from "../../ir/domain.ts";
import type { SyntaxType } from "../../ir/syntax.ts";
import type { TypeReader } from "./type-reader.ts";

const TAG = 'give each record a literal field of its own value: `kind: "a"`';
const WRAP = 'put each into a record of its own kind: `{ kind: "a"; value: … } | { kind: "b"; value: … }`';

export function unionType(r: TypeReader, type: SyntaxType & { kind: "union" }): Domain | null {
  const members: Domain[] = [];
  for (const t of type.of) {
    const d = r.read(r, t);
    if (d === null) return null;
    members.push(d);
  }
  // `0 | 1 | 2` lists values; ranges proper stay ranges.
  const listed = type.of.map((t, i) => ({ literal: t.kind === "literal", domain: members[i] as Domain }));
  const numbers = listed
    .filter((m) => m.literal && m.domain.kind === "int")
    .map((m) => (m.domain.kind === "int" ? m.domain.lo : 0));
  const others = listed.filter((m) => !(m.literal && m.domain.kind === "int")).map((m) => m.domain);
  const flat = others.flatMap(alternatives);
  const ranges = flat.filter((d) => d.kind === "int");
  const idSets = new Set(flat.flatMap((d) => (d.kind === "id" ? [d.name] : [])));
  if (idSets.size > 1) return ambiguous(r, type, `${[...idSets].join(" and ")} are both identities`, WRAP);
  if (new Set(ranges.map(printDomain)).size > 1)
    return ambiguous(r, type, "two ranges of integers", "write one range that holds both");
  if (ranges.some((d) => numbers.some((n) => n >= d.lo && n <= d.hi)))
    return ambiguous(r, type, "a literal lies inside the range", "leave the literal out, it is in the range already");
  return toldApart(
    r,
    type,
    unionOf(
      listed.map((m) => (m.literal && m.domain.kind === "int" ? { kind: "enum", values: [m.domain.lo] } : m.domain)),
    ),
  );
}

function ambiguous(r: TypeReader, type: SyntaxType, reason: string, help = TAG): null {
  r.report(ambiguousUnion(type.at, { path: r.path, reason, help }));
  return null;
}

/** The union, where its members can be told apart; else null, and reported. */
export function toldApart(r: TypeReader, type: SyntaxType, joined: Domain): Domain | null {
  const shapes = alternatives(joined).filter((d) => !isScalar(d));
  const records = shapes.filter((d) => d.kind === "record" && !d.tuple);
  if (records.length < shapes.length && shapes.length > 1)
    return ambiguous(r, type, "more than one of them is a collection", WRAP);
  if (records.length > 1 && tagOf(records as readonly RecordDomain[]) === null)
    return ambiguous(r, type, "no field has another literal in each record");
  return joined;
}

/** The field whose literals tell the records of a union apart; null where there is none. */
export function tagOf(records: readonly RecordDomain[]): string | null {
  const [first] = records;
  if (first === undefined) return null;
  for (const candidate of first.fields) {
    const seen = new Set<Literal>();
    const distinct = records.every((record) => {
      const field = record.fields.find((f) => f.name === candidate.name);
      const values = field === undefined ? null : literalsOf(field.domain);
      return values?.every((v) => !seen.has(v) && seen.add(v));
    });
    if (distinct) return candidate.name;
  }
  return null;
}

const literalsOf = (d: Domain): readonly Literal[] | null =>
  d.kind === "enum" ? d.values : d.kind === "int" && d.lo === d.hi ? [d.lo] : null;
