/**
 * A chain of memories: a table that has no more room moves to a memory of its own, where it is only asked, and the search
 * goes on in an empty one. So the number of states is bounded by the machine, not by what 32-bit addresses reach.
 * In: the memory of a search that rests. Out: `createChain`.
 * Not here: what the module does for it (`compiler/5-emit/search/missing.ts`), when a link is added (`wasm-engine.ts`).
 *
 * Frontier, areas and waiting states stay where they are. A state is known if the table of the first memory has it; where
 * that has not, the others are asked, the youngest first: near levels have most in common.
 */
import * as control from "../../ir/control-block.ts";
import type { Program } from "../../ir/program.ts";
import { type Asked, type Elsewhere, lookElsewhere } from "./elsewhere.ts";
import type { Exports, Instance } from "./instance.ts";
import { aligned, type MemoryPlan } from "./memory-plan.ts";
import { PAGE, type Reserve } from "./reserve.ts";

/** A table that is only asked. */
export interface Link {
  readonly asked: Asked;
  /** As this thread has it. */
  readonly exports: Pick<Exports, "scan">;
  readonly bytes: Uint8Array;
  readonly bucketBits: number;
}

export interface Chain {
  readonly links: readonly Link[];
  /** The links as the i-th instance has them, that of this thread being the 0-th. */
  askedBy(i: number): readonly Asked[];
  /** So many instances have room in all of them. */
  instances(): number;
  /** Bytes of the links that are in use: hardly anything is ever written to their areas. */
  held(): number;
  /** Bytes of one more. */
  need(): number;
  /**
   * Moves table and interned words to a link and makes them empty here. `own`: the area that this thread is attached to;
   * `others`: those that it is still to work in. False, and nothing has changed, where there is no memory.
   */
  add(own: number, others: readonly number[]): boolean;
}

/** What 32-bit addresses reach. */
const MOST_BYTES = 65536 * PAGE;

export interface First {
  readonly module: WebAssembly.Module;
  readonly instance: Instance;
  readonly bytes: Uint8Array;
  readonly halves: Uint32Array;
  readonly memory: WebAssembly.Memory;
  readonly plan: MemoryPlan;
  /** How many there may be at once. */
  readonly instances: number;
}

export function createChain(
  program: Program,
  { module, instance, bytes, halves, memory, plan, instances }: First,
  reserve: Reserve,
): Chain {
  const stateBytes = 8 * program.layout.words.length;
  const links: Link[] = [];
  let held = 0;
  const word = (at: number): number => halves[at / 4] as number;
  const tableBytes = (): number => control.BUCKET_BYTES * 2 ** word(control.BUCKET_BITS);
  /** Of the region of interned words: those at its base, and their index at its end. */
  const wordBytes = (): number => (instance.interns ? aligned(8 * word(control.INTERN_COUNT)) : 0);
  const indexBytes = (): number => (instance.interns ? 4 * 2 ** word(control.INTERN_BITS) : 0);
  const states = plan.blockRecords;
  /** Of one instance: its area, and what it puts states into. */
  const areaBytes = aligned(program.areaBytes);
  const placeBytes = areaBytes + aligned(states * stateBytes);
  const askedIn = (memory: WebAssembly.Memory, i: number): Asked => {
    const area = aligned(program.fixedBytes) + i * placeBytes;
    return { memory, area, base: area + areaBytes, states, stateBytes };
  };
  let places = instances;
  let elsewhere: Elsewhere | null = null;
  const need = (): number => wordBytes() + indexBytes() + tableBytes();

  return {
    links,
    need,
    held: () => held,
    instances: () => places,
    askedBy: (i) => links.map(({ asked }) => askedIn(asked.memory, i)),
    add(own, others) {
      const room = MOST_BYTES - aligned(program.fixedBytes) - need();
      const count = Math.min(places, Math.max(1, Math.floor(room / placeBytes)));
      const first = aligned(program.fixedBytes) + count * placeBytes;
      const further = reserve.more(first + need());
      if (further === null) return false;
      const asked = askedIn(further, 0);
      const link = { bytes: new Uint8Array(further.buffer), halves: new Uint32Array(further.buffer) };
      const [words, index, table] = [wordBytes(), indexBytes(), tableBytes()];
      const end = plan.interns.base + plan.interns.bytes;
      const moves = [
        { from: plan.interns.base, length: words },
        { from: end - index, length: index },
        { from: plan.table.base, length: table },
      ];
      let to = first;
      for (const { from, length } of moves) {
        link.bytes.set(bytes.subarray(from, from + length), to);
        to += length;
        bytes.fill(0, from, from + length);
      }
      for (const [at, value] of [
        [control.INTERN_BASE, first],
        [control.INTERN_BYTES, words + index],
        [control.TABLE_BASE, first + words + index],
        [control.TABLE_BYTES, table],
        ...[control.BUCKET_BITS, control.SLOT_BITS, control.INTERN_BITS].map((at) => [at, word(at)] as const),
      ] as const) {
        link.halves[at / 4] = value;
      }
      elsewhere ??= lookElsewhere(module, memory);
      instance.elsewhere.set(0, elsewhere.entry);
      const exports = elsewhere.add(asked).exports as unknown as Exports;
      links.push({ asked, exports, bytes: link.bytes, bucketBits: word(control.BUCKET_BITS) });
      places = count;
      held += need();
      for (const at of [control.COUNT, control.INTERN_COUNT, control.GROW_WANTED]) halves[at / 4] = 0;
      halves[control.CHAINED / 4] = 1;
      instance.exports.forget();
      for (const other of others) {
        instance.exports.attach(other);
        instance.exports.forget();
      }
      if (others.length > 0) instance.exports.attach(own);
      return true;
    },
  };
}
