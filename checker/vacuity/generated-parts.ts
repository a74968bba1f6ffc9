/**
 * Parts of the packed states that a search has kept, each combination once: the words under a mask.
 * In: levels of packed states, the layout. Out: `createGeneratedParts`, `someStates`.
 * Not here: the same of the interpreter's states (`interpreted-parts.ts`), what is asked of them (`decide.ts`).
 */
import type { Bits, Layout, Packing } from "../../ir/layout.ts";
import type { SpecModel } from "../../ir/model.ts";
import type { Parts } from "../engine.ts";
import { type CellRecord, toCell } from "../interpret/cell.ts";
import type { Decoder } from "../wasm/decode.ts";
import type { LevelStore } from "../wasm/level-store.ts";
import { WordTable } from "../wasm/word-table.ts";
import { mixed, smallest } from "./smallest.ts";

export function createGeneratedParts(
  model: SpecModel,
  layout: Layout,
  decoder: Decoder,
  levels: LevelStore,
  fields: ReadonlySet<string>,
): Parts {
  const words = layout.words.length;
  const mask = maskOf(layout, fields);
  const table = new WordTable(words, 64);
  const asked = [...model.state.fields.entries()].filter(([, f]) => fields.has(f.name));
  const masked = new Uint32Array(2 * words);
  return {
    add(level, most) {
      for (const block of levels.blocks(level)) {
        const halves = new Uint32Array(block.buffer, block.byteOffset, block.byteLength / 4);
        for (let at = 0; at < halves.length; at += 2 * words) {
          for (let i = 0; i < 2 * words; i++) masked[i] = (halves[at + i] as number) & (mask[i] as number);
          table.add(masked, 0);
          if (table.count > most) return table.count;
        }
      }
      return table.count;
    },
    cells(n) {
      const own = table.states.slice(n * 2 * words, (n + 1) * 2 * words);
      const state: CellRecord = {};
      for (const [i, { name, domain }] of asked)
        state[name] = toCell(domain, decoder.field(i, new BigUint64Array(own.buffer)));
      return state;
    },
  };
}

/** States of the least hashes, decoded. */
export function someStates(
  model: SpecModel,
  decoder: Decoder,
  levels: LevelStore,
  words: number,
  level: number,
  most: number,
): readonly CellRecord[] {
  const found = smallest(most);
  let base = 0;
  for (const block of levels.blocks(level)) {
    const halves = new Uint32Array(block.buffer, block.byteOffset, block.byteLength / 4);
    for (let at = 0; at < halves.length; at += 2 * words, base++) {
      let hash = 0x811c9dc5;
      for (let i = 0; i < 2 * words; i++) hash = mixed(hash ^ (halves[at + i] as number));
      found.offer(hash, base);
    }
  }
  const wanted = new Set(found.items());
  const states = new Map<number, CellRecord>();
  base = 0;
  for (const block of levels.blocks(level)) {
    const count = block.byteLength / (8 * words);
    for (const i of wanted) {
      if (i < base || i >= base + count) continue;
      const own = block.slice((i - base) * 8 * words, (i - base + 1) * 8 * words);
      states.set(i, toCell(model.state, decoder.value(new BigUint64Array(own.buffer))) as CellRecord);
    }
    base += count;
  }
  return found.items().map((i) => states.get(i) as CellRecord);
}

/** By halves of words. Bits that are zero stand for some value of every other field. */
function maskOf(layout: Layout, fields: ReadonlySet<string>): Uint32Array {
  const mask = new BigUint64Array(layout.words.length);
  const take = ({ word, shift, width }: Bits): void => {
    if (width > 0) mask[word] = (mask[word] as bigint) | (((1n << BigInt(width)) - 1n) << BigInt(shift));
  };
  for (const [i, field] of layout.state.domain.fields.entries())
    if (fields.has(field.name)) eachBits(layout.state.fields[i] as Packing, take);
  return new Uint32Array(mask.buffer);
}

function eachBits(p: Packing, take: (bits: Bits) => void): void {
  const all = (parts: readonly Packing[]): void => {
    for (const part of parts) eachBits(part, take);
  };
  switch (p.kind) {
    case "scalar":
      take(p.bits);
      // Where its process rests says whether it has a value at all.
      if (p.live !== undefined) take(p.live.pc);
      return;
    case "record":
      return all(p.fields);
    case "table":
      return all(p.rows);
    case "set":
      return p.members.forEach(take);
    case "listed":
      take(p.length);
      return p.members.forEach(take);
    case "map":
      for (const { present } of p.places) if (present !== null) take(present);
      return all(p.places.map((place) => place.value));
    case "entries":
      take(p.length);
      for (const { key } of p.entries) take(key);
      return all(p.entries.map((entry) => entry.value));
    case "seq":
      take(p.length);
      return all(p.elements);
    case "union":
      take(p.tag);
      return all(p.members);
  }
}
