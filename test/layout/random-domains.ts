// In: fast-check. Out: arbitrary domains of every kind, nested, with few enough values to be gone through; wider ones, whose
// values may be outside. Not here: what is done with them.
import fc from "fast-check";
import {
  BOOLEAN,
  type Domain,
  hasOrdinals,
  isScalar,
  type Literal,
  type RecordDomain,
  size,
  UNDEFINED,
} from "../../ir/domain.ts";
import { ordinal, scalarSize, type Value, values } from "../../ir/value.ts";

export const IDS = [
  { name: "P", size: 2 },
  { name: "Q", size: 3 },
] as const;

const enumOf = (...values: Literal[]): Domain => ({ kind: "enum", values });
const int = (lo: number, hi: number): Domain => ({ kind: "int", lo, hi });
const idOf = (set: 0 | 1): Domain => ({ kind: "id", set, ...IDS[set] });

/** At most one range, as unions of domains have it. */
const plain: readonly Domain[] = [BOOLEAN, enumOf("a", "b", "c"), enumOf("c", "a"), enumOf(null), enumOf("x", 7, true)];
const numbers: readonly Domain[] = [int(0, 0), int(0, 2), int(-2, 1), int(5, 9)];
const identities: readonly Domain[] = [idOf(0), idOf(1)];

/** What may key a table: no `undefined`, few values. */
export const keys: fc.Arbitrary<Domain> = fc.constantFrom<Domain>(
  idOf(0),
  idOf(1),
  BOOLEAN,
  int(-1, 1),
  enumOf("k", 2),
  int(0, 0),
);

export const scalars: fc.Arbitrary<Domain> = fc.oneof(
  fc.constantFrom(...plain, ...numbers, ...identities),
  fc
    .tuple(fc.constantFrom(...identities, ...numbers), fc.constantFrom(enumOf(null), enumOf("z", null), UNDEFINED))
    .map(([a, b]): Domain => ({ kind: "union", of: [a, b] })),
);

/** What may be a member or a key, of so many values at most. */
const numbered = (d: fc.Arbitrary<Domain>, most: number): fc.Arbitrary<Domain> =>
  d.filter((x) => hasOrdinals(x) && isSmall(x, BigInt(most)));
const few = fc.integer({ min: 0, max: 3 });

const { domain } = fc.letrec<{ domain: Domain; composite: Domain }>((tie) => ({
  domain: fc.oneof({ depthSize: "small", withCrossShrink: true }, scalars, tie("composite")),
  composite: fc.oneof(
    { depthSize: "small" },
    scalars.map((of): Domain => ({ kind: "set", of, max: null })),
    numbered(tie("domain"), 70).map((of): Domain => ({ kind: "set", of, max: null })),
    fc.tuple(numbered(tie("domain"), 2 ** 40), few).map(([of, max]): Domain => ({ kind: "set", of, max })),
    fc.tuple(numbered(tie("domain"), 2 ** 40), few).map(([of, max]): Domain => ({ kind: "bag", of, max })),
    fc
      .tuple(numbered(tie("domain"), 9), tie("domain"))
      .map(([key, value]): Domain => ({ kind: "map", key, value, max: null })),
    fc
      .tuple(numbered(tie("domain"), 2 ** 40), tie("domain"), few)
      .map(([key, value, max]): Domain => ({ kind: "map", key, value, max })),
    // Told apart by what `===` and `typeof` say: at most one is a collection, and then no records are besides.
    fc
      .tuple(tie("composite"), fc.constantFrom(enumOf("none"), enumOf("x", null)))
      .filter(([of]) => of.kind !== "union")
      .map(([of, other]): Domain => ({ kind: "union", of: [other, of] })),
    fc.tuple(keys, tie("domain")).map(([key, value]): Domain => ({ kind: "table", key, value })),
    fc.tuple(tie("domain"), fc.integer({ min: 0, max: 2 })).map(([of, max]): Domain => ({ kind: "seq", of, max })),
    fc
      .array(tie("domain"), { minLength: 1, maxLength: 3 })
      .map((of): Domain => recordOf(Object.fromEntries(of.map((d, i) => [`f${i}`, d])))),
    fc.tuple(tie("domain"), tie("domain")).map(([a, b]): Domain => {
      const first = recordOf({ kind: enumOf("first"), f0: a });
      const second = recordOf({ kind: enumOf("second"), f1: b });
      return { kind: "union", of: [enumOf(null), first, second] };
    }),
    fc.tuple(tie("domain")).map(
      ([a]): Domain => ({
        kind: "union",
        of: [recordOf({ f0: a, f9: { kind: "union", of: [BOOLEAN, UNDEFINED] } }), UNDEFINED],
      }),
    ),
  ),
}));

const recordOf = (fields: Readonly<Record<string, Domain>>): RecordDomain => ({
  kind: "record",
  tuple: false,
  fields: Object.entries(fields).map(([name, d]) => ({ name, domain: d })),
});

const isSmall = (d: Domain, most: bigint): boolean => {
  const n = size(d);
  return n !== null && n > 0n && n <= most;
};

/** Every kind, nested. */
export const domains = domain;

/** With so many values at most, which can be gone through. */
export const smallDomains = (most: number): fc.Arbitrary<Domain> =>
  domain.filter((d) => hasOrdinals(d) && isSmall(d, BigInt(most)));

/** A field that no domain but a wider one has. */
const EXTRA = { name: "extra", domain: { kind: "union", of: [UNDEFINED, enumOf("there")] } } as const;

/** The same shape with more values: some are outside. Keys stay, as tables of other keys are other types. */
export function wider(d: Domain): Domain {
  switch (d.kind) {
    case "int":
      return int(d.lo - 1, d.hi + 1);
    case "enum":
      return enumOf(...d.values, "a", "zz");
    case "id":
    case "undefined":
    case "number":
      return d;
    case "record":
      return { ...d, fields: [...d.fields.map((f) => ({ ...f, domain: wider(f.domain) })), EXTRA] };
    case "table":
      return { ...d, value: wider(d.value) };
    case "set":
      return { ...d, of: wider(d.of), max: d.max === null ? null : d.max + 1 };
    case "map":
      return { ...d, key: wider(d.key), value: wider(d.value), max: d.max === null ? null : d.max + 1 };
    case "bag":
    case "seq":
      return { ...d, of: wider(d.of), max: d.max + 1 };
    case "union":
      return { ...d, of: d.of.map(wider) };
  }
}

/** Any value of a domain that may be far too large to be gone through. Ranges count as large. */
export function valuesOf(d: Domain): fc.Arbitrary<Value> {
  if (d.kind === "int")
    return fc
      .oneof(fc.integer({ min: 0, max: 3 }), fc.double({ min: 0, max: 1, noNaN: true }))
      .map((x) => (x >= 1 ? Math.min(d.hi, d.lo + x) : Math.floor(d.lo + x * (d.hi - d.lo))));
  if (d.kind === "union") return fc.oneof(...d.of.map(valuesOf));
  if (isScalar(d)) return fc.constantFrom(...values(d));
  switch (d.kind) {
    case "record":
      return fc.record(Object.fromEntries(d.fields.map((f) => [f.name, valuesOf(f.domain)])));
    case "table":
      return fc.tuple(...Array.from({ length: scalarSize(d.key) }, () => valuesOf(d.value)));
    case "set":
      if (d.max === null) return fc.subarray([...values(d.of)]);
      return ascending(d.of, fc.array(valuesOf(d.of), { maxLength: d.max })).map((xs) => unique(d.of, xs));
    case "bag":
      return ascending(d.of, fc.array(valuesOf(d.of), { maxLength: d.max }));
    case "map": {
      const { key } = d;
      const some =
        d.max === null
          ? fc.subarray([...values(key)])
          : ascending(key, fc.array(valuesOf(key), { maxLength: d.max })).map((xs) => unique(key, xs));
      return some.chain((found) => fc.tuple(...found.map((k) => valuesOf(d.value).map((v): Value => [k, v]))));
    }
    case "seq":
      return fc.array(valuesOf(d.of), { maxLength: d.max });
    default:
      throw new Error(`${d.kind} is scalar`);
  }
}

const ascending = (of: Domain, xs: fc.Arbitrary<readonly Value[]>): fc.Arbitrary<readonly Value[]> =>
  xs.map((found) => found.toSorted((a, b) => ordinal(of, a) - ordinal(of, b)));

const unique = (of: Domain, xs: readonly Value[]): readonly Value[] =>
  xs.filter((x, i) => i === 0 || ordinal(of, x) !== ordinal(of, xs[i - 1]));
