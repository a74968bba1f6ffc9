// The smallest host of a search: what ir/control-block.ts asks of one, for tests.
// Not here: the host in production (checker/wasm/).
import * as control from "../../ir/control-block.ts";
import type { Found, ToyProgram } from "./toy.ts";

export interface Exports {
  attach(area: number): void;
  enter(): void;
  prepare(): number;
  initial(): number;
  run(most: number): number;
  flushOut(): void;
  nextLevel(): number;
  grow(): number;
  scan(from: number, to: number, out: number): number;
  contains(state: number): number;
  release(chunk: number): void;
  readonly generated: WebAssembly.Global;
  readonly distinct: WebAssembly.Global;
  readonly checked: WebAssembly.Global;
}

export interface Regions {
  readonly tableBytes: number;
  readonly internBytes: number;
  readonly poolBytes: number;
  readonly instances: number;
}
export const SMALL: Regions = { tableBytes: 1 << 24, internBytes: 1 << 23, poolBytes: 1 << 24, instances: 1 };

const aligned = (n: number): number => Math.ceil(n / 64) * 64;
/** Where instance i has its area. */
export const areaOf = (program: ToyProgram, i: number): number => aligned(program.fixedBytes) + i * program.areaBytes;

/** A memory with regions as given, and their bounds in the control block. */
export function createMemory(
  program: ToyProgram,
  { tableBytes, internBytes, poolBytes, instances }: Regions,
): WebAssembly.Memory {
  const tableBase = areaOf(program, instances);
  const internBase = tableBase + tableBytes;
  const poolBase = internBase + internBytes;
  const pages = Math.ceil((poolBase + poolBytes) / 65536);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: 65536, shared: true });
  const words = new Uint32Array(memory.buffer, 0, control.CONTROL_BYTES / 4);
  const put = (at: number, value: number): void => {
    words[at / 4] = value;
  };
  put(control.TABLE_BASE, tableBase);
  put(control.TABLE_BYTES, tableBytes);
  put(control.INTERN_BASE, internBase);
  put(control.INTERN_BYTES, internBytes);
  put(control.POOL_BASE, poolBase);
  put(control.POOL_BYTES, poolBytes);
  put(control.INSTANCES, instances);
  put(control.RELEASE, 1);
  return memory;
}

export function instantiate(program: ToyProgram, memory: WebAssembly.Memory, i: number): Exports {
  const module = new WebAssembly.Module(program.bytes);
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const made = exports as unknown as Exports;
  made.attach(areaOf(program, i));
  made.enter();
  return made;
}

export const word = (memory: WebAssembly.Memory, at: number): number =>
  new Uint32Array(memory.buffer, 0, control.CONTROL_BYTES / 4)[at / 4] ?? 0;

/** All states of the table, words joined, sorted. */
export function scanned(program: ToyProgram, memory: WebAssembly.Memory, of: Exports): string[] {
  const buckets = 2 ** word(memory, control.BUCKET_BITS);
  const found: string[] = [];
  // The pool is not in use any more.
  const out = aligned(word(memory, control.POOL_BASE));
  for (let from = 0; from < buckets; from += 64) {
    const n = of.scan(from, Math.min(from + 64, buckets), out);
    const words = new BigUint64Array(memory.buffer, out, n * program.words);
    for (let i = 0; i < n; i++) found.push(words.slice(i * program.words, (i + 1) * program.words).join());
  }
  return found.sort();
}

export interface Searched extends Found {
  readonly checked: number;
  readonly distinct: number;
  readonly grown: number;
  readonly lost: number;
}

/** A whole search by one instance, up to so many levels after the initial one. */
export function search(program: ToyProgram, depth: number, regions: Regions = SMALL, most = 100): Searched {
  const memory = createMemory(program, regions);
  const one = instantiate(program, memory, 0);
  const prepared = one.prepare();
  if (prepared !== 0) throw new Error(`prepare gives ${prepared}`);
  let grown = 0;
  const finish = (first: number): void => {
    for (let code = first; code !== control.NOTHING_LEFT; code = one.run(most)) {
      if (code === control.TABLE_FULL) {
        grown++;
        if (one.grow() !== 0) throw new Error("the table's region is used up");
      } else if (code !== control.MOST_REACHED) throw new Error(`run gives ${code}`);
    }
    one.flushOut();
  };
  finish(one.initial());
  const levels: number[] = [];
  let before = 0;
  for (let d = 0; one.nextLevel() > 0; d++) {
    const distinct = Number(one.distinct.value);
    levels.push(distinct - before);
    before = distinct;
    if (d === depth) break;
    finish(control.MOST_REACHED);
  }
  const lost = word(memory, control.LOST);
  const states = scanned(program, memory, one);
  const [generated, checked] = [Number(one.generated.value), Number(one.checked.value)];
  return { levels, states, generated, checked, distinct: before, grown, lost };
}
