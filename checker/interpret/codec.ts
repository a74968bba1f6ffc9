/**
 * States to keys and back: exact, one string per state, also the least one among a state's images under permutations.
 * In: the state's domain. Out: `Codec`.
 * Not here: which value is outside its domain (`range.ts`), sets, maps and bags (`codec-collections.ts`), where keys are kept (`../seen-set.ts`).
 */
import { type Domain, type IntDomain, isScalar, type RecordDomain, type UnionDomain } from "../../ir/domain.ts";
import { scalarSize } from "../../ir/value.ts";
import { type Permutation, permutedOrdinal } from "../permutation.ts";
import { type Cell, type CellRecord, isRecord, memberIndex } from "./cell.ts";
import { bag, type Ends, map, type Part, type Read, set } from "./codec-collections.ts";
import { enumeration, ordinalOf } from "./domain-order.ts";
import { createPacker, createUnpacker, keyOf } from "./packer.ts";

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
      return set(ends, d);
    case "bag":
      return bag(ends, d);
    case "map":
      return map(ends, d, part(ends, d.value));
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
