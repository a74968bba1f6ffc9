// The packed evaluator against the interpreter, on every shipped and every oracle spec: what it does not leave to the cells
// must be exactly the interpreter's successors. Guards against wrong bits, lost picks, paths that leak into each other.
import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createStepping } from "../../checker/stepping.ts";
import type { SpecModel } from "../../ir/model.ts";
import type { StateValue } from "../../ir/outcome.ts";
import { compiled, openSpec, shippedSpecs } from "../compiled.ts";
import { packedSteps } from "./packed-steps.ts";

const textOf = (state: StateValue): string =>
  JSON.stringify(state, (_, v) => (v === undefined ? "(undefined)" : (v?.text ?? v)));

const oracle = readdirSync("test/oracle")
  .filter((name) => name.endsWith(".race.ts"))
  .map((name) => `test/oracle/${name}`);

/** Breadth first, so many states. */
function compare(model: SpecModel, most: number): string | null {
  const stepping = createStepping(model);
  const packed = packedSteps(model);
  if (process.env.PACKED_REPORT)
    for (const [i, why] of packed.left.entries())
      if (why !== null) console.log(`LEFT ${model.file} ${model.name} ${model.actions[i]?.name} ${why}`);
  if (process.env.PACKED_REPORT)
    console.log(`SIZE ${model.file} ${model.name} ${packed.bits} bits ${packed.bytes} bytes ${packed.checks}`);
  const queue: StateValue[] = [];
  const seen = new Set<string>();
  const meet = (state: StateValue): void => {
    const text = textOf(state);
    if (seen.has(text) || seen.size >= most) return;
    seen.add(text);
    queue.push(state);
  };
  for (const { state, failure } of stepping.initial()) {
    if (state !== null && failure === null) meet(state);
    if (seen.size >= most) break;
  }
  for (const state of queue) {
    const all = stepping.successors(state);
    const { states, troubled } = packed.successors(state);
    const isOurs = (action: number): boolean => packed.left[action] === null;
    const instance = (s: (typeof all)[number]): string => {
      const { params } = model.actions[s.action] as SpecModel["actions"][number];
      return `${s.action}:${instanceOf(
        params.map((p) => p.domain),
        s.args,
      )}`;
    };
    const expected = all.filter((s) => isOurs(s.action) && !troubled.includes(instance(s)));
    const wrong = expected.find((s) => s.failure !== null);
    if (wrong !== undefined) return `${textOf(state)}: a failure of ${wrong.action} went unseen`;
    const ours = states.map(textOf).sort();
    const theirs = expected.map((s) => textOf(s.state as StateValue)).sort();
    if (ours.join("\n") !== theirs.join("\n"))
      return `${textOf(state)}\npacked:\n${ours.join("\n")}\ninterpreter:\n${theirs.join("\n")}`;
    for (const s of all) if (s.state !== null && s.failure === null) meet(s.state);
  }
  return null;
}

import type { Domain } from "../../ir/domain.ts";
import { isScalar, size } from "../../ir/domain.ts";
import { ordinal, scalarSize, values } from "../../ir/value.ts";

const instanceOf = (domains: readonly Domain[], args: readonly unknown[]): number =>
  domains.reduce((n, d, i) => {
    const at = isScalar(d)
      ? ordinal(d, args[i])
      : [...values(d)].findIndex((v) => JSON.stringify(v) === JSON.stringify(args[i]));
    return n * (isScalar(d) ? scalarSize(d) : Number(size(d))) + at;
  }, 0);

const only = process.env.PACKED_ONLY;
describe.each([...shippedSpecs, ...oracle].filter((f) => only === undefined || f.includes(only)))("%s", (file) => {
  const spec = openSpec(file);
  const names = spec.models.map((m) => m.name);
  test.each(process.env.PACKED_ALL ? names : names.slice(0, 3))("%s", (name) => {
    expect(compare(compiled(spec, name), Number(process.env.RACESPEC_STATES ?? 150))).toBe(null);
  });
});
