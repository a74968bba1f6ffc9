// The packed evaluator against the interpreter, on every shipped and every oracle spec: what it does not leave to the cells
// must be exactly the interpreter's successors. Guards against wrong bits, lost picks, paths that leak into each other.
import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createStepping } from "../../checker/stepping.ts";
import type { SpecModel } from "../../ir/model.ts";
import type { StateValue } from "../../ir/outcome.ts";
import { compiled, interpretedTlaExamples, openSpec, shippedSpecs } from "../compiled.ts";
import { comparison, textOf } from "./compare.ts";

const oracle = readdirSync("test/oracle")
  .filter((name) => name.endsWith(".race.ts"))
  .map((name) => `test/oracle/${name}`);

/** Breadth first, so many states. */
function compare(model: SpecModel, most: number): string | null {
  const { packed, of } = comparison(model);
  if (process.env.PACKED_REPORT) {
    const name = `${model.file} ${model.name}`;
    for (const [i, why] of packed.left.entries())
      if (why !== null) console.log(`LEFT ${name} ${model.actions[i]?.name} ${why}`);
    console.log(`SIZE ${name} ${packed.bits} bits ${packed.bytes} bytes ${packed.checks}`);
  }
  const queue: StateValue[] = [];
  const seen = new Set<string>();
  const meet = (state: StateValue): void => {
    const text = textOf(state);
    if (seen.has(text) || seen.size >= most) return;
    seen.add(text);
    queue.push(state);
  };
  for (const { state, failure } of createStepping(model).initial()) {
    if (state !== null && failure === null) meet(state);
    if (seen.size >= most) break;
  }
  for (const state of queue) {
    const { wrong, all } = of(state);
    if (wrong !== null) return wrong;
    for (const s of all) if (s.state !== null && s.failure === null) meet(s.state);
  }
  return null;
}

const only = process.env.PACKED_ONLY;
describe.each(
  [...shippedSpecs, ...interpretedTlaExamples, ...oracle].filter((f) => only === undefined || f.includes(only)),
)("%s", (file) => {
  const spec = openSpec(file);
  const names = spec.models.map((m) => m.name);
  test.each(process.env.PACKED_ALL ? names : names.slice(0, 3))("%s", (name) => {
    expect(compare(compiled(spec, name), Number(process.env.RACESPEC_STATES ?? 150))).toBe(null);
  });
});
