// What happens when memory is short. Guards against chunks that leak, levels that go on with states missing, and a search
// that is thought to be complete although its table or its pool was too small.
// Not here: searches with room enough (search.test.ts).
import { describe, expect, it } from "vitest";
import * as control from "../../ir/control-block.ts";
import { createMemory, type Exports, instantiate, type Regions, SMALL, word } from "./host.ts";
import { emitToy, searchPlainly, toy } from "./toy.ts";

const of = toy([40], 4);
const program = emitToy(of);
const DEPTH = 34;
const expected = searchPlainly(of, DEPTH);

function start(regions: Regions, release: 0 | 1): { readonly memory: WebAssembly.Memory; readonly one: Exports } {
  const memory = createMemory(program, regions);
  new Uint32Array(memory.buffer)[control.RELEASE / 4] = release;
  return { memory, one: instantiate(program, memory, 0) };
}

/** The chunks of the level that is expanded. */
function currentChunks(memory: WebAssembly.Memory): readonly number[] {
  const entries = new Uint32Array(
    memory.buffer,
    word(memory, control.CURRENT),
    2 * word(memory, control.CURRENT_COUNT),
  );
  return Array.from({ length: entries.length / 2 }, (_, i) => entries[2 * i] ?? 0);
}

describe("the pool", () => {
  it("has all its chunks again when `run` releases them", () => {
    const { memory, one } = start(SMALL, 1);
    expect(one.prepare()).toBe(0);
    one.initial();
    one.flushOut();
    for (let d = 0; one.nextLevel() > 0 && d < DEPTH; d++) {
      for (let code = 1; code !== control.NOTHING_LEFT; code = one.run(1000))
        if (code === control.TABLE_FULL) one.grow();
      one.flushOut();
    }
    const left = word(memory, control.CURRENT_COUNT);
    expect(word(memory, control.AVAILABLE)).toBe(word(memory, control.CHUNKS) - left);
  });

  it("may be filled up again by the host when it is empty", () => {
    // The levels kept need more than this; one level and the reserve fit in.
    const { memory, one } = start({ ...SMALL, poolBytes: 4200 * 90 }, 0);
    expect(one.prepare()).toBe(0);
    one.initial();
    one.flushOut();
    const kept: number[] = [];
    let refilled = 0;
    let before = 0;
    const levels: number[] = [];
    for (let d = 0; one.nextLevel() > 0; d++) {
      levels.push(Number(one.distinct.value) - before);
      before = Number(one.distinct.value);
      if (d === DEPTH) break;
      for (let code = 1; code !== control.NOTHING_LEFT; code = one.run(1000)) {
        if (code === control.TABLE_FULL) expect(one.grow()).toBe(0);
        if (code !== control.POOL_EMPTY) continue;
        refilled++;
        expect(kept.length).toBeGreaterThan(0);
        for (const chunk of kept.splice(0)) one.release(chunk);
      }
      one.flushOut();
      kept.push(...currentChunks(memory));
    }
    expect(levels).toEqual(expected.levels);
    expect(refilled).toBeGreaterThan(0);
    expect(word(memory, control.LOST)).toBe(0);
  });

  it("says so when a state is lost", () => {
    const many = emitToy(toy([40], 2, { initial: 60_000, room: true }));
    const memory = createMemory(many, { ...SMALL, poolBytes: 4200 * 60 });
    const one = instantiate(many, memory, 0);
    expect(one.prepare()).toBe(0);
    one.initial();
    expect(word(memory, control.LOST)).toBe(1);
  });

  it("is refused where it is smaller than the reserve", () => {
    const { one } = start({ ...SMALL, poolBytes: 4096 * 8 }, 1);
    expect(one.prepare()).toBe(2);
  });
});

describe("the table", () => {
  it("does not grow out of its region", () => {
    const { memory, one } = start({ ...SMALL, tableBytes: 1 << 18 }, 1);
    expect(one.prepare()).toBe(0);
    one.initial();
    one.flushOut();
    let code: number = control.NOTHING_LEFT;
    while (code !== control.TABLE_FULL || one.grow() === 0) {
      if (code === control.NOTHING_LEFT) {
        one.flushOut();
        expect(one.nextLevel()).toBeGreaterThan(0);
      }
      code = one.run(1000);
    }
    // 2^12 buckets of 64-bit slots: keys of 40 bits have no room in shorter ones there.
    expect(word(memory, control.COUNT)).toBeGreaterThan(0.92 * 2 ** 15 - 300);
    const end = word(memory, control.TABLE_BASE) + word(memory, control.TABLE_BYTES);
    const behind = new Uint8Array(memory.buffer, end, word(memory, control.POOL_BASE) - end);
    expect(behind.every((b) => b === 0)).toBe(true);
  });

  it("is refused where it is smaller than the smallest", () => {
    expect(start({ ...SMALL, tableBytes: 1 << 12 }, 1).one.prepare()).toBe(1);
  });
});
