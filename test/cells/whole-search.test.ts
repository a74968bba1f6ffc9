// A whole search by the cells alone: every state counted once, every finding flagged, nothing else. Guards against steps that the
// drivers lose, images that are not restored between attempts, objects of one state that are overwritten by judging another.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkByReference } from "../../checker/reference.ts";
import { layOut } from "../../compiler/4-layout/layout.ts";
import { emit } from "../../compiler/5-emit/emit.ts";
import * as control from "../../ir/control-block.ts";
import type { SpecModel } from "../../ir/model.ts";
import type { Outcome } from "../../ir/outcome.ts";
import { models } from "../checker/random-models.ts";
import { compiled, openSpec } from "../compiled.ts";
import { createMemory, instantiate, SMALL, word } from "../search/host.ts";

interface Searched {
  readonly generated: number;
  readonly distinct: number;
  /** Classes of findings, as texts. */
  readonly found: readonly string[];
}

function search(model: SpecModel): Searched {
  const layout = layOut(model);
  const made = emit(model, layout, { symmetry: [], packed: false });
  const program = { ...made, words: layout.words.length } as Parameters<typeof createMemory>[0];
  const memory = createMemory(program, SMALL);
  const one = instantiate(program, memory, 0);
  expect(one.prepare()).toBe(0);
  const flags = new Uint8Array(memory.buffer, made.flags, made.flagCount);
  const isReachable = (flag: number): boolean => model.properties[flag - 3]?.kind === "reachable";
  const found = (): number[] => [...flags.keys()].filter((flag) => flags[flag] !== 0);
  const finish = (go: () => number): void => {
    for (let code = go(); code !== control.NOTHING_LEFT; code = go()) {
      if (code === control.TABLE_FULL) expect(one.grow()).toBe(0);
      else expect(code).toBe(control.MOST_REACHED);
    }
    one.flushOut();
  };
  finish(() => one.initial());
  // A level in which something is wrong is finished, and is the last.
  while (one.nextLevel() > 0 && found().every(isReachable)) finish(() => one.run(1000));
  expect(word(memory, control.LOST)).toBe(0);
  return {
    generated: Number(one.generated.value),
    distinct: Number(one.distinct.value),
    found: found().map((flag) => ["assertion", "range", "deadlock"][flag] ?? `property ${flag - 3}`),
  };
}

/** What an outcome says is found: its witnesses, and its failure, which is one of those of its level. */
const told = (o: Outcome): readonly string[] => [
  ...o.witnesses.map((w) => `property ${w.property}`),
  ...(o.kind === "deadlocked" ? ["deadlock"] : []),
  ...(o.kind === "violated" ? [o.failure.kind === "property" ? `property ${o.failure.property}` : o.failure.kind] : []),
];

function compare(model: SpecModel): void {
  const expected = checkByReference(model);
  const { generated, distinct, found } = search(model);
  expect({ generated, distinct }).toEqual({ generated: expected.generated, distinct: expected.distinct });
  expect(found).toEqual(expect.arrayContaining([...told(expected)]));
  if (expected.kind === "exhausted" || expected.kind === "unreachable")
    expect([...found].sort()).toEqual([...told(expected)].sort());
}

describe("a whole search", () => {
  it("comes to what the reference checker comes to, on random models", () => {
    fc.assert(fc.property(models, compare), { seed: 7, numRuns: 60 });
  }, 60_000);

  it.each([
    "specs/counter.race.ts",
    "specs/peterson-process.race.ts",
    "test/oracle/lost-wakeup.race.ts",
    "specs/tla-examples/alternating-bit.race.ts",
    "test/oracle/mcs-lock.race.ts",
    "specs/tla-examples/chang-roberts.race.ts",
    "specs/tla-examples/simple-allocator.race.ts",
  ])(
    "comes to what the reference checker comes to, on %s",
    (path) => {
      const spec = openSpec(path);
      for (const { name } of spec.models) compare(compiled(spec, name));
    },
    60_000,
  );
});
