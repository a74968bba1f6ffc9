// Guards against what is idle being looked for in every run, and against telling of one spec what was found in another.
// Not here: when an entry may be used at all (spec.test.ts).
import { expect, it } from "vitest";
import { check, fuse } from "../../checker/index.ts";
import { specCache } from "../../cli/cache/spec-cache.ts";
import { loadSpec } from "../../cli/spec.ts";
import { assemble, disassemble } from "../../compiler/index.ts";
import type { Vacuity } from "../../ir/vacuity.ts";
import { asked } from "../cli/fakes.ts";
import { compiler, folderInMemory } from "./kept-specs.ts";

const path = "a.race.ts";
const text = (most: number): string => `import { spec, when, type Int } from "racespec";
const { action, invariant } = spec<{ n: Int<0, 3> }>(() => ({ n: 0 }));
export const up = action((s) => { when(s.n < ${most}); s.n++; });
export const over = action((s) => { when(s.n === 3); s.n = 0; });
export const small = invariant((s) => s.n < 4);
`;

/** What is known before the run, and after it where nothing was. */
async function ran(spec: string, folder: ReturnType<typeof folderInMemory>): Promise<readonly (Vacuity | null)[]> {
  const compilerTools = async () => ({ compiler, fuse, assemble, disassemble });
  const disk = { read: () => null, took: () => {}, failed: () => {} };
  const cache = specCache(folder, "1");
  const found = await loadSpec(path, spec, asked([]), disk, { compilerTools, cache });
  const { model, vacuity: known = null } = await found.compile("default");
  if (model === null) expect.fail("it did not compile");
  const { vacuity = null } =
    known === null
      ? await check({ ...model, options: { ...model.options, deadlock: "ignore" } }, { vacuity: true })
      : {};
  if (vacuity !== null) found.learn("default", vacuity);
  found.keep();
  return [known, vacuity];
}

const kinds = (vacuity: Vacuity | null | undefined) => vacuity?.idle.map((i) => i.kind);

it("is found once, kept with the compiled model, and found anew for another text", async () => {
  const folder = folderInMemory();
  const [before, found] = await ran(text(2), folder);
  expect(before).toBeNull();
  expect(kinds(found)).toEqual(["neverTaken", "holdsAnyway"]);
  expect(await ran(text(2), folder)).toEqual([found, null]);
  const [other, foundThere] = await ran(text(3), folder);
  expect(other).toBeNull();
  expect(kinds(foundThere)).toEqual(["holdsAnyway"]);
});
