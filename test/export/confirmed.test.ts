// Counts that rumur and Spin find on their own, of the shipped races and the published models, from programs that racespec
// writes; and what they find where a model fails. Guards against faults that all of our evaluators share: their reading of a
// step is nobody's here. What they said stands in confirmed.json with the programs that they were asked about: a program that
// has changed is asked about again, where they are installed (UPDATE=1 writes the answer down).
// Not here: single constructs (constructs.test.ts), what is refused (refused.test.ts).
import { afterAll, describe, expect, it } from "vitest";
import { exportModel } from "../../export/index.ts";
import { isTemporal, type SpecModel } from "../../ir/model.ts";
import { compiled, openSpec, shippedSpecs, tlaExamples } from "../compiled.ts";
import { generatedly } from "../engine/engines.ts";
import { ask, isInstalled, openBook, type Witness } from "./witnesses.ts";

const book = openBook("test/export/confirmed.json");
afterAll(() => book.close());

/** What is too much for a witness: bakery has millions of choices at the start, the others take it minutes. */
const beyond: { readonly [witness in Witness]: readonly string[] } = {
  murphi: ["bakery", "lamport-mutex", "simple-regular", "disruptor"],
  promela: ["bakery", "lamport-mutex", "simple-regular", "disruptor"],
};
const witnesses = ["murphi", "promela"] as const;

/** Of a spec the first model that holds: a witness stops at the first error, and so does its count. */
function modelOf(path: string): SpecModel | null {
  const spec = openSpec(path);
  const models = spec.models.map(({ name }) => compiled(spec, name));
  const holding = models.filter((m) => m.options.expect.kind === "holds");
  return holding.find((m) => m.name === "asPublished") ?? holding[0] ?? null;
}

/** Safety alone: symmetry must not be off for liveness's sake. */
const safety = (m: SpecModel): SpecModel => ({
  ...m,
  properties: m.properties.filter((p) => !isTemporal(p.kind)),
  fairness: [],
});

function programOf(model: SpecModel, to: Witness): string {
  const made = exportModel(model, to);
  return made.kind === "files" ? (made.files[0]?.text ?? "") : expect.fail(`${made.what} (line ${made.at?.line})`);
}

const paths = [...shippedSpecs, ...tlaExamples].filter((path) => !/bakery|lamport-mutex/.test(path));

describe("as many states", () => {
  it.each(paths)("%s", async (path) => {
    const model = modelOf(path);
    // All of its models fail somewhere.
    if (model === null) return expect(path).toMatch(/counter/);
    const ours = await generatedly(safety(model), { symmetry: false });
    expect(ours.kind).toBe("exhausted");
    for (const to of witnesses) {
      if (beyond[to].some((name) => path.endsWith(`/${name}.race.ts`))) continue;
      const program = programOf(model, to);
      const extra = program.includes("one state more than racespec counts") ? 1 : 0;
      const said = book.testimony(to, `${path} ${model.name}`, program);
      expect(said, `${to} ${path} ${model.name}`).toEqual({ states: ours.distinct + extra, error: null });
    }
  });
});

/** Models that fail, and the name of what fails. */
const failing: Readonly<Record<string, readonly [path: string, what: string]>> = {
  exchanged: ["specs/peterson-process.race.ts", "mutualExclusion"],
  withoutKjournaldAfterMunmap: ["specs/page-dirty-lost.race.ts", "nothingLostAfterMunmap"],
};

describe.each(witnesses)("the same failure, says %s", (to) => {
  it.each(Object.entries(failing))("%s", (name, [path, what]) => {
    const said = book.testimony(to, `${path} ${name}`, programOf(compiled(openSpec(path), name), to));
    expect(said.error).toContain(what);
  });
});

describe.each(witnesses)("asked now, %s says what it has said", (to) => {
  it.each(["specs/peterson-process.race.ts", "specs/two-phase-commit.race.ts"])("%s", (path) => {
    const model = modelOf(path) ?? expect.fail(`${path} has no model that holds`);
    const program = programOf(model, to);
    const written = book.testimony(to, `${path} ${model.name}`, program);
    expect(isInstalled[to] ? ask(to, program) : written).toEqual(written);
  });
});
