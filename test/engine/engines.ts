// In: models. Out: what both engines make of them: the generated one on a host of this test's own, with as many threads
// and as little memory as is asked for.
// Not here: what is compared (agreement.test.ts and others beside it).
import { expect } from "vitest";
import { check } from "../../checker/index.ts";
import type { SearchOptions } from "../../checker/search.ts";
import { createReserve } from "../../checker/wasm/reserve.ts";
import type { EngineHost } from "../../checker/wasm/wasm-engine.ts";
import { spawnThread } from "../../cli/search-threads.ts";
import { assemble } from "../../compiler/index.ts";
import type { SpecModel } from "../../ir/model.ts";
import type { Outcome } from "../../ir/outcome.ts";
import type { Program } from "../../ir/program.ts";

/** 1 GiB, hardly any of it touched: a process of the tests checks one model at a time. */
const reserve = createReserve(16_384);

export const testHost = (parts: Partial<EngineHost> = {}): EngineHost => ({
  reserve,
  spill: null,
  spawn: null,
  workers: 1,
  workersFrom: 0,
  wakeFrom: 0,
  maxMemory: Number.POSITIVE_INFINITY,
  memoryUsed: () => 0,
  collectGarbage: () => {},
  breathe: () => new Promise((resolve) => setImmediate(resolve)),
  ...parts,
});

/** Threads from the first state on. */
export const withWorkers = (workers: number): Partial<EngineHost> => ({ workers, spawn: spawnThread });

export function programOf(model: SpecModel, symmetry = true, packed = true): Program {
  const { value, diagnostics } = assemble(model, { symmetry, packed });
  expect(diagnostics).toEqual([]);
  return value ?? expect.fail(`${model.name} was not assembled`);
}

export interface Asked extends SearchOptions {
  /** False: only the cells evaluate. */
  readonly packed?: boolean;
}

/** What the generated code says. */
export function generatedly(model: SpecModel, asked: Asked = {}, host: Partial<EngineHost> = {}): Promise<Outcome> {
  const { symmetry = true, packed = true, ...options } = asked;
  const program = programOf(model, symmetry, packed);
  return check(model, { ...options, symmetry, generated: { program, host: testHost(host) } });
}

/** Fails the test where the engines differ in anything: verdict, failure, counts, depth, frontier, trace, witnesses. */
export async function agree(model: SpecModel, asked: Asked = {}, host: Partial<EngineHost> = {}): Promise<Outcome> {
  const slow = await check(model, asked);
  expect(await generatedly(model, asked, host), model.name).toEqual(slow);
  return slow;
}
