// In: fast-check. Out: arbitrary state domains with identities of two sets everywhere, states of them, models around them.
// Not here: layouts (layouts.ts), what is asked of canonical forms (canonical.test.ts).
import fc from "fast-check";
import { type Domain, hasOrdinals, isScalar, type RecordDomain, size, unionOf } from "../../ir/domain.ts";
import type { SpecModel } from "../../ir/model.ts";
import { ordinal, scalarSize, type Value, values } from "../../ir/value.ts";
import {
  BOOL,
  bag,
  body,
  give,
  id,
  int,
  lit,
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
import type { Style } from "./layouts.ts";

export interface Case {
  readonly model: SpecModel;
  readonly symmetry: readonly number[];
  readonly style: Style;
  readonly seed: number;
}

const small: fc.Arbitrary<Domain> = fc.constantFrom(BOOL, int(0, 2), oneOf("a", "b", "c"), int(3, 9));

const domainOver = (p: Domain, q: Domain) => {
  const scalar: fc.Arbitrary<Domain> = fc.oneof(
    { weight: 2, arbitrary: small },
    { weight: 3, arbitrary: fc.constantFrom(p, q, orNull(p), orUndefined(orNull(q))) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(unionOf([p, q]), unionOf([oneOf("x", "y", null), p]), unionOf([int(0, 1), q])),
    },
  );
  const key: fc.Arbitrary<Domain> = fc.oneof(
    { weight: 4, arbitrary: fc.constant(p) },
    { weight: 2, arbitrary: fc.constant(q) },
    { weight: 1, arbitrary: fc.constantFrom(orNull(p), unionOf([p, q]), int(0, 1)) },
  );
  /** What may be a member or a key. */
  const { member } = fc.letrec<{ member: Domain }>((tie) => ({
    member: fc.oneof(
      { maxDepth: 2, depthIdentifier: "member" },
      { weight: 3, arbitrary: scalar },
      {
        weight: 4,
        arbitrary: fc
          .array(tie("member"), { minLength: 1, maxLength: 3 })
          .map((of) => record(Object.fromEntries(of.map((d, i) => [`m${i}`, d])))),
      },
      { weight: 1, arbitrary: scalar.map((d) => set(d)) },
      { weight: 1, arbitrary: fc.tuple(key, scalar).map(([k, v]) => map(k, v)) },
      { weight: 1, arbitrary: fc.tuple(key, tie("member")).map(([k, v]) => table(k, v)) },
      { weight: 1, arbitrary: fc.tuple(tie("member"), fc.integer({ min: 1, max: 2 })).map(([d, n]) => seq(d, n)) },
      {
        weight: 1,
        arbitrary: fc.tuple(tie("member"), tie("member"), scalar).map(
          ([a, b, c]): Domain => ({
            kind: "union",
            of: [record({ kind: oneOf("a"), of: a, c }), record({ kind: oneOf("b"), of: b })],
          }),
        ),
      },
    ),
  }));
  const numbered = (most: bigint): fc.Arbitrary<Domain> =>
    member.filter((d) => hasOrdinals(d) && (size(d) ?? 0n) <= most);
  const bound = fc.integer({ min: 1, max: 3 });
  const { domain } = fc.letrec<{ domain: Domain; record: Domain }>((tie) => ({
    domain: fc.oneof(
      { maxDepth: 3, depthIdentifier: "domain" },
      { weight: 3, arbitrary: scalar },
      { weight: 4, arbitrary: fc.tuple(key, tie("domain")).map(([k, v]) => table(k, v)) },
      { weight: 2, arbitrary: scalar.map((d) => set(d)) },
      { weight: 2, arbitrary: numbered(100n).map((d) => set(d)) },
      { weight: 2, arbitrary: fc.tuple(numbered(2n ** 50n), bound).map(([d, n]) => set(d, n)) },
      { weight: 2, arbitrary: fc.tuple(numbered(2n ** 50n), bound).map(([d, n]) => bag(d, n)) },
      { weight: 2, arbitrary: fc.tuple(numbered(12n), tie("domain")).map(([k, v]) => map(k, v)) },
      { weight: 2, arbitrary: fc.tuple(numbered(2n ** 50n), tie("domain"), bound).map(([k, v, n]) => map(k, v, n)) },
      { weight: 1, arbitrary: fc.tuple(tie("domain"), fc.integer({ min: 1, max: 2 })).map(([d, n]) => seq(d, n)) },
      { weight: 2, arbitrary: tie("record") },
      {
        weight: 1,
        arbitrary: fc.array(tie("domain"), { minLength: 1, maxLength: 3 }).chain((of) =>
          fc.constantFrom(null, p, int(0, 3)).map((other): Domain => {
            const members: Domain[] = of.map((d, i) => record({ kind: oneOf(`k${i}`), of: d }));
            if (other !== null) members.push(other);
            return members.length === 1 ? (members[0] as Domain) : { kind: "union", of: members };
          }),
        ),
      },
    ),
    record: fc
      .array(tie("domain"), { minLength: 1, maxLength: 3 })
      .map((of) => record(Object.fromEntries(of.map((d, i) => [`f${i}`, d])))),
  }));
  return fc
    .array(domain, { minLength: 1, maxLength: 3 })
    .map((of): RecordDomain => record(Object.fromEntries(of.map((d, i) => [`s${i}`, d]))));
};

/** Cells of a layout of the domain, about. */
export function weight(d: Domain): number {
  if (isScalar(d)) return 1;
  switch (d.kind) {
    case "record":
      return d.fields.reduce((n, f) => n + weight(f.domain), 0);
    case "table":
      return scalarSize(d.key) * weight(d.value);
    case "set":
      return d.max === null ? scalarSize(d.of) : 1 + d.max;
    case "bag":
      return 1 + d.max;
    case "map":
      return d.max === null ? scalarSize(d.key) * (1 + weight(d.value)) : 1 + d.max * (1 + weight(d.value));
    case "seq":
      return 1 + d.max * weight(d.of);
    case "union":
      return 1 + d.of.reduce((n, m) => n + weight(m), 0);
    default:
      return 1;
  }
}

const styles: fc.Arbitrary<Style> = fc.record({
  word: fc.constantFrom(64, 64, 11, 5),
  order: fc.oneof(
    fc.constantFrom("declared" as const, "rows" as const),
    fc.integer({ min: 1, max: 1000 }).map((k) => (i: number) => (i * 7919 * k) % 1009),
  ),
});

export const modelOf = (state: RecordDomain, sizes: readonly number[]): SpecModel => ({
  ...model({ state, ids: sizes.map((size, i) => ({ name: "PQR"[i] ?? "X", size })), init: lit(0), actions: [] }),
  init: body(give(lit(0))),
});

export const cases: fc.Arbitrary<Case> = fc
  .tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 1, max: 3 }))
  .chain(([n, m]) =>
    fc
      .record({
        state: domainOver(id(0, "P", n), id(1, "Q", m)).filter((d) => weight(d) <= 150),
        symmetry: fc.constantFrom([0], [0, 1], [1], [0, 1]),
        style: styles,
        seed: fc.integer({ min: 1, max: 1 << 30 }),
      })
      .map(({ state, symmetry, style, seed }) => ({
        ...{ model: modelOf(state, [n, m]), style, seed },
        symmetry: symmetry.filter((s) => [n, m][s] !== 1),
      })),
  )
  .filter((c) => c.symmetry.length > 0);

export function randomFrom(seed: number): (n: number) => number {
  let x = seed;
  return (n) => {
    x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((x / 0x80000000) * n);
  };
}

/** Some state; `few` values only where it is small, so that identities are often alike. */
export function stateFrom(d: Domain, random: (n: number) => number, few: number): Value {
  if (!isScalar(d)) {
    switch (d.kind) {
      case "record":
        return Object.fromEntries(d.fields.map((f) => [f.name, stateFrom(f.domain, random, few)]));
      case "table":
        return Array.from({ length: scalarSize(d.key) }, () => stateFrom(d.value, random, few));
      case "set":
        if (d.max !== null) return someOf(d.of, d.max, random, few, true);
        return [...values(d.of)].filter(() => random(few) === 0);
      case "bag":
        return someOf(d.of, d.max, random, few, false);
      case "map": {
        const keys =
          d.max === null ? [...values(d.key)].filter(() => random(few) === 0) : someOf(d.key, d.max, random, few, true);
        return keys.map((k) => [k, stateFrom(d.value, random, few)]);
      }
      case "seq":
        return Array.from({ length: random(d.max + 1) }, () => stateFrom(d.of, random, few));
      case "union":
        return stateFrom(d.of[random(Math.min(few, d.of.length))] as Domain, random, few);
      default:
        throw new Error(`${d.kind} is scalar`);
    }
  }
  const all = [...values(d)];
  return all[all.length - 1 - random(Math.min(few, all.length))];
}

/** Members in order, at most so many. */
function someOf(of: Domain, max: number, random: (n: number) => number, few: number, isSet: boolean): readonly Value[] {
  const drawn = Array.from({ length: random(max + 1) }, () => stateFrom(of, random, few));
  const ascending = drawn.sort((a, b) => ordinal(of, a) - ordinal(of, b));
  return ascending.filter((x, i) => !isSet || i === 0 || ordinal(of, x) !== ordinal(of, ascending[i - 1]));
}
