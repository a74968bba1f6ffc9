/**
 * Sets, maps and bags in keys of states: by the ordinals of their members and keys, whatever the order in which these came.
 * In: domains, where digits go and come from. Out: `Part`s, which write and read them.
 * Not here: everything else that a state is made of (`codec.ts`).
 */
import { type BagDomain, type Domain, isScalar, type MapDomain, type SetDomain } from "../../ir/domain.ts";
import { ordinalCount } from "../../ir/value.ts";
import { type Permutation, permutedOrdinal } from "../permutation.ts";
import { bagOf, type Cell, type Entry, elementsOf, isSet, Keyed, mapOf, setOf } from "./cell.ts";
import { enumeration, ordinalOf } from "./domain-order.ts";
import type { Packer, Unpacker } from "./packer.ts";

/** False where the cell is outside its domain, or the packer has enough. */
export type Write = (c: Cell, p: Permutation | null) => boolean;
export type Read = () => Cell;

export interface Part {
  readonly write: Write;
  readonly read: Read;
}

export interface Ends {
  readonly out: Packer;
  readonly in: Unpacker;
}

/** Up to this many possible members a set is one bit for each, above a list of those it has. */
const MOST_BITS = 64;

export function set(ends: Ends, d: SetDomain): Part {
  const size = ordinalCount(d.of);
  if (d.max === null && size <= MOST_BITS) return setOfBits(ends, d, size);
  const list = ordinalList(ends, d.of, d.max ?? size);
  return {
    write: (c, p) => isSet(c) && list.write(elementsOf(c), p),
    read: () => setOf(d, list.read()),
  };
}

/** The ordinal that a cell has once it is permuted; -1 outside. */
function permuted(of: Domain): (c: Cell, p: Permutation | null) => number {
  const ordinal = ordinalOf(of);
  const moved = permutedOrdinal(of);
  return (c, p) => {
    const o = ordinal(c);
    return o < 0 || p === null || moved === null ? o : moved(o, p.to);
  };
}

function setOfBits(ends: Ends, d: SetDomain, size: number): Part {
  const ordinal = permuted(d.of);
  const { nth } = enumeration(d.of);
  const words = Array.from({ length: Math.ceil(size / 16) }, (_, i) => ({
    start: i * 16,
    radix: 2 ** Math.min(16, size - i * 16),
  }));
  return {
    write: (c, p) => {
      if (!isSet(c)) return false;
      const found: number[] = [];
      for (const x of c instanceof Set ? c : elementsOf(c)) {
        const o = ordinal(x, p);
        if (o < 0) return false;
        found.push(o);
      }
      for (const { start, radix } of words) {
        let bits = 0;
        for (const o of found) if (o >= start && o < start + 16) bits |= 1 << (o - start);
        if (!ends.out.put(bits, radix)) return false;
      }
      return true;
    },
    read: () => {
      const made = new Set<Cell>();
      for (const { start, radix } of words) {
        let o = start;
        for (let bits = ends.in.get(radix); bits > 0; bits >>= 1, o++) if (bits % 2 === 1) made.add(nth(o));
      }
      return isScalar(d.of) ? made : setOf(d, [...made]);
    },
  };
}

/** How many, then their ordinals, ascending. */
function ordinalList(ends: Ends, of: Domain, most: number) {
  const ordinal = permuted(of);
  const size = ordinalCount(of);
  const { nth } = enumeration(of);
  return {
    write(members: readonly Cell[], p: Permutation | null): boolean {
      const found = members.map((x) => ordinal(x, p)).sort((a, b) => a - b);
      if (found.length > most || found.includes(-1)) return false;
      return ends.out.put(found.length, most + 1) && found.every((o) => ends.out.put(o, size));
    },
    read: (): Cell[] => Array.from({ length: ends.in.get(most + 1) }, () => nth(ends.in.get(size))),
  };
}

export function bag(ends: Ends, d: BagDomain): Part {
  const list = ordinalList(ends, d.of, d.max);
  return {
    write: (c, p) => c instanceof Keyed && c.kind === "bag" && list.write(elementsOf(c), p),
    read: () => bagOf(list.read()),
  };
}

/** The keys, then the values in the same order. */
export function map(ends: Ends, d: MapDomain, value: Part): Part {
  const ordinal = permuted(d.key);
  const keys = ordinalList(ends, d.key, d.max ?? ordinalCount(d.key));
  return {
    write: (c, p) => {
      if (!(c instanceof Keyed) || c.kind !== "map" || !keys.write(elementsOf(c), p)) return false;
      const entries = [...c.entries.values()].map((e) => ({ at: ordinal(e.key, p), e }));
      return entries.sort((a, b) => a.at - b.at).every(({ e }) => value.write(e.value, p));
    },
    read: () => mapOf(keys.read().map((key): Entry => ({ key, value: value.read() }))),
  };
}
