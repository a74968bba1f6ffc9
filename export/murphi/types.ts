/**
 * Types of Murphi for domains, declared as they are asked for.
 * In: domains, codes. Out: `createTypes`.
 * Not here: how a value gets into a variable (`store.ts`).
 */
import { alternatives, BOOLEAN, type Domain, isScalar, printDomain, size, type UnionDomain } from "../../ir/domain.ts";
import { doesNotFit } from "../does-not-fit.ts";
import { type Codes, isBoolean } from "./codes.ts";
import { createNames, type Names } from "./names.ts";

export interface Types {
  /** The name of the type of a domain. A record's fields are its own, renamed (`field`). */
  of(d: Domain): string;
  /** The type of the keys of a table or the members of a set: a range of codes. */
  keys(d: Domain): string;
  field(record: Domain & { readonly kind: "record" }, name: string): string;
  /** Of a sequence's positions: 0 … max-1. */
  positions(max: number): string;
  /** Whether a value of type `t` is one of `m`: same kind, and of records each literal among those of the field. */
  fits(m: Domain, t: Domain): boolean;
  /** Declares a type under this very name. */
  declare(name: string, text: string): void;
  declarations(): readonly string[];
}

/** All scalar members of a union that is not scalar, as one; null where there is none. */
export function scalarPart(d: UnionDomain): Domain | null {
  const scalars = d.of.filter(isScalar);
  const [only] = scalars;
  if (only === undefined) return null;
  return scalars.length === 1 ? only : { kind: "union", of: scalars };
}

/** The members that are objects. */
export const objectParts = (d: UnionDomain): readonly Domain[] => d.of.filter((m) => !isScalar(m));

/** A type without values: nothing is kept by it, and no rule, loop or quantifier goes over it. */
export const isEmpty = (d: Domain): boolean => size(d) === 0n;

/** What an object that is a member of a set is made of, with what stands behind its place for each. */
export interface Part {
  readonly key: string;
  readonly name: string;
  readonly domain: Domain;
}

export const partsOf = (
  { codes, types }: { readonly codes: Codes; readonly types: Types },
  d: Domain,
): readonly Part[] => partsIn(codes, types.field, d);

function partsIn(codes: Codes, field: Types["field"], d: Domain): readonly Part[] {
  switch (d.kind) {
    case "record":
      return d.fields.map((f) => ({ key: f.name, name: `.${field(d, f.name)}`, domain: f.domain }));
    case "table":
      return codes.all(d.key).map((code) => ({ key: code, name: `[${code}]`, domain: d.value }));
    case "set":
      if (isScalar(d.of)) return codes.all(d.of).map((code) => ({ key: code, name: `[${code}]`, domain: BOOLEAN }));
      return doesNotFit(`${printDomain(d)} within another set`);
    default:
      return doesNotFit(`${printDomain(d)} within a set`);
  }
}

/** Whether a value of type `t` is one of `m`: same kind, and of records each literal among those of the field. */
export function isLike(m: Domain, t: Domain): boolean {
  if (m.kind !== t.kind) return false;
  if (m.kind !== "record" || t.kind !== "record") return true;
  return t.fields.every((f) => {
    const field = m.fields.find((g) => g.name === f.name);
    if (field === undefined) return f.domain.kind === "undefined";
    if (field.domain.kind !== "enum" || f.domain.kind !== "enum") return true;
    const { values } = field.domain;
    return f.domain.values.every((v) => values.includes(v));
  });
}

/** Ints of local computations. */
const WIDE = "-2147483648 .. 2147483647";

export function createTypes(codes: Codes, names: Names): Types {
  const made = new Map<string, string>();
  const lines: string[] = [];
  const fields = new Map<string, string>();
  const declared = (key: string, wish: string, text: () => string): string => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const body = text();
    const name = names.fresh(wish);
    made.set(key, name);
    lines.push(`  ${name}: ${body};`);
    return name;
  };
  const field: Types["field"] = (record, name) => {
    const key = `${JSON.stringify(record.fields.map((f) => f.name))} ${name}`;
    if (!fields.has(key)) {
      const own = createNames();
      for (const f of record.fields)
        fields.set(`${JSON.stringify(record.fields.map((x) => x.name))} ${f.name}`, own.fresh(f.name));
    }
    return fields.get(key) ?? doesNotFit(`the field ${name}`);
  };
  const range = (d: Domain): string => {
    if (d.kind === "number" || alternatives(d).some((m) => m.kind === "number")) return WIDE;
    const { lo, hi } = codes.range(d);
    return `${lo} .. ${hi}`;
  };
  const wishOf = (d: Domain): string => {
    switch (d.kind) {
      case "int":
        return `int_${d.lo}_${d.hi}`;
      case "id":
        return d.name;
      case "union":
        return d.of
          .filter((m) => m.kind !== "undefined")
          .map(wishOf)
          .join("_or_");
      case "enum":
        return d.values.length <= 3 ? d.values.map(String).join("_or_") : "enum";
      case "number":
        return "integer";
      default:
        return d.kind;
    }
  };
  const of = (d: Domain): string => {
    if (isBoolean(d)) return "boolean";
    if (isScalar(d)) return declared(range(d), wishOf(d).slice(0, 40), () => range(d));
    const key = JSON.stringify(d, (name, value) => (name === "hidden" ? undefined : value));
    switch (d.kind) {
      case "record":
        return declared(key, "record_of", () => {
          const parts = d.fields.map((f) => `${field(d, f.name)}: ${of(f.domain)};`);
          return parts.length === 0 ? "record empty: boolean; end" : `record ${parts.join(" ")} end`;
        });
      case "table":
        if (isEmpty(d.key)) return "boolean";
        return declared(key, "table_of", () => `array [${keys(d.key)}] of ${of(d.value)}`);
      case "set":
        if (d.max !== null) return doesNotFit(`${printDomain(d)}: a set with a bound`);
        if (isEmpty(d.of)) return "boolean";
        return declared(key, "set_of", () => over(d.of, "boolean"));
      case "seq":
        return declared(key, "seq_of", () => {
          if (d.max > 1000) return doesNotFit(`${printDomain(d)}: a sequence without a bound`);
          return `record len: 0 .. ${d.max}; at: array [${positions(Math.max(1, d.max))}] of ${of(d.of)}; end`;
        });
      case "union": {
        const scalar = scalarPart(d);
        return declared(key, "either", () => {
          const objects = objectParts(d).map((m, i) => `object${i}: ${of(m)};`);
          return `record which: 0 .. ${objects.length}; ${scalar === null ? "" : `plain: ${of(scalar)}; `}${objects.join(" ")} end`;
        });
      }
      case "map":
      case "bag":
        return doesNotFit(`${printDomain(d)}: no maps and bags there`);
      default:
        return doesNotFit(printDomain(d));
    }
  };
  const keys = (d: Domain): string => (isBoolean(d) ? "boolean" : of(d));
  /** An array over the parts of a value, one within the other. */
  const over = (d: Domain, leaf: string): string => {
    if (isScalar(d)) return `array [${keys(d)}] of ${leaf}`;
    if (d.kind === "union") {
      const plain = scalarPart(d);
      const objects = objectParts(d).map((m, i) => `object${i}: ${over(m, leaf)};`);
      return `record ${plain === null ? "" : `plain: ${over(plain, leaf)}; `}${objects.join(" ")} end`;
    }
    return partsIn(codes, field, d).reduceRight((inner, part) => over(part.domain, inner), leaf);
  };
  const positions = (max: number): string => declared(`0 .. ${max - 1}`, `int_0_${max - 1}`, () => `0 .. ${max - 1}`);
  return {
    ...{ of, keys, field, positions, fits: isLike },
    declare(name, text) {
      lines.push(`  ${name}: ${text};`);
    },
    declarations: () => lines,
  };
}
