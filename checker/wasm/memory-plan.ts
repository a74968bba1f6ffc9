/**
 * What stands where in the shared memory: constants, the areas of instances, what the host exchanges with them, the
 * pool of levels, interned words, the table of all states.
 * In: a program, bytes there are, how many instances at most. Out: `MemoryPlan`.
 * Not here: the memory itself (`reserve.ts`), what happens inside the regions (`compiler/5-emit/search/`).
 */
import * as control from "../../ir/control-block.ts";
import type { Program } from "../../ir/program.ts";
import { NoMemory } from "./reserve.ts";

export interface Region {
  readonly base: number;
  readonly bytes: number;
}

export interface MemoryPlan {
  /** Base of the area of the i-th instance. */
  area(i: number): number;
  /** Packed states for an export to read: `blockStates` of them. */
  readonly states: Region;
  readonly blockStates: number;
  /** Records of an expansion: `blockRecords` of them. */
  readonly records: Region;
  readonly blockRecords: number;
  readonly recordBytes: number;
  /** As many packed states as there may be records, twice: what is asked and what comes back. */
  readonly asked: Region;
  readonly answers: Region;
  /** One packed state; the new index of every identity, as 32-bit words. */
  readonly single: Region;
  readonly renaming: Region;
  readonly pool: Region;
  readonly interns: Region;
  readonly table: Region;
}

/** Of a record before its words: parent, action, instance, choice, status, detail. */
export const RECORD_HEAD = 24;
/** Bytes of states that one call takes. */
const BLOCK = 256 * 1024;
const MOST_STATES = 1024;

export const aligned = (at: number): number => Math.ceil(at / 64) * 64;

export interface Wanted {
  /** Bytes of the memory. */
  readonly size: number;
  readonly instances: number;
  /** Of all id sets together. */
  readonly identities: number;
  /** Whether the table holds numbers of interned words. */
  readonly interns: boolean;
  /** Bytes of the regions of table and interns at most; with little, a chain of memories begins soon. */
  readonly most: RegionLimits | null;
}

/** Multiples of 64. */
export interface RegionLimits {
  readonly table: number;
  readonly interns: number;
}

/** Throws where the memory is too small for a search of this model. */
export function planMemory(program: Program, wanted: Wanted): MemoryPlan {
  const { size, instances, identities, interns: isInterned, most } = wanted;
  const stateBytes = 8 * program.layout.words.length;
  const recordBytes = RECORD_HEAD + stateBytes;
  const blockStates = Math.min(MOST_STATES, Math.max(1, Math.floor(BLOCK / stateBytes)));
  // A bucket of the table holds 16 states at most, and one at least is read at a time.
  const blockRecords = Math.max(16, 4 * blockStates);
  let end = aligned(program.fixedBytes);
  const take = (bytes: number): Region => {
    const base = end;
    end = aligned(end + bytes);
    return { base, bytes: aligned(bytes) };
  };
  const areas = take(aligned(program.areaBytes) * instances);
  const states = take(blockStates * stateBytes);
  const records = take(blockRecords * recordBytes);
  const asked = take(blockRecords * stateBytes);
  const answers = take(blockRecords * stateBytes);
  const single = take(stateBytes);
  const renaming = take(4 * identities);
  const limited = (bytes: number, limit: number | undefined): number => Math.min(bytes, limit ?? bytes);
  const table: Region = { base: size / 2, bytes: limited(size / 2, most?.table) };
  const interns: Region = isInterned
    ? { base: size / 4, bytes: limited(size / 4, most?.interns) }
    : { base: table.base, bytes: 0 };
  const pool: Region = { base: end, bytes: interns.base - end };
  if (pool.bytes <= 0) throw new NoMemory(size);
  return {
    area: (i) => areas.base + i * aligned(program.areaBytes),
    ...{
      states,
      blockStates,
      records,
      blockRecords,
      recordBytes,
      asked,
      answers,
      single,
      renaming,
      pool,
      interns,
      table,
    },
  };
}

/** Tells the module where its regions are. */
export function writePlan(plan: MemoryPlan, memory: WebAssembly.Memory, instances: number): void {
  const words = new DataView(memory.buffer);
  const put = (at: number, value: number): void => words.setUint32(at, value, true);
  put(control.TABLE_BASE, plan.table.base);
  put(control.TABLE_BYTES, plan.table.bytes);
  put(control.INTERN_BASE, plan.interns.base);
  put(control.INTERN_BYTES, plan.interns.bytes);
  put(control.POOL_BASE, plan.pool.base);
  put(control.POOL_BYTES, plan.pool.bytes);
  put(control.INSTANCES, instances);
  put(control.RELEASE, 1);
}
