// The ports of tlaplus/Examples beside specs/tla-examples/index.json: each has the counts that TLC found of the original, or the
// index says which one differs and why. Guards against faults that all of our own evaluators share: what a step is, what counts
// as generated, what a level is.
// Not here: that both engines agree on every state of them (engine/specs.test.ts), counts of other checkers (oracle.test.ts).
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { check } from "../checker/index.ts";
import { compiled, openSpec, tlaExamples } from "./compiled.ts";
import { generatedly } from "./engine/engines.ts";

interface Counts {
  readonly distinct: number;
  readonly generated: number;
  readonly depth: number;
}

interface Entry extends Counts {
  /** Below `specifications/` in tlaplus/Examples. */
  readonly published: string;
  readonly file: string;
  readonly model: string;
  /** Ours, where they are others than the published ones. */
  readonly differs?: Partial<Counts>;
  readonly note: string | null;
}

const folder = "specs/tla-examples";
const { models } = JSON.parse(readFileSync(`${folder}/index.json`, "utf8")) as { readonly models: readonly Entry[] };

/** As far as the slow evaluator is asked as well. */
const FEW = 2_000;

describe("the index", () => {
  it("has a port of every published model", () => {
    expect(models.length).toBe(30);
    expect(new Set(models.map(({ published }) => published)).size).toBe(30);
  });
  it("names files that are there", () => {
    for (const { file, published } of models) expect(tlaExamples, published).toContain(`${folder}/${file}`);
  });
  it("says why where a figure differs, and only there gives another one", () => {
    for (const { differs = {}, note, published, ...counts } of models) {
      for (const [name, ours] of Object.entries(differs))
        expect(ours, published).not.toBe(counts[name as keyof Counts]);
      if (Object.keys(differs).length > 0) expect(note, published).toBeTruthy();
    }
  });
});

describe("counts published for TLA+ specifications", () => {
  it.each(models)("$published", async ({ published, file, model, distinct, generated, depth, differs }) => {
    const of = compiled(openSpec(`${folder}/${file}`), model);
    const expected = { kind: "exhausted", distinct, generated, depth, ...differs };
    expect(await generatedly(of), published).toMatchObject(expected);
    if (distinct <= FEW) expect(await check(of), published).toMatchObject(expected);
  });
});
