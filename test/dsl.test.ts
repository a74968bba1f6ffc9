// Running a spec instead of checking it: each export of dsl/ must then say what to do, not fail in some odd way later.
// Not here: what its types accept and refuse (dsl-types.ts), what the language means (test/cases).
import { describe, expect, it } from "vitest";
import * as dsl from "../dsl/index.ts";

describe("running a spec", () => {
  const functions = Object.entries(dsl).filter(([, value]) => typeof value === "function");

  it.each(functions)("%s says how to check it", (_, value) => {
    const isClass = String(value).startsWith("class ");
    const run = value as () => unknown;
    expect(() => (isClass ? Reflect.construct(run, []) : run())).toThrow(
      "a racespec spec is read, never run: check the file this was called from with `npx spec-check FILE`",
    );
  });
});

it("exports the language and nothing else", () => {
  const language = `
    Bag ValueMap ValueSet assert assume constant count deadlocks each every fill fillWith first holds pick same setOf some
    spec sum unreachable violates when`;
  expect(Object.keys(dsl).sort()).toEqual(language.trim().split(/\s+/));
});
