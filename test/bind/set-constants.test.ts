// Constants replaced from the command line: the text of `--set` is read as the constant's type wants it, or refused.
// Guards against a value that means something else than what was typed. Not here: models' replacements (test/cases/reject).
import { describe, expect, it } from "vitest";
import { openText } from "../compiled.ts";

const spec = openText(`import { constant, spec, type Index } from "racespec";
export const N = constant(2);
export const PATCH = constant<"none" | "one load" | "3">("none");
export const LIMIT = constant<Index<4> | null>(null);
export const FAST = constant(false);
const { action, invariant } = spec<{ a: Index<typeof N> }>(() => ({ a: 0 }));
export const step = action((s) => { s.a = 0; });
export const fine = invariant((s) => s.a < N);
`);

const valueOf = (name: string, text: string): unknown => {
  const { value, diagnostics } = spec.compile("default", new Map([[name, text]]));
  return value === null ? diagnostics.map((d) => d.code) : value.constants.find((c) => c.name === name)?.value;
};

describe("--set", () => {
  it.each([
    ["N", "3", 3],
    ["N", "three", ["SPEC2032"]],
    ["N", "1.5", ["SPEC2032"]],
    ["PATCH", "one load", "one load"],
    ["PATCH", '"one load"', "one load"],
    ["PATCH", "3", "3"],
    ["PATCH", "two loads", ["SPEC2032"]],
    ["LIMIT", "null", null],
    ["LIMIT", "3", 3],
    ["LIMIT", "4", ["SPEC2032"]],
    ["FAST", "true", true],
    ["FAST", "yes", ["SPEC2032"]],
  ])("%s=%s", (name, text, expected) => {
    expect(valueOf(name, text)).toEqual(expected);
  });
});
