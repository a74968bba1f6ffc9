/**
 * Packed states and the values that they stand for.
 * In: a layout, words. Out: `createDecoder`: values of words and words of values.
 * Not here: where the parts of a state stand (`compiler/4-layout/`), the same in generated code (`compiler/5-emit/`).
 */
import { type Domain, size } from "../../ir/domain.ts";
import type { Layout, Packing } from "../../ir/layout.ts";
import type { StateValue } from "../../ir/outcome.ts";
import { memberOf, ordinal, type Value } from "../../ir/value.ts";
import { get, getWide, isWide, type Packed, packed, put, putWide, type Words } from "./bits.ts";
import { valueAt } from "./value-at.ts";

export type { Words };

export interface Decoder {
  value(words: Words): StateValue;
  /** One field of the state, by its index. */
  field(index: number, words: Words): Value;
  /** Of a state inside its domain; throws where it is outside. */
  words(state: StateValue): Words;
}

export function createDecoder(layout: Layout): Decoder {
  return {
    value: (words) => read(layout.state, packed(words)) as StateValue,
    field: (index, words) => read(layout.state.fields[index] as Packing, packed(words)),
    words(state) {
      const words = new BigUint64Array(layout.words.length);
      write(layout.state, state, packed(words));
      return words;
    },
  };
}

function read(p: Packing, words: Packed): Value {
  switch (p.kind) {
    case "scalar":
      if (p.live !== undefined && !p.live.at.includes(get(words, p.live.pc))) return undefined;
      return isWide(p.bits) ? wideAt(p.domain, getWide(words, p.bits)) : valueAt(p.domain, get(words, p.bits));
    case "record":
      return Object.fromEntries(p.domain.fields.map((f, i) => [f.name, read(p.fields[i] as Packing, words)]));
    case "table":
      return p.rows.map((row) => read(row, words));
    case "set":
      return p.members.flatMap((at, o) => (get(words, at) === 1 ? [valueAt(p.domain.of, o)] : []));
    case "listed":
      return p.members.slice(0, get(words, p.length)).map((at) => valueAt(p.domain.of, get(words, at)));
    case "map":
      return p.places.flatMap(({ present, value }, o) => {
        const found = present === null || get(words, present) === 1 ? read(value, words) : undefined;
        const isThere = present === null ? found !== undefined : get(words, present) === 1;
        return isThere ? [[valueAt(p.domain.key, o), found]] : [];
      });
    case "entries":
      return p.entries
        .slice(0, get(words, p.length))
        .map(({ key, value }) => [valueAt(p.domain.key, get(words, key)), read(value, words)]);
    case "seq":
      return p.elements.slice(0, get(words, p.length)).map((e) => read(e, words));
    case "union":
      return read(p.members[get(words, p.tag)] as Packing, words);
  }
}

function write(p: Packing, v: Value, words: Packed): void {
  switch (p.kind) {
    case "scalar":
      // A dead local: its bits are zero.
      if (p.live !== undefined && v === undefined) return;
      return isWide(p.bits)
        ? putWide(words, p.bits, wideOrdinal(p.domain, v))
        : put(words, p.bits, ordinal(p.domain, v));
    case "record": {
      const record = v as { readonly [field: string]: Value };
      for (const [i, f] of p.domain.fields.entries()) write(p.fields[i] as Packing, record[f.name], words);
      return;
    }
    case "table":
      for (const [i, row] of p.rows.entries()) write(row, (v as readonly Value[])[i], words);
      return;
    case "set":
      for (const member of v as readonly Value[]) put(words, part(p.members, ordinal(p.domain.of, member)), 1);
      return;
    case "listed": {
      const ordinals = (v as readonly Value[]).map((member) => ordinal(p.domain.of, member)).sort((a, b) => a - b);
      put(words, p.length, ordinals.length);
      for (const [i, o] of ordinals.entries()) put(words, part(p.members, i), o);
      return;
    }
    case "map":
      for (const { o, value } of entriesOf(p.domain.key, v)) {
        const place = part(p.places, o);
        if (place.present !== null) put(words, place.present, 1);
        write(place.value, value, words);
      }
      return;
    case "entries": {
      const found = entriesOf(p.domain.key, v);
      put(words, p.length, found.length);
      for (const [i, { o, value }] of found.entries()) {
        const entry = part(p.entries, i);
        put(words, entry.key, o);
        write(entry.value, value, words);
      }
      return;
    }
    case "seq": {
      const elements = v as readonly Value[];
      put(words, p.length, elements.length);
      for (const [i, element] of elements.entries()) write(part(p.elements, i), element, words);
      return;
    }
    case "union": {
      const member = p.domain.of.indexOf(memberOf(p.domain.of, v));
      put(words, p.tag, member);
      return write(p.members[member] as Packing, v, words);
    }
  }
}

function part<T>(of: readonly T[], i: number): T {
  const found = of[i];
  if (found === undefined) throw new Error("a member outside its domain, or more than its bound");
  return found;
}

/** Of a map, by ordinal of their keys, ascending. */
const entriesOf = (key: Domain, v: Value): readonly { readonly o: number; readonly value: Value }[] =>
  (v as readonly (readonly Value[])[]).map(([k, value]) => ({ o: ordinal(key, k), value })).sort((a, b) => a.o - b.o);

/** The value of a scalar domain that has this ordinal, past what a number holds exactly. */
function wideAt(d: Domain, o: bigint): Value {
  if (d.kind === "int") return Number(BigInt(d.lo) + o);
  if (d.kind !== "union") return valueAt(d, Number(o));
  let base = 0n;
  for (const member of d.of) {
    const count = countOf(member);
    if (o < base + count) return wideAt(member, o - base);
    base += count;
  }
  throw new Error(`no value ${o} in a union`);
}

/** The ordinal of `ir/value.ts`, exact for ranges of any width; -1 where the value is no member. */
function wideOrdinal(d: Domain, v: Value): bigint {
  if (d.kind === "int") return ordinal(d, v) < 0 ? -1n : BigInt(v as number) - BigInt(d.lo);
  if (d.kind !== "union") return BigInt(ordinal(d, v));
  let base = 0n;
  for (const member of d.of) {
    const o = wideOrdinal(member, v);
    if (o >= 0n) return base + o;
    base += countOf(member);
  }
  return -1n;
}

/** Number of values of a scalar domain. */
function countOf(d: Domain): bigint {
  const count = size(d);
  if (count === null) throw new Error(`not counted: ${d.kind}`);
  return count;
}
