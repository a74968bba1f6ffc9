/**
 * Which member of a union a new value is of: found while code is made, or not at all.
 * In: a union's domain, a value. Out: `memberFor`, by the rule of `checker/interpret/cell.ts`: the first that it has the shape of.
 * Not here: the member that stands at a place (`parts.ts`).
 */
import { alternatives, type Domain, isScalar, type RecordDomain, type UnionDomain } from "../../../ir/domain.ts";
import type { Scalar, Val } from "./forms.ts";
import { unsupported } from "./unsupported.ts";
import { membersOf } from "./value.ts";

/** Null where it depends on what is not known yet. */
type Answer = boolean | null;

export function memberFor({ of }: UnionDomain, v: Val): number {
  for (const [i, m] of of.entries()) {
    const is = isOf(m, v);
    if (is === null) return unsupported("a member of a union that is not known");
    if (is) return i;
  }
  // A number gone astray: writing it is feared.
  const range = of.findIndex((m) => m.kind === "int");
  return range >= 0 && v.kind === "int" ? range : unsupported("a member of a union that is not known");
}

function isOf(m: Domain, v: Val): Answer {
  if (isScalar(m)) {
    const plain = scalarsOf(v);
    return plain === null ? false : among(plain, membersOf(m));
  }
  switch (v.kind) {
    case "record":
      return m.kind === "record" && isOfRecord(m, [...v.fields]);
    case "table":
    case "list":
      return m.kind === "table" || m.kind === "seq";
    case "set":
      return m.kind === "set";
    case "place":
      return placeIsOf(m, v.place.packing.domain);
    default:
      return false;
  }
}

function placeIsOf(m: Domain, d: Domain): Answer {
  switch (d.kind) {
    case "record":
      return (
        m.kind === "record" &&
        isOfRecord(
          m,
          d.fields.map((f) => [f.name, f.domain] as const),
        )
      );
    case "table":
    case "seq":
      return m.kind === "table" || m.kind === "seq";
    case "set":
      return m.kind === "set";
    default:
      return null;
  }
}

/** By the values of its literal fields and by which fields there are. */
function isOfRecord(m: RecordDomain, fields: readonly (readonly [string, Val | Domain])[]): Answer {
  const answers: Answer[] = m.fields.map((f) => {
    if (f.domain.kind !== "enum") return true;
    const found = fields.find(([name]) => name === f.name);
    const plain = found === undefined ? [undefined] : possible(found[1]);
    return plain === null ? false : among(plain, f.domain.values);
  });
  for (const [name, x] of fields)
    if (!m.fields.some((f) => f.name === name)) {
      const plain = possible(x);
      answers.push(plain === null ? false : among(plain, [undefined]));
    }
  if (answers.includes(false)) return false;
  return answers.includes(null) ? null : true;
}

const among = (some: readonly Scalar[], all: readonly Scalar[]): Answer => {
  const inside = some.filter((x) => all.includes(x)).length;
  return inside === some.length ? true : inside === 0 ? false : null;
};

const isVal = (x: Val | Domain): x is Val =>
  "stored" in x || "place" in x || "code" in x || "cond" in x || x.kind === "const";

/** What a part may be; null where it is an object. */
function possible(x: Val | Domain): readonly Scalar[] | null {
  if (isVal(x)) return x.kind === "place" && x.is !== undefined ? possible(x.place.packing.domain) : scalarsOf(x);
  const plain = alternatives(x).filter(isScalar);
  if (plain.length === 0) return null;
  if (plain.length < alternatives(x).length) return [...plain.flatMap(membersOf), NO_LITERAL];
  return plain.flatMap((d) => (d.kind === "number" ? [NO_LITERAL] : membersOf(d)));
}

/** Stands for an object among plain values: no literal is this one. */
const NO_LITERAL: Scalar = Number.NaN;

/** What a plain value may be; null of an object. */
function scalarsOf(v: Val): readonly Scalar[] | null {
  switch (v.kind) {
    case "const":
      return [v.value];
    case "bool":
      return [false, true];
    case "int":
      return v.hi - v.lo < 4096
        ? Array.from({ length: v.hi - v.lo + 1 }, (_, i) => v.lo + i)
        : unsupported("a large domain");
    case "ord":
      return membersOf(v.domain);
    default:
      return null;
  }
}
