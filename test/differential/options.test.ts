// `enabled`, `stepConstraint` and `constraint` against the same text run as JavaScript: counts, and what fails first.
// Guards against a step that is taken for possible and is not, and against states that a bound leaves out or lets in.
// Not here: next states (differential.test.ts), views, which JavaScript has no order for (test/cases/check).
import { describe, expect, it } from "vitest";
import { check } from "../../checker/index.ts";
import type { SpecModel } from "../../ir/model.ts";
import { byState, explore } from "../as-javascript/explore.ts";
import { openFile } from "../as-javascript/load.ts";
import { compiled, openSpec } from "../compiled.ts";

describe.each(["asking-what-is-enabled", "step-constraint-and-view"])("%s", (name) => {
  const path = `test/cases/check/${name}/spec.race.ts`;
  const spec = openSpec(path);
  const running = openFile(path);

  const models = spec.models.map((m) => compiled(spec, m.name)).filter(isComparable);

  it.each(models.map((m) => [m.name, m] as const))("%s", async (of, model) => {
    const outcome = await check(model, { symmetry: false });
    const loaded = running.load(of);
    const { worlds, generated, depth, problems, complete } = explore(loaded, byState(loaded));
    expect(complete).toBe(true);
    if (outcome.kind === "violated") {
      const { failure, trace } = outcome;
      const property = failure.kind === "property" ? model.properties[failure.property]?.name : failure.kind;
      expect([property, trace.steps.length]).toEqual([problems[0]?.text, Math.min(...problems.map((p) => p.steps))]);
    } else {
      expect(outcome).toMatchObject({ kind: "exhausted", distinct: worlds.length, generated, depth });
      expect(problems).toEqual([]);
    }
  });
});

/** What the other side knows nothing of: the order in which a view meets states, and step invariants that fail. */
function isComparable({ options: { view, expect }, properties }: SpecModel): boolean {
  const broken = expect.kind === "violates" ? properties.find((p) => p.name === expect.what) : undefined;
  return view === null && broken?.kind !== "stepInvariant";
}
