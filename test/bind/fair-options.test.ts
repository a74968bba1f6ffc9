// The option `fair` with the constants of each model: what is `undefined` is no fairness. Guards against a model that assumes
// what its constants turn off. Not here: what fairness means (test/liveness).
import { expect, it } from "vitest";
import { compiled, openSpec } from "../compiled.ts";

it.each([
  ["none", []],
  ["weak", ["weak action 0", "weak action 1"]],
  ["strong", ["strong action 0", "weak action 1", "weak action 2"]],
])("of the model %s", (name, expected) => {
  const model = compiled(openSpec("test/cases/accept/fairness-by-constants/spec.race.ts"), name);
  const told = model.fairness.map(({ kind, of }) => `${kind} ${of.map((p) => `${p.kind} ${p.index}`).join()}`);
  expect(told.sort()).toEqual([...expected].sort());
});
