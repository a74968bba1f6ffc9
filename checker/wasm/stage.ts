/**
 * A module set up in the memory: regions placed, one instance attached, and how much of the memory it has taken.
 * In: a model, its program, the reserve. Out: `setUp`; throws `NoMemory` where there is too little.
 * Not here: the search (`wasm-engine.ts`), what stands where (`memory-plan.ts`).
 */
import * as control from "../../ir/control-block.ts";
import type { SpecModel } from "../../ir/model.ts";
import type { Program } from "../../ir/program.ts";
import { type Chain, createChain } from "./chain.ts";
import { instantiate } from "./instance.ts";
import { planMemory, type RegionLimits, writePlan } from "./memory-plan.ts";
import type { Shared } from "./records.ts";
import { NoMemory, type Reserve } from "./reserve.ts";

export interface Stage {
  readonly shared: Shared;
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly chain: Chain;
  /** Instances that have an area, the first one included. */
  readonly instances: number;
  /** A word of the control block. */
  word(at: number): number;
  tableBytes(): number;
  /** Table, interned words, chunks that were ever used, links of the chain. */
  usedBytes(): number;
  /** Nothing may touch the memory afterwards. */
  release(): void;
}

/** Share of the memory that areas may take: the more threads, the more of them. */
const AREAS = 1 / 4;

export interface StageOptions {
  readonly reserve: Reserve;
  readonly threads: number;
  readonly regions: RegionLimits | null;
}

export function setUp(model: SpecModel, program: Program, options: StageOptions): Stage {
  const { reserve } = options;
  const memory = reserve.take();
  try {
    return setUpIn(memory, model, program, options);
  } catch (thrown) {
    // Of what was written until now only the fixed part has to be clean.
    reserve.release([{ from: 0, to: program.fixedBytes }]);
    throw thrown;
  }
}

function setUpIn(
  memory: WebAssembly.Memory,
  model: SpecModel,
  program: Program,
  { reserve, threads, regions }: StageOptions,
): Stage {
  const size = memory.buffer.byteLength;
  const module = new WebAssembly.Module(program.bytes);
  const instance = instantiate(module, memory);
  const { exports, interns } = instance;
  const instances = Math.max(1, Math.min(threads, Math.floor((size * AREAS) / program.areaBytes)));
  const identities = model.idSets.reduce((n, s) => n + s.size, 0);
  const plan = planMemory(program, { size, instances, identities, interns, most: regions });
  writePlan(plan, memory, instances);
  exports.attach(plan.area(0));
  exports.enter();
  if (exports.prepare() !== 0) throw new NoMemory(size);

  const halves = new Uint32Array(memory.buffer);
  const bytes = new Uint8Array(memory.buffer);
  const chain = createChain(program, { module, instance, bytes, halves, memory, plan, instances }, reserve);
  const word = (at: number): number => halves[at / 4] as number;
  const tableBytes = (): number => control.BUCKET_BYTES * 2 ** word(control.BUCKET_BITS);
  const internBytes = (): number => (interns ? 8 * word(control.INTERN_COUNT) : 0);
  const indexBytes = (): number => (interns ? 4 * 2 ** word(control.INTERN_BITS) : 0);
  const chunks = (): number => Math.min(word(control.FRESH), word(control.CHUNKS));
  const chunkBytes = (): number => chunks() * word(control.CHUNK_BYTES);
  return {
    shared: {
      ...{ instance, plan, halves, words: program.layout.words.length },
      bytes,
      links: chain.links,
      units: new Uint16Array(memory.buffer),
    },
    ...{ module, memory, chain, instances, word, tableBytes },
    usedBytes: () => tableBytes() + internBytes() + indexBytes() + chunkBytes() + chain.held(),
    release() {
      const end = plan.interns.base + plan.interns.bytes;
      reserve.release([
        { from: 0, to: program.fixedBytes },
        { from: word(control.LINKS), to: word(control.LINKS) + 4 * chunks() },
        { from: word(control.CHUNK_BASE), to: word(control.CHUNK_BASE) + chunkBytes() },
        { from: plan.interns.base, to: plan.interns.base + internBytes() },
        { from: end - indexBytes(), to: end },
        { from: plan.table.base, to: plan.table.base + tableBytes() },
      ]);
    },
  };
}
