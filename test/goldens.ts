// In: a suite of test/cases and what its cases come to as text. Out: one test per case, held against `expected.txt`.
// UPDATE=1 rewrites the goldens; the diff is the review. Not here: what is written into them (lower.test.ts, check.test.ts).
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Spec } from "../compiler/index.ts";
import { openSpec } from "./compiled.ts";

/** Every case is a folder with a spec whose header tells its story. */
export function goldens(suite: string, text: (spec: Spec) => Promise<string>): void {
  const folder = join("test/cases", suite);
  describe.each(readdirSync(folder).sort())("%s", (name) => {
    const path = join(folder, name, "spec.race.ts");
    const golden = join(folder, name, "expected.txt");

    it("is as the golden says", async () => {
      const found = await text(openSpec(path));
      if (process.env.UPDATE === "1") writeFileSync(golden, found);
      expect(found).toBe(existsSync(golden) ? readFileSync(golden, "utf8") : "there is no golden: UPDATE=1 writes it");
    });

    it("tells its story in its header", () => {
      expect(readFileSync(path, "utf8")).toMatch(/^\/[/*]/);
    });
  });
}
