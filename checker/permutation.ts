/**
 * Permutations of the identities of symmetry sets, and what they make of values.
 * In: id sets, domains. Out: `Permutation`, all of them, `permute` of a value, `permutedOrdinal`.
 * Not here: representatives of whole states (`interpret/codec.ts`, which permutes while it writes).
 */
import { type Domain, isScalar } from "../ir/domain.ts";
import type { IdSet } from "../ir/model.ts";
import { idOf, isId, memberOf, ordinal, ordinalCount, type Value, values } from "../ir/value.ts";

/** By id set and index; `from` is the inverse of `to`. Sets that are not permuted have the identity. */
export interface Permutation {
  readonly to: readonly (readonly number[])[];
  readonly from: readonly (readonly number[])[];
}

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

function inverse(of: readonly number[]): number[] {
  const made: number[] = new Array(of.length).fill(0);
  for (const [i, x] of of.entries()) made[x] = i;
  return made;
}

/** Every permutation of 0 … n-1 in lexicographic order, the identity first. */
function* orders(n: number): Generator<readonly number[]> {
  const order = upTo(n);
  for (;;) {
    yield order.slice();
    let i = n - 2;
    while (i >= 0 && (order[i] as number) > (order[i + 1] as number)) i--;
    if (i < 0) return;
    const pivot = order[i] as number;
    let j = n - 1;
    while ((order[j] as number) < pivot) j--;
    order[i] = order[j] as number;
    order[j] = pivot;
    const tail = order.splice(i + 1).reverse();
    order.push(...tail);
  }
}

/** The product over the symmetry sets, made one by one: large groups do not fit in memory. The identity comes first. */
export function* permutations(idSets: readonly IdSet[], symmetry: readonly number[]): Generator<Permutation> {
  const identity = idSets.map((s) => upTo(s.size));
  yield* product(identity, symmetry);
}

function* product(to: readonly (readonly number[])[], symmetry: readonly number[]): Generator<Permutation> {
  const [set, ...rest] = symmetry;
  if (set === undefined) {
    yield { to, from: to.map(inverse) };
    return;
  }
  for (const order of orders(to[set]?.length ?? 0)) yield* product(to.with(set, order), rest);
}

/**
 * The permutations that bring the members of each symmetry set into ascending order of their colors; members of one
 * color in every order, unless `isAlike` says that exchanging any two of them changes nothing. `isAlike` is not asked
 * any more once the first permutation is out.
 */
export function sorting(idSets: readonly IdSet[], symmetry: readonly number[]) {
  const identity = idSets.map((s) => upTo(s.size));
  const exchange = (set: number, a: number, b: number): Permutation => {
    const order = upTo(idSets[set]?.size ?? 0);
    order[a] = b;
    order[b] = a;
    return { to: identity.with(set, order), from: identity.with(set, order) };
  };
  /** Alike with the first is alike with each other. */
  const areAlike = (
    set: number,
    [first = 0, ...others]: readonly number[],
    isAlike: (exchange: Permutation) => boolean,
  ): boolean => others.length > 1 && others.every((x) => isAlike(exchange(set, first, x)));

  return function* (
    colors: readonly (readonly number[])[],
    isAlike: (exchange: Permutation) => boolean,
  ): Generator<Permutation> {
    const groups: Group[] = [];
    const from = identity.slice();
    for (const set of symmetry) {
      const of = colors[set] ?? [];
      const sorted = (from[set] = upTo(of.length).sort((a, b) => (of[a] as number) - (of[b] as number)));
      if (sorted.every((x, i) => i === 0 || of[x] !== of[sorted[i - 1] as number])) continue;
      const classes = runs(sorted, of).map((members) => ({ members, isFree: areAlike(set, members, isAlike) }));
      if (!classes.every((c) => c.isFree || c.members.length === 1)) groups.push({ set, classes });
    }
    yield* arrangements(groups, from.map(inverse), from);
  };
}

interface Group {
  readonly set: number;
  readonly classes: readonly { readonly members: readonly number[]; readonly isFree: boolean }[];
}

function* arrangements(
  groups: readonly Group[],
  to: Permutation["to"],
  from: Permutation["from"],
): Generator<Permutation> {
  const [group, ...rest] = groups;
  if (group === undefined) {
    yield { to, from };
    return;
  }
  for (const order of arranged(group.classes)) {
    yield* arrangements(rest, to.with(group.set, inverse(order)), from.with(group.set, order));
  }
}

/** All ways to write the members down class by class; those of a free class in one order. */
function* arranged(classes: Group["classes"]): Generator<readonly number[]> {
  const [first, ...rest] = classes;
  if (first === undefined) {
    yield [];
    return;
  }
  const { members, isFree } = first;
  for (const order of isFree ? [upTo(members.length)] : orders(members.length)) {
    const head = order.map((i) => members[i] as number);
    for (const tail of arranged(rest)) yield [...head, ...tail];
  }
}

/** Stretches of one color. */
function runs(sorted: readonly number[], colors: readonly number[]): readonly (readonly number[])[] {
  const found: number[][] = [];
  for (const member of sorted) {
    const last = found.at(-1);
    if (last !== undefined && colors[last[0] as number] === colors[member]) last.push(member);
    else found.push([member]);
  }
  return found;
}

/** Where an ordinal comes to stand. */
type Moved = (o: number, to: Permutation["to"]) => number;

/** How the ordinals of a domain move; null where it has no ids. By arithmetic on the digits that an ordinal is made of. */
export function permutedOrdinal(d: Domain): Moved | null {
  switch (d.kind) {
    case "id":
      return (o, to) => to[d.set]?.[o] ?? o;
    case "union":
      return movedMember(d.of);
    case "record": {
      const parts = d.fields.map((f) => ({ moved: permutedOrdinal(f.domain), radix: ordinalCount(f.domain) }));
      if (parts.every((p) => p.moved === null)) return null;
      return (o, to) => {
        let sum = 0;
        let place = 1;
        let left = o;
        for (const { moved, radix } of parts.toReversed()) {
          const digit = left % radix;
          sum += (moved?.(digit, to) ?? digit) * place;
          place *= radix;
          left = Math.floor(left / radix);
        }
        return sum;
      };
    }
    case "table":
      return movedRows(permutedOrdinal(d.key), ordinalCount(d.key), permutedOrdinal(d.value), ordinalCount(d.value));
    case "map": {
      const value = permutedOrdinal(d.value);
      // 0 is an absent key.
      const moved: Moved | null = value === null ? null : (o, to) => (o === 0 ? 0 : value(o - 1, to) + 1);
      return movedRows(permutedOrdinal(d.key), ordinalCount(d.key), moved, ordinalCount(d.value) + 1);
    }
    case "set": {
      const moved = permutedOrdinal(d.of);
      if (moved === null) return null;
      return (o, to) => {
        let sum = 0;
        for (let m = 0, left = o; left > 0; m++, left = Math.floor(left / 2))
          if (left % 2 === 1) sum += 2 ** moved(m, to);
        return sum;
      };
    }
    case "seq": {
      const moved = permutedOrdinal(d.of);
      if (moved === null) return null;
      const radix = ordinalCount(d.of);
      return (o, to) => {
        let left = o;
        // How many sequences there are of the length at hand.
        let count = 1;
        for (; left >= count; count *= radix) left -= count;
        let sum = o - left;
        for (let place = 1; place < count; place *= radix, left = Math.floor(left / radix))
          sum += moved(left % radix, to) * place;
        return sum;
      };
    }
    case "int":
    case "enum":
    case "undefined":
    case "number":
    case "bag":
      return null;
  }
}

function movedMember(members: readonly Domain[]): Moved | null {
  let base = 0;
  const parts = members.map((m) => {
    const first = base;
    base += ordinalCount(m);
    return { first, end: base, moved: permutedOrdinal(m) };
  });
  if (parts.every((p) => p.moved === null)) return null;
  return (o, to) => {
    const of = parts.find(({ first, end }) => o >= first && o < end);
    return of === undefined ? o : of.first + (of.moved?.(o - of.first, to) ?? o - of.first);
  };
}

/** Of one digit for each key, the last the lowest: the digit moves with its key, and is moved itself. */
function movedRows(key: Moved | null, rows: number, value: Moved | null, radix: number): Moved | null {
  if (key === null && value === null) return null;
  const weights: number[] = new Array(rows).fill(1);
  for (let i = rows - 2; i >= 0; i--) weights[i] = (weights[i + 1] as number) * radix;
  return (o, to) => {
    let sum = 0;
    let left = o;
    for (let i = rows - 1; i >= 0; i--) {
      const digit = left % radix;
      left = Math.floor(left / radix);
      sum += (value?.(digit, to) ?? digit) * (weights[key?.(i, to) ?? i] as number);
    }
    return sum;
  };
}

/** The value with its identities renamed: as scalars, as keys of tables and maps, as members of sets and bags, within them, at any depth. */
export function permute(d: Domain, v: Value, p: Permutation): Value {
  if (isScalar(d)) {
    const renamed = isId(v) ? p.to[v.set]?.[v.index] : undefined;
    return isId(v) && renamed !== undefined ? idOf(v.set, v.text.slice(0, v.text.lastIndexOf("#")), renamed) : v;
  }
  switch (d.kind) {
    case "union":
      return permute(memberOf(d.of, v), v, p);
    case "record": {
      const record = v as { readonly [field: string]: Value };
      return Object.fromEntries(d.fields.map((f) => [f.name, permute(f.domain, record[f.name], p)]));
    }
    case "table": {
      const rows = v as readonly Value[];
      const made: Value[] = rows.slice();
      for (const [i, key] of [...values(d.key)].entries())
        made[ordinal(d.key, permute(d.key, key, p))] = permute(d.value, rows[i], p);
      return made;
    }
    case "set":
    case "bag": {
      const members = (v as readonly Value[]).map((x) => permute(d.of, x, p));
      return members.sort((a, b) => ordinal(d.of, a) - ordinal(d.of, b));
    }
    case "map": {
      const entries = (v as readonly (readonly Value[])[]).map(
        ([key, value]) => [permute(d.key, key, p), permute(d.value, value, p)] as const,
      );
      return entries.sort(([a], [b]) => ordinal(d.key, a) - ordinal(d.key, b));
    }
    case "seq":
      return (v as readonly Value[]).map((x) => permute(d.of, x, p));
    case "int":
    case "enum":
    case "id":
    case "undefined":
    case "number":
      return v;
  }
}
