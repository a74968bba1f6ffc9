// Two workers on one memory find the same states as a plain search, level by level, every time. Guards against lost
// insertions, states inserted twice, chunks handed out twice, words interned twice, and growth beside a running instance.
// Not here: one instance alone (search.test.ts).
import { Worker } from "node:worker_threads";
import { afterAll, describe, expect, it } from "vitest";
import * as control from "../../ir/control-block.ts";
import { areaOf, createMemory, instantiate, type Regions, SMALL, scanned, word } from "./host.ts";
import { emitToy, type Found, searchPlainly, type ToyProgram, toy } from "./toy.ts";

/** A worker answers each call of an export with its result and its counts. */
const source = `
const { parentPort } = require("node:worker_threads");
let exports;
parentPort.on("message", ({ program, memory, area, call, args }) => {
  if (program) {
    exports = new WebAssembly.Instance(new WebAssembly.Module(program), { env: { memory } }).exports;
    exports.attach(area);
    exports.enter();
    parentPort.postMessage({});
  } else {
    const result = exports[call](...args);
    const { generated, distinct, checked } = exports;
    parentPort.postMessage({ result, counts: [generated, distinct, checked].map((g) => Number(g.value)) });
  }
});`;

interface Answer {
  readonly result: number;
  readonly counts: readonly [generated: number, distinct: number, checked: number];
}
const workers = [new Worker(source, { eval: true }), new Worker(source, { eval: true })];
afterAll(() => Promise.all(workers.map((w) => w.terminate())));

const ask = (worker: Worker, message: object): Promise<Answer> =>
  new Promise((answered) => {
    worker.once("message", answered);
    worker.postMessage(message);
  });
const call = (worker: Worker, name: string, ...args: number[]): Promise<Answer> => ask(worker, { call: name, args });

interface Together extends Found {
  readonly checked: number;
  readonly distinct: number;
}

async function searchTogether(program: ToyProgram, depth: number, regions: Regions, most: number): Promise<Together> {
  const memory = createMemory(program, { ...regions, instances: 3 });
  const host = instantiate(program, memory, 0);
  for (const [i, worker] of workers.entries())
    await ask(worker, { program: program.bytes, memory, area: areaOf(program, i + 1) });
  expect(host.prepare()).toBe(0);
  const finish = async (first: number): Promise<void> => {
    for (let code = first; code === control.TABLE_FULL; code = host.run(most)) expect(host.grow()).toBe(0);
    host.flushOut();
  };
  await finish(host.initial());
  const levels: number[] = [];
  let counts = [0, 0, 0];
  let before = 0;
  for (let d = 0; host.nextLevel() > 0; d++) {
    const distinct = Number(host.distinct.value) + (counts[1] ?? 0);
    levels.push(distinct - before);
    before = distinct;
    if (d === depth) break;
    for (let left = workers; left.length > 0; ) {
      const codes = await Promise.all(
        left.map(async (w) => {
          let code: number = control.MOST_REACHED;
          while (code === control.MOST_REACHED) code = (await call(w, "run", most)).result;
          return code;
        }),
      );
      expect(codes.every((c) => c === control.NOTHING_LEFT || c === control.TABLE_FULL)).toBe(true);
      left = left.filter((_, i) => codes[i] === control.TABLE_FULL);
      if (left.length > 0) expect(host.grow()).toBe(0);
    }
    const ended = await Promise.all(workers.map((w) => call(w, "flushOut")));
    counts = [0, 1, 2].map((k) => ended.reduce((sum, a) => sum + (a.counts[k] ?? 0), 0));
  }
  expect(word(memory, control.LOST)).toBe(0);
  expect(word(memory, control.COUNT)).toBe(before);
  const [generated = 0, , checked = 0] = counts;
  const states = scanned(program, memory, host);
  return {
    ...{ levels, states, distinct: before },
    ...{ generated: generated + Number(host.generated.value), checked: checked + Number(host.checked.value) },
  };
}

describe("two workers", () => {
  const cases: readonly (readonly [number[], number])[] = [
    [[14], 60],
    [[30], 34],
    [[40], 34],
    [[64], 34],
    [[64, 8], 28],
    [[64, 64], 24],
    [[40, 50, 20, 64, 12], 24],
  ];
  it("never insert a state twice, however often both come upon it", async () => {
    const program = emitToy(toy([18], 24));
    for (let round = 0; round < 4; round++) {
      const { distinct, generated } = await searchTogether(program, 1e9, SMALL, 4096);
      expect([distinct, generated]).toEqual([2 ** 18, 24 * 2 ** 18 + 1]);
    }
  });
  it("never intern a word twice", async () => {
    // Six bits of each word change, so that all states are reached.
    const of = toy([64, 64, 64], 12);
    const program = emitToy({
      ...of,
      steps: of.steps.map((step) => step.map((by) => (by << 58n) & ((1n << 64n) - 1n))),
    });
    for (let round = 0; round < 3; round++) {
      const { distinct, generated } = await searchTogether(program, 1e9, SMALL, 4096);
      expect([distinct, generated]).toEqual([2 ** 18, 12 * 2 ** 18 + 1]);
    }
  });
  it.each(cases)("find the same states of %j bits", async (words, depth) => {
    const of = toy(words, 4);
    const expected = searchPlainly(of, depth);
    const program = emitToy(of);
    for (const most of [16, 4096]) {
      const found = await searchTogether(program, depth, { ...SMALL, poolBytes: 1 << 22 }, most);
      expect(found.levels).toEqual(expected.levels);
      expect(found.states).toEqual(expected.states);
      expect(found.distinct).toBe(expected.states.length);
      expect(found.generated).toBe(expected.generated);
      expect(found.checked).toBe(expected.states.length);
    }
  });
});
