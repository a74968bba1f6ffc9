/**
 * The states of a block that are worth a look: generated code goes through all their steps, and few are left for us.
 * In: wanted states, which failures are watched for. Out: `createSieve`: a superset of the states that matter.
 * Not here: what exactly they show (`sweep.ts`).
 */
import { CHUNK_BASE, CHUNK_BYTES, FRESH } from "../../ir/control-block.ts";
import type { Failure } from "../../ir/outcome.ts";
import type { Shared } from "./records.ts";
import type { WordTable } from "./word-table.ts";

/** Bits of a mark (`compiler/5-emit/search/leads.ts`). */
const LEADS = 1;
const HAS_NO_STEP = 2;
const ASSERTION = 4;
const RANGE = 8;

export interface Sieve {
  /** Moves those of the `count` states at `plan.states` that matter to its front: where each of them stood. */
  sift(count: number): readonly number[];
}

/** `isOpen`: every state has to be looked at. */
export function createSieve(
  shared: Shared,
  wanted: WordTable | null,
  watched: readonly Failure[],
  isOpen: boolean,
): Sieve {
  const { instance, plan, bytes, words } = shared;
  const stateBytes = 8 * words;
  const place = wanted === null || wanted.count === 0 ? nothing : placeTable(shared, wanted);
  const look = watched.some((f) => f.kind === "assertion" || f.kind === "range") ? 1 : 0;
  const matter = watched.reduce((bits, f) => bits | bitOf(f), wanted === null ? 0 : LEADS);
  return {
    sift(count) {
      if (isOpen || place === null) return Array.from({ length: count }, (_, i) => i);
      const marks = plan.asked.base;
      instance.exports.leads(plan.states.base, count, place.slots, place.mask, place.keys, marks, look);
      const kept: number[] = [];
      for (let i = 0; i < count; i++) {
        if (((bytes[marks + i] as number) & matter) === 0) continue;
        const from = plan.states.base + i * stateBytes;
        bytes.copyWithin(plan.states.base + kept.length * stateBytes, from, from + stateBytes);
        kept.push(i);
      }
      return kept;
    },
  };
}

function bitOf(f: Failure): number {
  switch (f.kind) {
    case "deadlock":
      return HAS_NO_STEP;
    case "assertion":
      return ASSERTION;
    case "range":
      return RANGE;
    case "property":
      return 0;
  }
}

interface Place {
  readonly slots: number;
  readonly mask: number;
  readonly keys: number;
}

const nothing: Place = { slots: 0, mask: 0, keys: 0 };

/** Where the module finds the wanted states: at the end of the pool, which the search no longer fills. Null: no room. */
function placeTable({ plan, halves }: Shared, { states, slots }: WordTable): Place | null {
  const align = (address: number): number => Math.floor(address / 64) * 64;
  const keys = align(plan.pool.base + plan.pool.bytes - states.byteLength);
  const at = align(keys - slots.byteLength);
  const word = (address: number): number => halves[address / 4] as number;
  // One chunk more for what the search may still write.
  if (at < word(CHUNK_BASE) + (word(FRESH) + 1) * word(CHUNK_BYTES)) return null;
  halves.set(states, keys / 4);
  halves.set(slots, at / 4);
  return { slots: at, mask: slots.length - 1, keys };
}
