// The verdict and whether it is the expected one, for every outcome and every expectation. Guards against the worst
// that a report can do: to call something a success that is none.
import { describe, expect, it } from "vitest";
import type { Expect } from "../../ir/model.ts";
import { expectationText, isUnexpected } from "../../report/verdict.ts";
import { explained } from "./render.ts";
import { outcomes } from "./sample.ts";

const expectations: Readonly<Record<string, Expect>> = {
  holds: { kind: "holds" },
  oneRequest: { kind: "violates", what: "oneRequest" },
  "BUG_ON(!buffer_async_write(bh))": { kind: "violates", what: "BUG_ON(!buffer_async_write(bh))" },
  "State.bh[0].inFlight": { kind: "violates", what: "State.bh[0].inFlight" },
  deadlocks: { kind: "deadlocks" },
  window: { kind: "unreachable", what: "window" },
};

/** Outcome → the verdict, what failed, and the one expectation that it meets. */
const table = [
  ["holds", "holds", null, "holds"],
  ["violated", "violated", "oneRequest", "oneRequest"],
  ["asserted", "violated", "BUG_ON(!buffer_async_write(bh))", "BUG_ON(!buffer_async_write(bh))"],
  ["outOfRange", "violated", "State.bh[0].inFlight", null],
  ["deadlocked", "deadlocked", null, "deadlocks"],
  ["unreachable", "unreachable", "window", "window"],
  ["bounded", "incomplete", null, null],
] as const;

describe.each(table)("%s", (outcome, verdict, property, met) => {
  it("is named", () => {
    const report = explained(outcomes[outcome]);
    expect(report.verdict).toBe(verdict);
    expect(report.failure?.name ?? null).toBe(property);
  });

  it.each(Object.entries(expectations))("against %s", (name, expectation) => {
    const report = explained(outcomes[outcome], expectation);
    expect(report.expected).toBe(name === met);
    expect(isUnexpected(report)).toBe(name !== met && verdict !== "incomplete");
  });
});

it("has words for every expectation", () => {
  expect(Object.values(expectations).map(expectationText)).toEqual([
    "to hold",
    "oneRequest to be violated",
    "BUG_ON(!buffer_async_write(bh)) to be violated",
    "State.bh[0].inFlight to be violated",
    "to deadlock",
    "window to be unreachable",
  ]);
});
