// In: domains and a model's constants. Out: domains, built by the code that type-code.ts makes of type nodes (there
// this module is `$D`), and the ways from one to the domain of a field, an element, a key.
// Not here: which values a domain has (values.ts); how a type node becomes a call of these (type-code.ts).
import { fault } from "./fault.ts";

export type Scalar = string | number | boolean | symbol | null | undefined;
export interface Field {
  readonly name: string;
  readonly domain: Domain;
}
export type Domain =
  | { readonly kind: "values"; readonly values: readonly Scalar[] }
  | { readonly kind: "range"; readonly lo: number; readonly hi: number }
  | { readonly kind: "record"; readonly fields: readonly Field[] }
  | { readonly kind: "tuple"; readonly items: readonly Domain[] }
  | { readonly kind: "table"; readonly key: Domain; readonly value: Domain }
  | { readonly kind: "seq" | "set" | "valueSet" | "bag"; readonly member: Domain; readonly bound: number }
  | { readonly kind: "map" | "valueMap"; readonly key: Domain; readonly value: Domain; readonly bound: number }
  | { readonly kind: "union"; readonly options: readonly Domain[] }
  /** `number`, `string`, a type parameter: no finite domain. Holds everything; cannot be enumerated. */
  | { readonly kind: "opaque"; readonly text: string };

const identities = new Map<string, symbol[]>();

export const boolean: Domain = { kind: "values", values: [false, true] };
export const value = (v: Scalar): Domain => ({ kind: "values", values: [v] });
export const opaque = (text: string): Domain => ({ kind: "opaque", text });
export const range = (lo: Domain, hi: Domain): Domain => ({ kind: "range", lo: bound(lo), hi: bound(hi) });
export const index = (n: Domain): Domain => ({ kind: "range", lo: 0, hi: bound(n) - 1 });
export const tuple = (...items: readonly Domain[]): Domain => ({ kind: "tuple", items });
export const table = (key: Domain, of: Domain): Domain => ({ kind: "table", key, value: of });
export const seq = (member: Domain, n?: Domain): Domain => ({ kind: "seq", member, bound: bound(n) });
export const set = (member: Domain): Domain => ({ kind: "set", member, bound: Infinity });
export const map = (key: Domain, of: Domain): Domain => ({ kind: "map", key, value: of, bound: Infinity });
export const valueSet = (member: Domain, n?: Domain): Domain => ({ kind: "valueSet", member, bound: bound(n) });
export const valueMap = (key: Domain, of: Domain, n?: Domain): Domain => ({
  kind: "valueMap",
  key,
  value: of,
  bound: bound(n),
});
export const bag = (member: Domain, n?: Domain): Domain => ({ kind: "bag", member, bound: bound(n) });

export function id(name: Domain, n: Domain): Domain {
  const text = String(only(name));
  const known = identities.get(text) ?? [];
  identities.set(text, known);
  while (known.length < bound(n)) known.push(Symbol(`${text}#${known.length}`));
  return { kind: "values", values: known.slice(0, bound(n)) };
}

export function record(...fields: readonly (readonly [name: string, domain: Domain, optional?: boolean])[]): Domain {
  return {
    kind: "record",
    fields: fields.map(([name, domain, optional]) => ({
      name,
      domain: optional ? union(domain, value(undefined)) : domain,
    })),
  };
}

export function union(...options: readonly Domain[]): Domain {
  const flat = options.flatMap((option) => (option.kind === "union" ? option.options : [option]));
  if (flat.every((option) => option.kind === "values"))
    return { kind: "values", values: [...new Set(flat.flatMap((option) => option.values))] };
  return flat.length === 1 && flat[0] !== undefined ? flat[0] : { kind: "union", options: flat };
}

/**
 * `A & B` and `interface B extends A`: the fields of both, the later one's where both have one. A brand adds nothing; of a
 * union, what each member gives that does not contradict.
 */
export function both(...parts: readonly Domain[]): Domain {
  const at = parts.findIndex((part) => part.kind === "union");
  const several = parts[at];
  if (several?.kind === "union")
    return union(
      ...several.options
        .filter((option) => parts.every((part) => !contradict(part, option)))
        .map((option) => both(...parts.with(at, option))),
    );
  const records = parts.filter((part) => part.kind === "record");
  if (records.length < parts.length) return parts.find((part) => part.kind !== "record") ?? union();
  return {
    kind: "record",
    fields: [...new Map(records.flatMap((part) => part.fields).map((field) => [field.name, field])).values()],
  };
}

/** Records that have a literal field in common with no value in common. */
const contradict = (a: Domain, b: Domain): boolean =>
  fieldsOf(a).some(({ name, domain }) => {
    const other = fieldsOf(b).find((f) => f.name === name)?.domain;
    return (
      domain.kind === "values" && other?.kind === "values" && domain.values.every((v) => !other.values.includes(v))
    );
  });

/** `typeof X`: a constant stands for its value, a table `as const` for the record or tuple of its values. */
export function typeOf(v: unknown): Domain {
  if (Array.isArray(v)) return tuple(...(v as readonly unknown[]).map(typeOf));
  if (typeof v === "object" && v !== null)
    return record(...Object.entries(v).map(([name, of]) => [name, typeOf(of)] as const));
  return typeof v === "function" ? opaque("a function") : value(v as Scalar);
}

export function mapped(keys: Domain, of: (key: Domain) => Domain, optional = false): Domain {
  if (keys.kind === "values" && keys.values.every((key) => typeof key === "string")) {
    return record(...keys.values.map((key) => [key, of(value(key)), optional] as const));
  }
  return table(keys, of(keys));
}

export const keep = (d: Domain, names: Domain): Domain =>
  both(
    record(
      ...fieldsOf(d)
        .filter(({ name }) => scalars(names).includes(name))
        .map(({ name, domain }) => [name, domain] as const),
    ),
  );
export const omit = (d: Domain, names: Domain): Domain => keep(d, exclude(keys(d), names));
export const partial = (d: Domain): Domain =>
  record(...fieldsOf(d).map(({ name, domain }) => [name, domain, true] as const));
export const required = (d: Domain): Domain =>
  record(...fieldsOf(d).map(({ name, domain }) => [name, exclude(domain, value(undefined))] as const));
export const exclude = (d: Domain, out: Domain): Domain =>
  union(...optionsOf(d).filter((option) => !covers(out, option)));
export const extract = (d: Domain, kept: Domain): Domain =>
  union(...optionsOf(d).filter((option) => covers(kept, option)));

/** `keyof T`, and the keys that a `fill` is to fill. */
export function keys(d: Domain): Domain {
  if (d.kind === "table" || d.kind === "map" || d.kind === "valueMap") return d.key;
  if (d.kind === "tuple") return index(value(d.items.length));
  if (d.kind === "union") return union(...d.options.filter((option) => option.kind !== "values").map(keys));
  return { kind: "values", values: fieldsOf(d).map(({ name }) => name) };
}

/** `T[K]` */
export function access(d: Domain, key: Domain): Domain {
  if (d.kind === "tuple")
    return union(...(key.kind === "values" ? key.values.map((at) => d.items[Number(at)] ?? union()) : d.items));
  if ((d.kind === "record" || d.kind === "union") && key.kind === "values")
    return union(...key.values.map((name) => field(d, String(name))));
  return element(d);
}

/** Of `x.name`; where x may be several things, of those that have it. */
export function field(d: Domain, name: string): Domain {
  if (d.kind === "union")
    return union(
      ...d.options
        .filter((option) => option.kind === "table" || fieldsOf(option).some((f) => f.name === name))
        .map((option) => field(option, name)),
    );
  if (d.kind === "table" || d.kind === "opaque") return element(d);
  return fieldsOf(d).find((f) => f.name === name)?.domain ?? opaque(`.${name}`);
}

/** Of `x[k]` and of `map.get(k)`: what a table, a map, a sequence or a tuple holds. */
export function element(d: Domain): Domain {
  if (d.kind === "union") return union(...d.options.filter((option) => option.kind !== "values").map(element));
  if (d.kind === "table" || d.kind === "map" || d.kind === "valueMap") return d.value;
  if (d.kind === "record") return union(...d.fields.map((f) => f.domain));
  return member(d);
}

/** Of a set's, sequence's, tuple's or bag's members; of a map's, the pairs. */
export function member(d: Domain): Domain {
  if (d.kind === "union") return union(...d.options.filter((option) => option.kind !== "values").map(member));
  if (d.kind === "seq" || d.kind === "set" || d.kind === "valueSet" || d.kind === "bag") return d.member;
  if (d.kind === "map" || d.kind === "valueMap") return tuple(d.key, d.value);
  return d.kind === "tuple" ? union(...d.items) : opaque(`member of ${d.kind}`);
}

/** What a set's `has` or a map's `set` takes first. */
export function key(d: Domain): Domain {
  return d.kind === "map" || d.kind === "valueMap" || d.kind === "table" ? d.key : member(d);
}

/** The members of a union of records that an object literal with these literal fields can be. */
export function narrow(d: Domain, known: Readonly<Record<string, Scalar>>): Domain {
  if (d.kind !== "union") return d;
  const fits = d.options.filter((option) =>
    Object.entries(known).every(([name, v]) =>
      fieldsOf(option).some((f) => f.name === name && (f.domain.kind !== "values" || f.domain.values.includes(v))),
    ),
  );
  return fits.length > 0 ? union(...fits) : d;
}

export function fieldsOf(d: Domain): readonly Field[] {
  return d.kind === "record" ? d.fields : [];
}

function scalars(d: Domain): readonly Scalar[] {
  return d.kind === "values" ? d.values : [];
}

function optionsOf(d: Domain): readonly Domain[] {
  if (d.kind === "values") return d.values.map((v) => value(v));
  return d.kind === "union" ? d.options.flatMap(optionsOf) : [d];
}

/** Whether `option extends wide`, as far as Exclude and Extract need it: literals, and records by their literal fields. */
function covers(wide: Domain, option: Domain): boolean {
  return optionsOf(wide).some((one) => {
    if (one.kind === "opaque" && option.kind === "values") return option.values.every((v) => typeof v === one.text);
    if (one.kind === "values" && option.kind === "values") return option.values.every((v) => one.values.includes(v));
    if (one.kind === "record" && option.kind === "record")
      return one.fields.every((f) => covers(f.domain, field(option, f.name)));
    return JSON.stringify(one) === JSON.stringify(option);
  });
}

function only(d: Domain): Scalar {
  if (d.kind === "values" && d.values.length === 1) return d.values[0];
  fault(`a type's bound or name is not one value: ${JSON.stringify(d)}`);
}

function bound(d: Domain | undefined): number {
  if (d === undefined || d.kind === "opaque") return Infinity;
  const n = only(d);
  if (typeof n !== "number") fault(`a type's bound is no number: ${String(n)}`);
  return n;
}
