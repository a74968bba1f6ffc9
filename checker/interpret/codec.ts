/**
 * States to keys and back: exact, one string per state, also the least one among a state's images under permutations.
 * In: the state's domain. Out: `Codec`.
 * Not here: which value is outside its domain (`range.ts`), where keys are kept (`../seen-set.ts`).
 */
import { type Domain, type IntDomain, isScalar, type RecordDomain, type UnionDomain } from "../../ir/domain.ts";
import { scalarSize } from "../../ir/value.ts";
import { type Permutation, permutedOrdinal } from "../permutation.ts";
import { type Cell, type CellRecord, isRecord, memberIndex } from "./cell.ts";
import { enumeration, ordinalOf } from "./domain-order.ts";
import { createPacker, createUnpacker, keyOf, type Packer, type Unpacker } from "./packer.ts";

export interface Codec {
  /** Null where a value is outside its domain. */
  encode(state: CellRecord): string | null;
  /** A fresh state, nothing shared. */
  decode(key: string): CellRecord;
  /** The least key of the state's images under at least one permutation. */
  least(state: CellRecord, permutations: Iterable<Permutation>): string;
  /** The same, and the first permutation that leads to it. */
  leastImage(state: CellRecord, permutations: Iterable<Permutation>): LeastImage;
}

export interface LeastImage {
  readonly key: string;
  /** Null where no permutation was given. */
  readonly by: Permutation | null;
}

/** False where the cell is outside its domain, or the packer has enough. */
type Write = (c: Cell, p: Permutation | null) => boolean;
type Read = () => Cell;

interface Part {
  readonly write: Write;
  readonly read: Read;
}

interface Ends {
  readonly out: Packer;
  readonly in: Unpacker;
}

export function createCodec(domain: RecordDomain): Codec {
  const ends: Ends = { out: createPacker(), in: createUnpacker() };
  const state = part(ends, domain);
  const leastImage: Codec["leastImage"] = (cell, permutations) => {
    let best: readonly number[] | null = null;
    let by: Permutation | null = null;
    for (const p of permutations) {
      ends.out.start(best);
      const less = state.write(cell, p) ? ends.out.finish() : null;
      if (less === null) continue;
      best = less.slice();
      by = p;
    }
    return { key: keyOf(best ?? []), by };
  };
  return {
    encode(cell) {
      ends.out.start(null);
      if (!state.write(cell, null)) return null;
      return keyOf(ends.out.finish() ?? []);
    },
    decode(key) {
      ends.in.start(key);
      return state.read() as CellRecord;
    },
    least: (cell, permutations) => leastImage(cell, permutations).key,
    leastImage,
  };
}

function part(ends: Ends, d: Domain): Part {
  if (isScalar(d)) return scalar(ends, d);
  switch (d.kind) {
    case "record":
      return record(ends, d);
    case "table":
      return table(ends, d);
    case "set":
      return set(ends, d.of);
    case "seq":
      return seq(ends, d.of, d.max);
    case "union":
      return union(ends, d);
    case "int":
    case "enum":
    case "id":
    case "undefined":
    case "number":
      throw new Error(`${d.kind} is scalar`);
  }
}

function scalar(ends: Ends, d: Domain): Part {
  const size = scalarSize(d);
  if (size > Number.MAX_SAFE_INTEGER) return wide(ends, d);
  const ordinal = ordinalOf(d);
  const { nth } = enumeration(d);
  const moved = permutedOrdinal(d);
  const read: Read = () => nth(ends.in.get(size));
  if (moved === null) {
    return {
      read,
      write: (c) => {
        const o = ordinal(c);
        return o >= 0 && ends.out.put(o, size);
      },
    };
  }
  return {
    read,
    write: (c, p) => {
      const o = ordinal(c);
      return o >= 0 && ends.out.put(p === null ? o : moved(o, p.to), size);
    },
  };
}

/** More values than there are exact ordinals. */
function wide(ends: Ends, d: Domain): Part {
  if (d.kind === "int") return wideInteger(ends, d);
  if (d.kind !== "union") throw new Error(`${d.kind} of more values than can be numbered`);
  const members = d.of.map((m) => ({ part: scalar(ends, m), ordinal: ordinalOf(m) }));
  return {
    write(c, p) {
      const at = members.findIndex((m) => m.ordinal(c) >= 0);
      return at >= 0 && ends.out.put(at, members.length) && (members[at] as (typeof members)[number]).part.write(c, p);
    },
    read: () => (members[ends.in.get(members.length)] as (typeof members)[number]).part.read(),
  };
}

/** Sign and magnitude. */
function wideInteger(ends: Ends, { lo, hi }: IntDomain): Part {
  const radix = Number.MAX_SAFE_INTEGER + 1;
  return {
    write: (c) =>
      Number.isSafeInteger(c) &&
      (c as number) >= lo &&
      (c as number) <= hi &&
      ends.out.put((c as number) < 0 ? 1 : 0, 2) &&
      ends.out.put(Math.abs(c as number), radix),
    read: () => {
      const negative = ends.in.get(2) === 1;
      const magnitude = ends.in.get(radix);
      return negative ? -magnitude : magnitude;
    },
  };
}

function record(ends: Ends, d: RecordDomain): Part {
  const fields = d.fields.map((f) => ({ name: f.name, ...part(ends, f.domain) }));
  return {
    write: (c, p) => {
      if (!isRecord(c)) return false;
      for (const f of fields) if (!f.write(c[f.name], p)) return false;
      return true;
    },
    read: () => {
      const made: CellRecord = {};
      for (const f of fields) made[f.name] = f.read();
      return made;
    },
  };
}

function table(ends: Ends, d: Domain & { kind: "table" }): Part {
  const rows = scalarSize(d.key);
  const value = part(ends, d.value);
  const moved = permutedOrdinal(d.key);
  return {
    write: (c, p) => {
      if (!Array.isArray(c) || c.length !== rows) return false;
      if (p === null || moved === null) {
        for (let i = 0; i < rows; i++) if (!value.write(c[i], p)) return false;
        return true;
      }
      // The row that comes to stand at i was at the place that the permutation moves to i.
      for (let i = 0; i < rows; i++) if (!value.write(c[moved(i, p.from)], p)) return false;
      return true;
    },
    read: () => {
      const made: Cell[] = [];
      for (let i = 0; i < rows; i++) made.push(value.read());
      return made;
    },
  };
}

/** Up to this many possible members a set is one bit for each, above a list of those it has. */
const MOST_BITS = 64;

function set(ends: Ends, of: Domain): Part {
  const size = scalarSize(of);
  return size <= MOST_BITS ? setOfBits(ends, of, size) : setOfOrdinals(ends, of, size);
}

/** Ordinals of the members in any order; null where one is outside. */
function ordinals(of: Domain): (c: Cell, p: Permutation | null) => number[] | null {
  const ordinal = ordinalOf(of);
  const moved = permutedOrdinal(of);
  return (c, p) => {
    if (!(c instanceof Set)) return null;
    const found: number[] = [];
    for (const x of c) {
      const o = ordinal(x);
      if (o < 0) return null;
      found.push(p === null || moved === null ? o : moved(o, p.to));
    }
    return found;
  };
}

function setOfBits(ends: Ends, of: Domain, size: number): Part {
  const members = ordinals(of);
  const { nth } = enumeration(of);
  const words = Array.from({ length: Math.ceil(size / 16) }, (_, i) => ({
    start: i * 16,
    radix: 2 ** Math.min(16, size - i * 16),
  }));
  return {
    write: (c, p) => {
      const found = members(c, p);
      if (found === null) return false;
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
      return made;
    },
  };
}

function setOfOrdinals(ends: Ends, of: Domain, size: number): Part {
  const members = ordinals(of);
  const { nth } = enumeration(of);
  return {
    write: (c, p) => {
      const found = members(c, p)?.sort((a, b) => a - b);
      return found !== undefined && ends.out.put(found.length, size + 1) && found.every((o) => ends.out.put(o, size));
    },
    read: () => new Set(Array.from({ length: ends.in.get(size + 1) }, () => nth(ends.in.get(size)))),
  };
}

function seq(ends: Ends, of: Domain, max: number): Part {
  const element = part(ends, of);
  return {
    write: (c, p) => {
      if (!Array.isArray(c) || c.length > max || !ends.out.put(c.length, max + 1)) return false;
      for (let i = 0; i < c.length; i++) if (!element.write(c[i], p)) return false;
      return true;
    },
    read: () => Array.from({ length: ends.in.get(max + 1) }, () => element.read()),
  };
}

/** Which member, then the member's own digits. */
function union(ends: Ends, d: UnionDomain): Part {
  const members = d.of.map((m) => part(ends, m));
  return {
    write: (c, p) => {
      const i = memberIndex(d.of, c);
      return i >= 0 && ends.out.put(i, members.length) && (members[i] as Part).write(c, p);
    },
    read: () => (members[ends.in.get(members.length)] as Part).read(),
  };
}
