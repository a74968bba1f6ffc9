// What each construct of the language is in Murphi and Promela: rumur and Spin find as many states of a small spec as we do, or
// the same error. Guards against a meaning that changes on the way.
// Where neither is installed, what they said of these very programs stands (constructs.json; UPDATE=1 asks again).
// Not here: whole models (confirmed.test.ts), TLA+ (tla.test.ts), whose checker is on no machine that tests run on.
import { afterAll, describe, expect, it } from "vitest";
import { exportModel } from "../../export/index.ts";
import type { SpecModel } from "../../ir/model.ts";
import { compiled, openText } from "../compiled.ts";
import { generatedly } from "../engine/engines.ts";
import { constructs, failing } from "./constructs.ts";
import { openBook, type Witness } from "./witnesses.ts";

const book = openBook("test/export/constructs.json");
afterAll(() => book.close());

function programOf(model: SpecModel, to: Witness): string {
  const made = exportModel(model, to);
  return made.kind === "files" ? (made.files[0]?.text ?? "") : expect.fail(`${made.what} (line ${made.at?.line})`);
}

describe.each(["murphi", "promela"] as const)("%s", (to) => {
  it.each(Object.keys(constructs))("%s", async (name) => {
    const model = compiled(openText(constructs[name] as string), "m");
    const ours = await generatedly(model, { symmetry: false });
    expect(ours.kind).toBe("exhausted");
    expect(ours.distinct).toBeGreaterThan(2);
    const program = programOf(model, to);
    const extra = program.includes("one state more than racespec counts") ? 1 : 0;
    expect(book.testimony(to, name, program)).toEqual({ states: ours.distinct + extra, error: null });
  });

  it.each(Object.keys(failing))("%s", async (name) => {
    const { text, says } = failing[name] as { text: string; says: string };
    const model = compiled(openText(text), "m");
    expect((await generatedly(model, { symmetry: false })).kind).toBe("violated");
    const { error } = book.testimony(to, name, programOf(model, to));
    expect(error?.replaceAll("_", " ")).toContain(says);
  });
});
