// Canonical forms are exact: one for all states of an orbit and for no other state, itself of that orbit. They guard against
// two states of one orbit counted twice (a reduction that is none) and, worse, states of two orbits taken for one (a
// missed state, a false verdict): by brute force over all permutations, on random domains, states and layouts, and by
// numbers of orbits that others have counted.
// Not here: which sets may be permuted at all (test/lower/order.test.ts).
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { permute } from "../../checker/permutation.ts";
import { layOut } from "../../compiler/4-layout/layout.ts";
import { type Domain, printDomain, type RecordDomain } from "../../ir/domain.ts";
import type { Packing } from "../../ir/layout.ts";
import { idOf, type Value, values } from "../../ir/value.ts";
import { BOOL, bag, id, int, map, oneOf, orNull, orUndefined, record, seq, set, table } from "../checker/builder.ts";
import { cases, modelOf, randomFrom, stateFrom } from "./domains.ts";
import { judge, subjectOf } from "./exact.ts";
import { hostOf } from "./host.ts";
import { layOutAs, pack } from "./layouts.ts";

const P = (n: number) => id(0, "P", n);
const Q = (n: number) => id(1, "Q", n);
const p = (i: number): Value => idOf(0, "P", i);

/** The number of different representatives of some states, all of the domain unless they are given. */
function orbits(
  state: RecordDomain,
  sizes: readonly number[],
  unrolled?: number,
  states: Iterable<Value> = values(state),
): number {
  const model = modelOf(state, sizes);
  const layout = layOut(model);
  const host = hostOf(
    model,
    layout,
    sizes.map((_, i) => i),
    unrolled,
  );
  const all = [...states].map((v) => pack(layout, v));
  const perState = layout.words.length;
  const packed = new BigUint64Array(all.length * perState);
  for (const [i, words] of all.entries()) packed.set(words, i * perState);
  const forms = host.canonical(packed);
  const found = new Set(all.map((_, i) => forms.subarray(i * perState, (i + 1) * perState).join()));
  return found.size;
}

describe("canonical forms", () => {
  it("are exact for random domains, states and layouts", () => {
    const ways = new Set<string>();
    fc.assert(
      fc.property(cases, ({ model, symmetry, style, seed }) => {
        const random = randomFrom(seed);
        for (const layout of [layOutAs(model.state, style), layOut(model)]) {
          const subject = subjectOf(model, symmetry, layout, seed % 3 === 0 ? 0 : undefined);
          for (const way of subject.host.ways) ways.add(way);
          for (let i = 0; i < 6; i++) {
            const state = stateFrom(model.state, random, i < 4 ? 2 : 10);
            expect(judge(subject, state).faults, printDomain(model.state)).toEqual([]);
          }
        }
      }),
      { numRuns: 80, seed: 7 },
    );
    expect([...ways].sort()).toEqual(["few", "refine", "sort"]);
  });

  it("are exact where members of a union lie over each other and move differently", () => {
    for (const n of [3, 4]) {
      const members = [
        record({ kind: oneOf("k0"), of: table(P(n), P(n)) }),
        record({ kind: oneOf("k1"), of: table(Q(2), P(n)) }),
        record({ kind: oneOf("k2"), of: seq(oneOf("a", "b", "c"), 3) }),
      ];
      const union: Domain = { kind: "union", of: members };
      const state = record({ a: table(orNull(P(n)), union), b: union });
      const model = modelOf(state, [n, 2]);
      const random = randomFrom(n);
      for (const layout of [layOut(model), layOutAs(state, { word: 64, order: "declared" })]) {
        const subject = subjectOf(model, [0, 1], layout);
        for (let i = 0; i < 20; i++)
          expect(judge(subject, stateFrom(state, random, i < 10 ? 2 : 10)).faults).toEqual([]);
      }
    }
  });

  it("do not take the zeros of a local that does not live for an identity", () => {
    const n = 4;
    const state = record({ pc: table(P(n), oneOf("a", "b", "c")), local: table(P(n), orUndefined(P(n))) });
    const model = modelOf(state, [n]);
    const layout = layOutAs(record({ pc: table(P(n), oneOf("a", "b", "c")), local: table(P(n), P(n)) }), {
      ...{ word: 64, order: "rows" },
    });
    const [pcs, locals] = layout.state.fields as readonly (Packing & { readonly kind: "table" })[];
    const rows = locals?.rows.map((r, i): Packing => {
      const pc = pcs?.rows[i];
      if (r.kind !== "scalar" || pc?.kind !== "scalar") throw new Error("not scalar");
      return { ...r, live: { pc: pc.bits, at: [1, 2] } };
    });
    const fields = [pcs, { ...locals, rows }] as readonly Packing[];
    const subject = subjectOf(model, [0], { ...layout, state: { ...layout.state, domain: state, fields } });
    const random = randomFrom(8);
    for (let i = 0; i < 60; i++) {
      const pc = Array.from({ length: n }, () => ["a", "b", "c"][random(3)] as string);
      const local = pc.map((at) => (at === "a" ? undefined : p(random(n))));
      expect(judge(subject, { pc, local }).faults).toEqual([]);
    }
  });

  it("are as many as there are orbits, as published", () => {
    // Multisets; with a distinguished one (or none) besides.
    expect(orbits(record({ a: table(P(4), oneOf("a", "b", "c")) }), [4])).toBe(15);
    expect(orbits(record({ a: table(P(4), BOOL), owner: orNull(P(4)) }), [4])).toBe(5 + 8);
    // OEIS A001372, mappings of a set into itself.
    expect(orbits(record({ f: table(P(3), P(3)) }), [3])).toBe(7);
    expect(orbits(record({ f: table(P(4), P(4)) }), [4])).toBe(19);
    expect(orbits(record({ f: table(P(5), P(5)) }), [5])).toBe(47);
    // OEIS A000595, relations.
    expect(orbits(record({ e: table(P(3), set(P(3))) }), [3])).toBe(104);
    expect(orbits(record({ e: table(P(3), set(P(3))) }), [3], 0)).toBe(104);
    expect(orbits(record({ e: table(P(4), table(P(4), BOOL)) }), [4])).toBe(3044);
    // OEIS A000662, ternary relations.
    expect(orbits(record({ e: table(P(2), table(P(2), set(P(2)))) }), [2])).toBe(136);
    // OEIS A002724, binary matrices up to the order of rows and columns.
    expect(orbits(record({ e: table(P(3), set(Q(3))) }), [3, 3])).toBe(36);
    expect(orbits(record({ e: table(P(3), set(Q(3))) }), [3, 3], 0)).toBe(36);
    expect(orbits(record({ e: table(P(4), set(Q(4))) }), [4, 4])).toBe(317);
    // Sequences without regard to names: one for each way to write some of them down, Bell's numbers.
    expect(orbits(record({ q: seq(P(4), 4) }), [4])).toBe(1 + 1 + 2 + 5 + 15);
  });
});

describe("canonical forms of sets, bags and maps of values that name identities", () => {
  const edge = (n: number) => record({ from: P(n), to: P(n) });

  it("are as many as there are orbits, as published", () => {
    // OEIS A000595, relations: bit by bit, and as lists of edges.
    expect(orbits(record({ e: set(edge(3)) }), [3])).toBe(104);
    expect(orbits(record({ e: set(edge(3), 9) }), [3], undefined, values(record({ e: set(edge(3)) })))).toBe(104);
    expect(orbits(record({ e: set(edge(4)) }), [4])).toBe(3044);
    // OEIS A003180, families of subsets.
    expect(orbits(record({ e: set(set(P(3))) }), [3])).toBe(80);
    expect(orbits(record({ e: set(set(P(4))) }), [4])).toBe(3984);
    // OEIS A126285, partial mappings of a set into itself.
    const partial = record({ f: map(P(4), P(4)) });
    expect(orbits(partial, [4])).toBe(45);
    expect(orbits(record({ f: map(P(4), P(4), 4) }), [4], undefined, values(partial))).toBe(45);
    const keyed = record({ f: map(record({ p: P(4) }), P(4), 4) });
    const boxed = [...values(record({ f: map(record({ p: P(4) }), P(4)) }))];
    expect(orbits(keyed, [4], undefined, boxed)).toBe(45);
    // Multisets: partitions of 0 … 4.
    const draws = (n: number, from: number): Value[][] =>
      n === 0 ? [[]] : [0, 1, 2, 3].flatMap((i) => (i < from ? [] : draws(n - 1, i).map((rest) => [p(i), ...rest])));
    const bags = [0, 1, 2, 3, 4].flatMap((n) => draws(n, 0)).map((b): Value => ({ b }));
    expect(orbits(record({ b: bag(P(4), 4) }), [4], undefined, bags)).toBe(1 + 1 + 2 + 3 + 5);
    // What names nobody is one more thing in a row: as many as there are multisets of 2 × 3.
    const rows = record({ a: table(P(2), map(BOOL, BOOL, 1)) });
    const some = [...values(map(BOOL, BOOL))].filter((m) => (m as readonly Value[]).length <= 1);
    const pairs = some.flatMap((a) => some.map((b): Value => ({ a: [a, b] })));
    expect(orbits(rows, [2], undefined, pairs)).toBe((5 * 6) / 2);
  });

  it("are sorted rows where each member names one", () => {
    const state = record({ net: set(record({ kind: oneOf("a", "b", "c"), from: P(5) })), at: table(P(5), int(0, 3)) });
    const model = modelOf(state, [5]);
    expect(hostOf(model, layOut(model), [0]).ways).toEqual(["sort"]);
  });

  it("do not take all permutations where members tell identities apart", () => {
    const n = 10;
    const message = record({ kind: oneOf("ask", "grant", "deny"), from: P(n), to: P(n) });
    const state = record({ net: bag(message, 24), seen: map(message, int(0, 3)), inbox: table(P(n), set(message, 4)) });
    const model = modelOf(state, [n]);
    const layout = layOut(model);
    const host = hostOf(model, layout, [0]);
    expect(host.ways).toEqual(["refine"]);
    const random = randomFrom(9);
    for (let round = 0; round < 5; round++) {
      const value = stateFrom(state, random, 6);
      const forms = Array.from({ length: 12 }, (_, k) => {
        const to = orderFrom(n, 31 * round + k);
        return host.canonical(pack(layout, permute(state, value, { to: [to], from: [to] }))).join();
      });
      expect(new Set(forms).size).toBe(1);
    }
  });
});

describe("without symmetry", () => {
  it("every state is its own representative", () => {
    const model = modelOf(record({ a: table(P(2), int(0, 3)) }), [2]);
    const host = hostOf(model, layOut(model), []);
    expect([...host.canonical(BigUint64Array.of(7n, 2n))]).toEqual([7n, 2n]);
    expect(host.permutation()).toEqual([0, 1]);
    expect(host.ways).toEqual([]);
  });
});

describe("ties", () => {
  const graph = (n: number, has: (i: number, j: number) => boolean): Value => {
    const all = Array.from({ length: n }, (_, i) => i);
    return { e: all.map((i) => all.filter((j) => has(i, j)).map(p)), f: all.map((i) => p((i + 1) % n)) };
  };
  const state = (n: number) => record({ e: table(P(n), set(P(n))), f: table(P(n), P(n)) });

  it("that no refinement breaks are searched, with equal images found early", () => {
    for (const has of [
      () => false,
      (i: number, j: number) => i === j,
      (i: number, j: number) => (i ^ 1) === j,
      (i: number, j: number) => i !== j && (i % 3 === j % 3 || Math.floor(i / 3) === Math.floor(j / 3)),
    ]) {
      const subject = subjectOf(modelOf(state(6), [6]), [0], layOut(modelOf(state(6), [6])));
      expect(judge(subject, graph(6, has)).faults).toEqual([]);
    }
  });

  it("of those of whom only cells that name others tell are not taken for interchangeable", () => {
    const n = 4;
    const state = record({ w: table(P(n), table(P(n), orNull(Q(2)))) });
    const model = modelOf(state, [n, 2]);
    const all = Array.from({ length: n }, (_, i) => i);
    const ring = { w: all.map((i) => all.map((j) => (j === (i + 1) % n ? idOf(1, "Q", 0) : null))) };
    expect(judge(subjectOf(model, [0, 1], layOut(model)), ring).faults).toEqual([]);
  });

  it("of many do not take all permutations", () => {
    const n = 16;
    const model = modelOf(record({ e: table(P(n), set(P(n))) }), [n]);
    const layout = layOut(model);
    const host = hostOf(model, layout, [0]);
    const matching = { e: Array.from({ length: n }, (_, i) => [p(i ^ 1)]) };
    const forms = Array.from({ length: 5 }, (_, k) => {
      const to = orderFrom(n, k);
      return host.canonical(pack(layout, permute(model.state, matching, { to: [to], from: [to] }))).join();
    });
    expect(new Set(forms).size).toBe(1);
  });
});

const orderFrom = (n: number, seed: number): readonly number[] => {
  const random = randomFrom(seed + 1);
  const drawn = Array.from({ length: n }, (_, i) => ({ i, rank: random(10000) }));
  return drawn.sort((a, b) => a.rank - b.rank || a.i - b.i).map((x) => x.i);
};

describe("sets of many", () => {
  /** Of a state and some of its permutations. */
  const formsOf = (domain: RecordDomain, n: number, state: Value): ReadonlySet<string> => {
    const model = modelOf(domain, [n]);
    const layout = layOut(model);
    const host = hostOf(model, layout, [0]);
    const orders = Array.from({ length: 6 }, (_, k) => orderFrom(n, k));
    return new Set(
      orders.map((to) => host.canonical(pack(layout, permute(domain, state, { to: [to], from: [to] }))).join()),
    );
  };

  it("are sorted in memory", () => {
    const random = randomFrom(3);
    const n = 70;
    const rows = Array.from({ length: n }, () => random(4));
    expect(formsOf(record({ a: table(P(n), int(0, 3)), owner: orNull(P(n)) }), n, { a: rows, owner: p(5) }).size).toBe(
      1,
    );
  });

  it("may stand in tables of tables, by loops, and point at one another", () => {
    const random = randomFrom(4);
    const n = 40;
    const all = Array.from({ length: n }, (_, i) => i);
    const e = all.map(() => all.filter(() => random(3) === 0).map(p));
    const next = all.map(() => (random(3) === 0 ? null : p(random(n))));
    expect(formsOf(record({ e: table(P(n), set(P(n))), next: table(P(n), orNull(P(n))) }), n, { e, next }).size).toBe(
      1,
    );
  });
});
