// The house rules, read off the files themselves: who imports whom, names, lengths, what may stand in a text. Guards
// against the slow decay that no other test sees. Each rule is also shown made-up files that break it and files that
// only seem to, so that none of them passes because it looks at nothing.
// Not here: the rules (house/import-rules.ts, house/text-rules.ts).
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { importRules } from "./house/import-rules.ts";
import type { MadeUp } from "./house/rule.ts";
import { house, readHouse } from "./house/sources.ts";
import { textRules } from "./house/text-rules.ts";

const ours = readHouse(dirname(dirname(fileURLToPath(import.meta.url))));
const madeUp = (files: MadeUp) => house(Object.entries(files).map(([path, text]) => ({ path, text })));

describe.each([...importRules, ...textRules])("$name", ({ find, broken, kept }) => {
  it("is kept", () => {
    expect(find(ours)).toEqual([]);
  });

  it("is seen to be broken", () => {
    for (const files of broken) expect(find(madeUp(files)), JSON.stringify(files)).not.toEqual([]);
  });

  it("is not seen broken where it is kept", () => {
    expect(find(madeUp(kept))).toEqual([]);
  });
});

it("sees the repository", () => {
  expect(ours.sources.map(({ path }) => path)).toEqual(expect.arrayContaining(["dsl/index.ts", "test/house.test.ts"]));
});
