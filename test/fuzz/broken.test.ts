// Specs with mistakes in them: those that ship, those of other tests and random ones, with words taken away, exchanged, doubled, and
// one expression, type or statement instead of another. Guards against crashes, internal errors and runs without end: every
// one of them comes to a diagnostic with a code, or to a verdict. At length: `npm run fuzz -- --broken`.
// Not here: what exactly is said of a mistake (reject.test.ts).
import { describe, expect, it } from "vitest";
import { judgeBroken, nthBroken, originals } from "./broken-run.ts";

const seed = 5;
const specs = 60;

describe("broken specs", () => {
  it("come to a verdict or a diagnostic with a code", async () => {
    const known = originals();
    expect(known.length).toBeGreaterThan(20);
    const wrong: string[] = [];
    let [refused, accepted] = [0, 0];
    for (let nth = 0; nth < specs; nth++) {
      const result = await judgeBroken(nthBroken(seed, nth, known));
      if (result.wrong !== null) wrong.push(`${nth}: ${result.wrong}`);
      if (result.codes.length > 0) refused++;
      if (result.verdicts.length > 0) accepted++;
    }
    expect(wrong).toEqual([]);
    expect(refused).toBeGreaterThan(specs / 2);
    expect(accepted).toBeGreaterThan(3);
  }, 60_000);

  it.each([
    "",
    "\u0000",
    "export",
    "const x",
    "import { spec } from 'racespec';",
    "}".repeat(500),
    "(".repeat(500),
    "/*",
    "`${",
  ])("%j is one as well", async (text) => {
    const { wrong, codes } = await judgeBroken(text);
    expect(wrong).toBeNull();
    expect(codes.length).toBeGreaterThan(0);
  });
});
