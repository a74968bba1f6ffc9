/**
 * Where identities stand within the values of a domain: what decides whether the bits of members and keys move one by one.
 * In: domains, the id sets that are permuted. Out: `namesAny`, `refsOf`, `patternOf`.
 * Not here: the bits themselves (`cells.ts`), members that are renamed as a whole (`wholes.ts`).
 */
import { alternatives, type Domain, isScalar } from "../../../ir/domain.ts";
import { ordinalCount, scalarSize } from "../../../ir/value.ts";

export interface Identity {
  /** Index into `SpecModel.idSets`. */
  readonly set: number;
  readonly index: number;
}

/** Ordinals `base … base + size - 1` of a cell are identities. */
export interface Refs {
  readonly set: number;
  readonly base: number;
  readonly size: number;
  /** How many ordinals the domain has in all; identities only, where it is `size`. */
  readonly count: number;
  /** No others of its ordinals are identities. */
  readonly alone: boolean;
}

/** Which ordinals of a scalar domain are identities of these sets. */
export function refsOf(d: Domain, sets: ReadonlySet<number>): readonly Refs[] {
  if (!isScalar(d)) throw new Error(`${d.kind} is not scalar`);
  if (d.kind === "id")
    return sets.has(d.set) ? [{ set: d.set, base: 0, size: d.size, count: d.size, alone: true }] : [];
  if (d.kind !== "union") return [];
  const alone = d.of.filter((m) => m.kind === "id" && sets.has(m.set)).length === 1;
  let base = 0;
  return d.of.flatMap((m) => {
    const first = base;
    base += scalarSize(m);
    if (m.kind !== "id" || !sets.has(m.set)) return [];
    return [{ set: m.set, base: first, size: m.size, count: scalarSize(d), alone }];
  });
}

/** The sets among these whose identities occur in values of a domain, keys included. */
export function namedIn(d: Domain, sets: ReadonlySet<number>): ReadonlySet<number> {
  const of = (...parts: readonly Domain[]): ReadonlySet<number> => new Set(parts.flatMap((p) => [...namedIn(p, sets)]));
  switch (d.kind) {
    case "id":
      return new Set(sets.has(d.set) ? [d.set] : []);
    case "record":
      return of(...d.fields.map((f) => f.domain));
    case "table":
    case "map":
      return of(d.key, d.value);
    case "set":
    case "bag":
    case "seq":
      return of(d.of);
    case "union":
      return of(...d.of);
    case "int":
    case "enum":
    case "undefined":
    case "number":
      return new Set();
  }
}

export const namesAny = (d: Domain, sets: ReadonlySet<number>): boolean => namedIn(d, sets).size > 0;

/** Whether each identity in a value stands at a place of its own: then a value is a pattern with holes, and identities in these. */
export function isPattern(d: Domain, sets: ReadonlySet<number>): boolean {
  switch (d.kind) {
    case "record":
      return d.fields.every((f) => isPattern(f.domain, sets));
    case "table":
      return !namesAny(d.key, sets) && isPattern(d.value, sets);
    case "seq":
      return isPattern(d.of, sets);
    case "union":
      return d.of.every((m) => isPattern(m, sets));
    case "set":
    case "map":
    case "bag":
      return !namesAny(d, sets);
    case "int":
    case "enum":
    case "id":
    case "undefined":
    case "number":
      return true;
  }
}

/** The most holes that a pattern has. */
export function holesIn(d: Domain, sets: ReadonlySet<number>): number {
  switch (d.kind) {
    case "id":
      return sets.has(d.set) ? 1 : 0;
    case "record":
      return d.fields.reduce((n, f) => n + holesIn(f.domain, sets), 0);
    case "table":
      return scalarSize(d.key) * holesIn(d.value, sets);
    case "seq":
      return d.max * holesIn(d.of, sets);
    case "union":
      return Math.max(...alternatives(d).map((m) => holesIn(m, sets)));
    case "set":
    case "map":
    case "bag":
    case "int":
    case "enum":
    case "undefined":
    case "number":
      return 0;
  }
}

export interface Pattern {
  /** The value without its identities, of these only their set. */
  readonly text: string;
  /** What fills the holes. */
  readonly holes: readonly Identity[];
}

/** Of the value at an ordinal, for domains of which `isPattern` holds. */
export function patternOf(d: Domain, o: number, sets: ReadonlySet<number>): Pattern {
  if (!namesAny(d, sets)) return { text: String(o), holes: [] };
  if (isScalar(d)) {
    const refs = refsOf(d, sets).find((r) => o >= r.base && o < r.base + r.size);
    if (refs === undefined) return { text: String(o), holes: [] };
    return { text: `*${refs.base}`, holes: [{ set: refs.set, index: o - refs.base }] };
  }
  switch (d.kind) {
    case "record":
      return joined(
        d.fields.map((f) => f.domain),
        o,
        sets,
      );
    case "table":
      return joined(
        Array.from({ length: scalarSize(d.key) }, () => d.value),
        o,
        sets,
      );
    case "seq": {
      let [length, rest] = [0, o];
      for (let many = 1; rest >= many && length < d.max; many *= ordinalCount(d.of), length++) rest -= many;
      return joined(
        Array.from({ length }, () => d.of),
        rest,
        sets,
      );
    }
    case "union": {
      let base = 0;
      for (const [i, m] of d.of.entries()) {
        const count = ordinalCount(m);
        if (o < base + count) {
          const { text, holes } = patternOf(m, o - base, sets);
          return { text: `${i}:${text}`, holes };
        }
        base += count;
      }
      throw new Error(`no value ${o} in a union`);
    }
    default:
      throw new Error(`no patterns of a ${d.kind}`);
  }
}

/** Of values of several domains side by side, the last fastest. */
function joined(domains: readonly Domain[], o: number, sets: ReadonlySet<number>): Pattern {
  const parts: Pattern[] = [];
  let rest = o;
  for (const d of domains.toReversed()) {
    const count = ordinalCount(d);
    parts.unshift(patternOf(d, rest % count, sets));
    rest = Math.floor(rest / count);
  }
  return { text: `(${parts.map((p) => p.text).join()})`, holes: parts.flatMap((p) => p.holes) };
}
