// Where the parts of a state stand. Guards against two values sharing a bit, a scalar across two words, holes between used
// bits (states would be wider than they need be), and rows of one key torn apart (symmetry sorts rows).
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { layOut } from "../../compiler/4-layout/layout.ts";
import type { Domain } from "../../ir/domain.ts";
import type { Bits, Layout, Packing } from "../../ir/layout.ts";
import { eachBits } from "../../ir/layout-bits.ts";
import type { SpecModel } from "../../ir/model.ts";
import { printLayout } from "../../ir/print-layout.ts";
import {
  BOOL,
  bag,
  id,
  int,
  make,
  map,
  model,
  oneOf,
  orNull,
  orUndefined,
  record,
  seq,
  set,
  table,
} from "../checker/builder.ts";
import { compiled, openSpec, openText } from "../compiled.ts";
import { domains } from "./random-domains.ts";

/** A model whose state has these fields; nothing else of it matters here. */
const withState = (fields: Readonly<Record<string, Domain>>): SpecModel => {
  const state = record(fields);
  return model({ state, init: make(state, {}), actions: [] });
};
const laidOut = (fields: Readonly<Record<string, Domain>>): Layout => layOut(withState(fields));

const positions = (bits: readonly Bits[]): string[] =>
  bits.flatMap((b) => Array.from({ length: b.width }, (_, i) => `${b.word}:${b.shift + i}`));

function isDisjoint(p: Packing): boolean {
  const isOnce = (bits: readonly Bits[]): boolean => new Set(positions(bits)).size === positions(bits).length;
  switch (p.kind) {
    case "union":
      return p.members.every(
        (m) => isDisjoint(m) && !positions(eachBits(m)).some((x) => positions([p.tag]).includes(x)),
      );
    case "record":
      return p.fields.every(isDisjoint) && areApart(p.fields);
    case "table":
      return p.rows.every(isDisjoint) && areApart(p.rows);
    case "seq":
      return (
        p.elements.every(isDisjoint) &&
        areApart(p.elements) &&
        areApart([...p.elements, { kind: "scalar", domain: BOOL, bits: p.length }])
      );
    case "map":
    case "entries":
      return placesOf(p).every(isDisjoint) && areApart(placesOf(p));
    case "scalar":
      return isOnce([p.bits]);
    case "set":
      return isOnce(p.members);
    case "listed":
      return isOnce([p.length, ...p.members]);
  }
}

/** Values and what stands besides, as parts. */
function placesOf(p: Packing & { kind: "map" | "entries" }): readonly Packing[] {
  const bit = (bits: Bits): Packing => ({ kind: "scalar", domain: BOOL, bits });
  if (p.kind === "map") return p.places.flatMap((x) => [...(x.present === null ? [] : [bit(x.present)]), x.value]);
  return [bit(p.length), ...p.entries.flatMap(({ key, value }) => [bit(key), value])];
}

/** No bit of one is a bit of another. */
function areApart(parts: readonly Packing[]): boolean {
  const seen = new Set<string>();
  return parts.every((p) => {
    const own = new Set(positions(eachBits(p)));
    const isApart = [...own].every((x) => !seen.has(x));
    for (const x of own) seen.add(x);
    return isApart;
  });
}

/** A process with a local that lives at one of its two labels; `more` is one more statement. */
const twoLocals = (more: string): string => `
import { type Id, type Int, type Seq, spec, when } from "racespec";
type P = Id<"P", 2>;
interface State { busy: boolean; next: Int<0, 1>; queue: Seq<Int<0, 1>, 2>; of: Map<P, Int<0, 1>> }
const { process } = spec<State>(() => ({ busy: false, next: 0, queue: [], of: new Map() }));
export const worker = process(function* (s, self: P) {
  while (true) {
    s = yield "first";
    const flag = s.busy;
    s.busy = true;
    s = yield "second";
    s.busy = flag;
    ${more};
  }
}, { daemon: true });
`;

describe("the text of a layout", () => {
  it("says what stands where, whatever members are", () => {
    const message = record({ kind: oneOf("a", "b"), from: id(0, "P", 2) });
    const layout = laidOut({
      net: set(message),
      few: set(message, 2),
      votes: map(id(0, "P", 2), orUndefined(BOOL)),
      log: map(message, seq(BOOL, 1), 1),
    });
    expect(printLayout(layout)).toMatchInlineSnapshot(`
      "21 bits in 1 word of 64 (21)
      0:0      votes           has P#0
      0:1-2    votes[P#0]      boolean | undefined
      0:3      votes           has P#1
      0:4-5    votes[P#1]      boolean | undefined
      0:6      net             has {kind:"a",from:P#0}
      0:7      net             has {kind:"a",from:P#1}
      0:8      net             has {kind:"b",from:P#0}
      0:9      net             has {kind:"b",from:P#1}
      0:10-11  few.size        0 … 2
      0:12-13  few (0)         which { kind: "a" | "b"; from: P }
      0:14-15  few (1)         which { kind: "a" | "b"; from: P }
      0:16     log.size        0 … 1
      0:17-18  log (0) key     which { kind: "a" | "b"; from: P }
      0:19     log (0).length  0 … 1
      0:20     log (0)[0]      boolean"
    `);
  });
});

describe("laws, on random domains", () => {
  it("no bit has two meanings, no scalar crosses a word, and no bit between used ones is free", () => {
    fc.assert(
      fc.property(fc.array(domains, { minLength: 1, maxLength: 4 }), (of) => {
        const layout = laidOut(Object.fromEntries(of.map((d, i) => [`s${i}`, d])));
        expect(isDisjoint(layout.state)).toBe(true);
        const used = new Set(positions(eachBits(layout.state)));
        const expected = layout.words.flatMap((n, word) => Array.from({ length: n }, (_, i) => `${word}:${i}`));
        expect([...used].sort()).toEqual(expected.sort());
        for (const b of eachBits(layout.state)) expect(b.shift + b.width).toBeLessThanOrEqual(64);
        expect(layout.words.length).toBeGreaterThan(0);
        expect(layout.bits).toBe(layout.words.reduce((n, w) => n + w, 0));
      }),
      { seed: 20261120, numRuns: 300 },
    );
  });

  it("takes as many words as the bits need where everything is small", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), (n) => {
        const layout = laidOut({ flags: table(int(0, n - 1), BOOL) });
        expect(layout.words.length).toBe(Math.ceil(n / 64));
      }),
      { seed: 1, numRuns: 50 },
    );
  });
});

describe("rows", () => {
  const p = id(0, "P", 5);

  it("of tables and sets with one key stand together, at a regular stride", () => {
    const { state } = laidOut({
      at: table(p, oneOf("a", "b", "c")),
      members: set(p),
      nested: record({ owner: table(p, orNull(p)) }),
    });
    const [at, members, nested] = state.fields;
    if (at?.kind !== "table" || members?.kind !== "set" || nested?.kind !== "record") throw new Error("another shape");
    const owner = nested.fields[0];
    if (owner?.kind !== "table") throw new Error("another shape");
    const rows = at.rows.map((r, i) => [
      ...eachBits(r),
      members.members[i] as Bits,
      ...eachBits(owner.rows[i] as Packing),
    ]);
    expect(rows.map((r) => r.map((b) => [b.shift, b.width]))).toEqual(
      rows.map((_, i) => [
        [6 * i, 2],
        [6 * i + 2, 1],
        [6 * i + 3, 3],
      ]),
    );
  });

  it("are not torn where they do not fit one word", () => {
    const layout = laidOut({ at: table(p, record({ a: int(0, 1023), b: int(0, 1023) })), rest: int(0, 2 ** 40) });
    const [at] = layout.state.fields;
    if (at?.kind !== "table") throw new Error("another shape");
    for (const row of at.rows) expect(new Set(eachBits(row).map((b) => b.word)).size).toBe(1);
    expect(layout.words.length).toBe(3);
  });
});

describe("widths", () => {
  it("are those of the number of values", () => {
    expect(laidOut({ a: int(3, 3) }).bits).toBe(0);
    expect(laidOut({ a: int(-1, 1) }).bits).toBe(2);
    expect(laidOut({ a: int(-(2 ** 53 - 1), 2 ** 53 - 1) }).bits).toBe(54);
    expect(laidOut({ a: { kind: "union", of: [int(-(2 ** 53 - 1), 2 ** 53 - 1), oneOf(null, "x")] } }).bits).toBe(55);
    expect(laidOut({ a: seq(int(0, 3), 2) }).bits).toBe(6);
  });

  it("are those of the cheapest form of a set, bag or map", () => {
    const message = record({ kind: oneOf("a", "b", "c"), from: int(0, 4) });
    expect(laidOut({ a: set(message) }).bits).toBe(15);
    expect(laidOut({ a: set(message, 3) }).bits).toBe(2 + 3 * 4);
    expect(laidOut({ a: bag(message, 3) }).bits).toBe(2 + 3 * 4);
    // There are no more of them than values.
    expect(laidOut({ a: set(BOOL, 100) }).bits).toBe(2 + 2);
    // Absent is one value more, unless values may be `undefined`: then a bit says so.
    expect(laidOut({ a: map(message, int(0, 2)) }).bits).toBe(15 * 2);
    expect(laidOut({ a: map(int(0, 2), record({ a: BOOL, b: BOOL })) }).bits).toBe(3 * 3);
    expect(laidOut({ a: map(int(0, 2), orUndefined(int(0, 2))) }).bits).toBe(3 * 3);
    expect(laidOut({ a: map(message, seq(BOOL, 1), 2) }).bits).toBe(2 + 2 * (4 + 2));
  });

  it("lay members of a union over each other", () => {
    const kind = (name: string, of: Domain): Domain => record({ kind: oneOf(name), of });
    const of = [oneOf(null), kind("a", int(0, 255)), kind("b", seq(BOOL, 3))];
    expect(laidOut({ message: { kind: "union", of } }).bits).toBe(2 + 8);
  });

  it("of a pc are those of the labels at which it rests", () => {
    // Four labels that are never left for good; `null` and `undefined` take no value.
    const spec = openSpec("specs/peterson-process.race.ts");
    const [name = ""] = spec.models.map((m) => m.name);
    const layout = layOut(compiled(spec, name));
    const at = layout.state.domain.fields.findIndex((f) => f.hidden?.kind === "pc");
    const pcs = layout.state.fields[at];
    if (pcs?.kind !== "table" || pcs.rows[0]?.kind !== "scalar") throw new Error("another shape");
    expect(pcs.rows[0].domain).toEqual({
      kind: "enum",
      values: ["announce", "give_way", "read_wants", "read_last", "critical"],
    });
  });

  it("of a local leave `undefined` out where the pc says that it is dead", () => {
    const { state } = layOut(compiled(openText(twoLocals("s.next = 1 - s.next")), "default"));
    const [pc, flag] = ["worker.at", "worker.flag"].map(
      (name) => state.fields[state.domain.fields.findIndex((f) => f.name === name)],
    );
    if (pc?.kind !== "table" || flag?.kind !== "table") throw new Error("another shape");
    for (const [i, row] of flag.rows.entries()) {
      const rest = pc.rows[i];
      if (row.kind !== "scalar" || rest?.kind !== "scalar" || rest.domain.kind !== "enum")
        throw new Error("another shape");
      expect(row.domain).toEqual(BOOL);
      expect(row.live?.pc).toEqual(rest.bits);
      expect(row.live?.at.map((o) => (rest.domain.kind === "enum" ? rest.domain.values[o] : null))).toEqual(["second"]);
    }
  });

  it.each(["s.next = s.queue.shift()!", "s.next = s.of.get(self)!"])(
    "of a local keep it where a value may be `undefined` against its type: %s",
    (more) => {
      const { state } = layOut(compiled(openText(twoLocals(more)), "default"));
      const flag = state.fields[state.domain.fields.findIndex((f) => f.name === "worker.flag")];
      if (flag?.kind !== "table" || flag.rows[0]?.kind !== "scalar") throw new Error("another shape");
      expect(flag.rows[0].live).toBeUndefined();
      expect(flag.rows[0].domain.kind).toBe("union");
    },
  );

  it("make of two-phase commit with N managers 4N + 4 bits", () => {
    const spec = openSpec("specs/two-phase-commit.race.ts");
    const model = spec.models.find((m) => m.name === "threeManagers");
    expect(layOut(compiled(spec, model?.name ?? "")).bits).toBe(16);
  });
});
