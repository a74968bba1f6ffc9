// Keys of states are exact: decoding gives the state back, equal states have equal keys, the least key of an orbit is
// the same from everywhere in it. Guards the packing of digits, whose mistakes would merge states silently.
// Not here: searches that use the keys (laws.test.ts).
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CellRecord, toCell, toValue } from "../../checker/interpret/cell.ts";
import { createCodec } from "../../checker/interpret/codec.ts";
import { enumeration, ordinalOf } from "../../checker/interpret/domain-order.ts";
import { createPacker, createUnpacker, keyOf } from "../../checker/interpret/packer.ts";
import { createSignatures } from "../../checker/interpret/signature.ts";
import { type Permutation, permutations, permute, permutedOrdinal, sorting } from "../../checker/permutation.ts";
import { type Domain, hasOrdinals, isScalar, type RecordDomain, size } from "../../ir/domain.ts";
import { ordinal, type Value, values } from "../../ir/value.ts";
import { at, BOOL, bag, id, int, map, oneOf, orNull, orUndefined, record, seq, set, table } from "./builder.ts";

const SIZES = [2, 3];
const idSets = SIZES.map((n, i) => ({ name: `S${i}`, size: n, at, ordered: [] }));
const ids = idSets.map((s, i) => id(i, s.name, s.size));

const scalars: fc.Arbitrary<Domain> = fc.oneof(
  fc.tuple(fc.integer({ min: -70_000, max: 70_000 }), fc.nat(5)).map(([lo, n]) => int(lo, lo + n)),
  fc.constantFrom<Domain>(BOOL, oneOf("a", 1, null), int(0, 70_000), int(-3, 2 ** 40), ...ids),
  fc.constantFrom<Domain>(...ids.map(orNull), orUndefined(int(0, 2)), orUndefined(orNull(id(0, "S0", 2)))),
);
const keys: fc.Arbitrary<Domain> = fc.constantFrom<Domain>(...ids, int(1, 3), orNull(id(1, "S1", 3)), oneOf("x", "y"));

/** What may be a member of a set or bag and the key of a map. */
const { member: members } = fc.letrec<{ member: Domain }>((tie) => ({
  member: fc
    .oneof(
      { maxDepth: 2, depthIdentifier: "member" },
      scalars.filter(hasOrdinals),
      fc.tuple(tie("member"), tie("member")).map(([a, b]): Domain => record({ a, b })),
      fc.tuple(keys, tie("member")).map(([k, v]) => table(k, v)),
      tie("member").map((of) => set(of)),
      fc.tuple(tie("member"), fc.nat(2)).map(([of, max]) => seq(of, max)),
      fc.tuple(keys, tie("member")).map(([k, v]) => map(k, v)),
      fc
        .constantFrom<Domain>(...ids)
        .map((of): Domain => ({ kind: "union", of: [record({ of }), oneOf(null), int(0, 2)] })),
    )
    .filter(hasOrdinals),
}));

const { domain: domains } = fc.letrec<{ domain: Domain; composite: Domain }>((tie) => ({
  composite: fc.oneof(
    { maxDepth: 3, depthIdentifier: "domain" },
    fc.constantFrom<Domain>(...ids.map((of) => set(of)), set(int(0, 40)), set(int(0, 99))),
    fc.tuple(keys, tie("domain")).map(([k, v]) => table(k, v)),
    fc.tuple(tie("domain"), fc.nat(3)).map(([of, max]) => seq(of, max)),
    fc.tuple(members, fc.constantFrom(null, null, 2)).map(([of, max]) => set(of, max)),
    fc.tuple(members, fc.nat(4)).map(([of, max]) => bag(of, max)),
    fc.tuple(members, tie("domain"), fc.constantFrom(null, 3)).map(([key, value, max]) => map(key, value, max)),
    fc.tuple(tie("domain"), tie("domain")).map(([a, b]) => record({ a, b })),
    fc.tuple(tie("domain"), tie("domain")).map(
      ([a, b]): Domain => ({
        kind: "union",
        of: [record({ tag: oneOf("p"), a }), oneOf(null), record({ tag: oneOf("q", "r"), b })],
      }),
    ),
  ),
  domain: fc.oneof({ depthIdentifier: "domain" }, scalars, tie("composite")),
}));

/** A value of a domain, without going through all of them. */
function valueIn(d: Domain): fc.Arbitrary<Value> {
  if (isScalar(d)) return fc.nat(Number(size(d)) - 1).map((i) => enumeration(d).nth(i) as Value);
  switch (d.kind) {
    case "record":
      return fc.record(Object.fromEntries(d.fields.map((f) => [f.name, valueIn(f.domain)])));
    case "table": {
      const rows = Number(size(d.key));
      return fc.array(valueIn(d.value), { minLength: rows, maxLength: rows });
    }
    case "seq":
      return fc.array(valueIn(d.of), { maxLength: d.max });
    case "set":
      return ordinals(d.of, Math.min(6, d.max ?? 6)).map((places) => places.map((i) => nthValue(d.of, i)));
    case "bag":
      return fc
        .array(fc.nat(Number(size(d.of)) - 1), { maxLength: d.max })
        .map((places) => places.sort((a, b) => a - b).map((i) => nthValue(d.of, i)));
    case "map":
      return ordinals(d.key, Math.min(4, d.max ?? 4)).chain((places) =>
        fc
          .tuple(...places.map(() => valueIn(d.value)))
          .map((all) => all.map((v, i) => [nthValue(d.key, places[i] ?? 0), v])),
      );
    case "union":
      return fc.oneof(...d.of.map(valueIn));
    default:
      throw new Error(d.kind);
  }
}

const nthValue = (d: Domain, i: number): Value => toValue(d, enumeration(d).nth(i));

/** Different ones, ascending. */
const ordinals = (d: Domain, maxLength: number): fc.Arbitrary<number[]> =>
  fc.uniqueArray(fc.nat(Number(size(d)) - 1), { maxLength }).map((places) => places.sort((a, b) => a - b));

const states = domains.chain((d) => {
  const state = record({ x: d, y: set(ids[0] ?? BOOL) });
  return fc.record({ state: fc.constant(state), v: valueIn(state), w: valueIn(state) });
});
const cellOf = (d: Domain, v: Value): CellRecord => toCell(d, v) as CellRecord;

describe("a key", () => {
  it("is decoded to the state that was encoded, and to nothing that is shared with it", () => {
    fc.assert(
      fc.property(states, ({ state, v }) => {
        const codec = createCodec(state);
        const key = codec.encode(cellOf(state, v)) ?? expect.fail("outside its domain");
        expect(toValue(state, codec.decode(key))).toEqual(v);
        expect(codec.encode(codec.decode(key))).toBe(key);
      }),
      { numRuns: 500 },
    );
  });

  it("tells different states apart", () => {
    fc.assert(
      fc.property(states, ({ state, v, w }) => {
        const codec = createCodec(state);
        const alike = JSON.stringify([v], (_, x) => x ?? String(x)) === JSON.stringify([w], (_, x) => x ?? String(x));
        expect(codec.encode(cellOf(state, v)) === codec.encode(cellOf(state, w))).toBe(alike);
      }),
      { numRuns: 500 },
    );
  });

  it("is none where a value is outside its domain", () => {
    const state = record({ n: int(0, 2), q: seq(int(0, 1), 1), s: set(int(0, 1)) });
    const codec = createCodec(state);
    expect(codec.encode({ n: 3, q: [], s: new Set() })).toBeNull();
    expect(codec.encode({ n: 2, q: [0, 0], s: new Set() })).toBeNull();
    expect(codec.encode({ n: 2, q: [0], s: new Set([2]) })).toBeNull();
    expect(codec.encode({ n: 2, q: [0], s: new Set([1]) })).not.toBeNull();
  });

  it("holds the widest range there is", () => {
    const state = record({ n: int(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER) });
    const codec = createCodec(state);
    for (const n of [Number.MIN_SAFE_INTEGER, -1, 0, 1, Number.MAX_SAFE_INTEGER])
      expect(codec.decode(codec.encode({ n }) ?? "")).toEqual({ n });
  });
});

describe("the least key of an orbit", () => {
  const all = [...permutations(idSets, [0, 1])];

  it("comes from every permutation of the sets", () => {
    expect(all.length).toBe(12);
    expect(new Set(all.map((p) => JSON.stringify(p.to))).size).toBe(12);
  });

  const orbitKeys = (state: RecordDomain, v: Value) => {
    const codec = createCodec(state);
    const keyIn = (x: Value): string => codec.encode(cellOf(state, x)) ?? expect.fail("outside its domain");
    const orbit = all.map((p) => permute(state, v, p));
    return { codec, keyIn, orbit };
  };

  it("is the key of a member of it, and the same from all of them", () => {
    fc.assert(
      fc.property(states, ({ state, v }) => {
        const { codec, keyIn, orbit } = orbitKeys(state, v);
        const kept = codec.least(cellOf(state, v), all);
        expect(kept).toBe(orbit.map(keyIn).reduce((a, b) => (a < b ? a : b)));
        expect(new Set(orbit.map((x) => codec.least(cellOf(state, x), all)))).toEqual(new Set([kept]));
      }),
      { numRuns: 200 },
    );
  });

  it("is one key still where only the permutations are tried that sort by color", () => {
    fc.assert(
      fc.property(states, ({ state, v }) => {
        const { codec, keyIn, orbit } = orbitKeys(state, v);
        const colorsOf = createSignatures(state, idSets, [0, 1]);
        const kept = orbit.map((x) => {
          const isAlike = (p: Permutation): boolean => codec.least(cellOf(state, x), [p]) === keyIn(x);
          return codec.least(cellOf(state, x), sorting(idSets, [0, 1])(colorsOf(cellOf(state, x)), isAlike));
        });
        expect(new Set(kept).size).toBe(1);
        expect(orbit.map(keyIn)).toContain(kept[0]);
      }),
      { numRuns: 300 },
    );
  });
});

describe("permutations", () => {
  const all = [...permutations(idSets, [0, 1])];
  const one = fc.constantFrom(...all);
  const after = (q: Permutation, p: Permutation): Permutation => {
    const to = p.to.map((of, set) => of.map((x) => q.to[set]?.[x] ?? x));
    return all.find((r) => JSON.stringify(r.to) === JSON.stringify(to)) ?? expect.fail("no such permutation");
  };

  it("act on values as a group does", () => {
    fc.assert(
      fc.property(states, one, one, ({ state, v }, p, q) => {
        expect(permute(state, permute(state, v, p), q)).toEqual(permute(state, v, after(q, p)));
        expect(permute(state, permute(state, v, p), { to: p.from, from: p.to })).toEqual(v);
        expect(permute(state, v, all[0] ?? p)).toEqual(v);
      }),
      { numRuns: 300 },
    );
  });

  it("move ordinals as they move values", () => {
    fc.assert(
      fc.property(
        members.chain((d) => fc.tuple(fc.constant(d), fc.nat(Number(size(d)) - 1))),
        one,
        ([d, i], p) => {
          const moved = permutedOrdinal(d)?.(i, p.to) ?? i;
          expect(moved).toBe(ordinal(d, permute(d, nthValue(d, i), p)));
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("digits", () => {
  it("come back in the order in which they were written, whatever their radix", () => {
    const digit = fc
      .integer({ min: 1, max: 2 ** 50 })
      .chain((radix) => fc.tuple(fc.nat({ max: Math.min(radix, 2 ** 31) - 1 }), fc.constant(radix)));
    const small = fc.integer({ min: 1, max: 300 }).chain((radix) => fc.tuple(fc.nat(radix - 1), fc.constant(radix)));
    fc.assert(
      fc.property(fc.array(fc.oneof(small, small, digit), { maxLength: 40 }), (digits) => {
        const out = createPacker();
        out.start(null);
        for (const [d, radix] of digits) out.put(d, radix);
        const read = createUnpacker();
        read.start(keyOf(out.finish() ?? []));
        expect(digits.map(([, radix]) => read.get(radix))).toEqual(digits.map(([d]) => d));
      }),
    );
  });
});

describe("the order of a domain", () => {
  it("is that of the vocabulary", () => {
    const small: readonly Domain[] = [
      int(-1, 2),
      oneOf("b", "a"),
      orNull(id(0, "S0", 2)),
      set(int(0, 2)),
      seq(BOOL, 2),
      table(id(0, "S0", 2), int(0, 2)),
      record({ a: BOOL, b: int(1, 2) }),
      set(record({ a: BOOL, b: orNull(BOOL) })),
      map(id(0, "S0", 2), set(BOOL)),
      map(record({ a: BOOL }), orNull(seq(BOOL, 1))),
      { kind: "union", of: [record({ a: BOOL }), oneOf("x"), set(BOOL)] },
    ];
    for (const d of small) {
      const { count, nth } = enumeration(d);
      expect(Array.from({ length: count }, (_, i) => toValue(d, nth(i)))).toEqual([...values(d)]);
      for (const [i, v] of [...values(d)].entries())
        expect([ordinalOf(d)(toCell(d, v)), ordinal(d, v)]).toEqual([i, i]);
    }
  });

  it("numbers every value, of values and of cells alike", () => {
    fc.assert(
      fc.property(
        members.chain((d) => fc.tuple(fc.constant(d), fc.nat(Number(size(d)) - 1))),
        ([d, i]) => {
          const cell = enumeration(d).nth(i);
          expect([ordinalOf(d)(cell), ordinal(d, toValue(d, cell))]).toEqual([i, i]);
          expect(toValue(d, toCell(d, toValue(d, cell)))).toEqual(toValue(d, cell));
        },
      ),
      { numRuns: 500 },
    );
  });
});
