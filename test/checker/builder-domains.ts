// In: names and bounds. Out: domains, written as function calls.
// Not here: expressions, statements and models (builder.ts).
import {
  BOOLEAN,
  type Domain,
  type IdDomain,
  type Literal,
  type RecordDomain,
  UNDEFINED,
  unionOf,
} from "../../ir/domain.ts";

export const int = (lo: number, hi: number): Domain => ({ kind: "int", lo, hi });
export const oneOf = (...values: Literal[]): Domain => ({ kind: "enum", values });
export const id = (set: number, name: string, size: number): IdDomain => ({ kind: "id", set, name, size });
export const record = (fields: Readonly<Record<string, Domain>>): RecordDomain => ({
  kind: "record",
  tuple: false,
  fields: Object.entries(fields).map(([name, domain]) => ({ name, domain })),
});
export const table = (key: Domain, value: Domain): Domain => ({ kind: "table", key, value });
export const tupleOf = (...parts: Domain[]): RecordDomain => ({
  kind: "record",
  tuple: true,
  fields: parts.map((domain, i) => ({ name: String(i), domain })),
});
export const set = (of: Domain, max: number | null = null): Domain => ({ kind: "set", of, max });
export const map = (key: Domain, value: Domain, max: number | null = null): Domain => ({
  kind: "map",
  key,
  value,
  max,
});
export const bag = (of: Domain, max: number): Domain => ({ kind: "bag", of, max });
export const seq = (of: Domain, max: number): Domain => ({ kind: "seq", of, max });
export const orNull = (d: Domain): Domain => unionOf([d, oneOf(null)]);
export const orUndefined = (d: Domain): Domain => unionOf([d, UNDEFINED]);
export const BOOL: Domain = BOOLEAN;
