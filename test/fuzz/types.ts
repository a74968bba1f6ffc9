// In: choices. Out: the types that a random spec is made of, as data and as text, with how many values they have.
// Not here: values of these types (values.ts), what the compiler makes of them.

export type T =
  | { readonly k: "bool" }
  | { readonly k: "int"; readonly lo: number; readonly hi: number; readonly index: boolean }
  | { readonly k: "enum"; readonly name: string; readonly values: readonly (string | number)[] }
  | { readonly k: "id"; readonly name: string; readonly n: number }
  /** `T | null` or, of an optional field, `T | undefined`. */
  | { readonly k: "opt"; readonly of: T; readonly none: "null" | "undefined" }
  | { readonly k: "rec"; readonly name: string; readonly fields: readonly Field[] }
  | { readonly k: "tuple"; readonly of: readonly T[] }
  /** Records told apart by `kind`, and plain values. */
  | { readonly k: "union"; readonly name: string; readonly records: readonly Variant[]; readonly plain: readonly T[] }
  | { readonly k: "table"; readonly key: T; readonly value: T }
  | { readonly k: "set"; readonly of: T; readonly max: number | null; readonly valued: boolean }
  | { readonly k: "map"; readonly key: T; readonly value: T; readonly max: number | null; readonly valued: boolean }
  | { readonly k: "bag"; readonly of: T; readonly max: number }
  | { readonly k: "seq"; readonly of: T; readonly max: number };

export type Of<K extends T["k"]> = Extract<T, { readonly k: K }>;

export interface Field {
  readonly name: string;
  readonly type: T;
  readonly optional: boolean;
}
export interface Variant {
  readonly kind: string;
  readonly fields: readonly Field[];
}

export const BOOL: T = { k: "bool" };
export const int = (lo: number, hi: number): Of<"int"> => ({ k: "int", lo, hi, index: false });
export const index = (n: number): Of<"int"> => ({ k: "int", lo: 0, hi: n - 1, index: true });
export const opt = (of: T, none: "null" | "undefined" = "null"): Of<"opt"> => ({ k: "opt", of, none });
export const LITERAL_NULL: T = { k: "enum", name: "null", values: [] };

/** As it stands in the spec: records, unions and enums by their names. */
export function text(t: T): string {
  switch (t.k) {
    case "bool":
      return "boolean";
    case "int":
      return t.index ? `Index<${t.hi + 1}>` : `Int<${t.lo}, ${t.hi}>`;
    case "enum":
    case "id":
    case "rec":
    case "union":
      return t.name;
    case "opt":
      return `${text(t.of)} | ${t.none}`;
    case "tuple":
      return `[${t.of.map(text).join(", ")}]`;
    case "table":
      return `Record<${text(t.key)}, ${text(t.value)}>`;
    case "set":
      return `${t.valued ? "ValueSet" : "Set"}<${text(t.of)}${bound(t.max)}>`;
    case "map":
      return `${t.valued ? "ValueMap" : "Map"}<${text(t.key)}, ${text(t.value)}${bound(t.max)}>`;
    case "bag":
      return `Bag<${text(t.of)}, ${t.max}>`;
    case "seq":
      return `Seq<${text(t.of)}, ${t.max}>`;
  }
}

const bound = (max: number | null): string => (max === null ? "" : `, ${max}`);

export const isScalar = (t: T): boolean =>
  t.k === "bool" || t.k === "int" || t.k === "enum" || t.k === "id" || (t.k === "opt" && isScalar(t.of));

/** All of it is scalar, so that a spread copies it. */
export const isFlat = (t: T): boolean => t.k === "rec" && t.fields.every((f) => isScalar(f.type));

export const sameType = (a: T, b: T): boolean => text(a) === text(b);

/** Number of values, roughly where they are many. */
export function sizeOf(t: T): number {
  switch (t.k) {
    case "bool":
      return 2;
    case "int":
      return t.hi - t.lo + 1;
    case "enum":
      return Math.max(1, t.values.length);
    case "id":
      return t.n;
    case "opt":
      return sizeOf(t.of) + 1;
    case "rec":
      return sizeOfFields(t.fields);
    case "tuple":
      return t.of.reduce((n, f) => n * sizeOf(f), 1);
    case "union":
      return t.records.reduce((n, r) => n + sizeOfFields(r.fields), 0) + t.plain.reduce((n, p) => n + sizeOf(p), 0);
    case "table":
      return sizeOf(t.value) ** sizeOf(t.key);
    case "set":
      return t.max === null ? 2 ** sizeOf(t.of) : atMost(sizeOf(t.of), t.max);
    case "map":
      return t.max === null
        ? (sizeOf(t.value) + 1) ** sizeOf(t.key)
        : atMost(sizeOf(t.key), t.max) * sizeOf(t.value) ** t.max;
    case "bag":
    case "seq":
      return atMost(sizeOf(t.of), t.max);
  }
}

const sizeOfFields = (fields: readonly Field[]): number =>
  fields.reduce((n, f) => n * (sizeOf(f.type) + (f.optional ? 1 : 0)), 1);

const atMost = (n: number, max: number): number => {
  let sum = 1;
  for (let i = 1; i <= max; i++) sum += n ** i;
  return sum;
};

/** The type of a field as it is read. */
export const fieldType = (f: Field): T => (f.optional ? opt(f.type, "undefined") : f.type);
