// In: specs as text, models. Out: what is said to be idle in them, in the words of the spec, by each engine.
// Not here: what it should be (kinds.test.ts, brute-force.test.ts).
import { expect } from "vitest";
import { check } from "../../checker/index.ts";
import type { SpecModel } from "../../ir/model.ts";
import type { Outcome } from "../../ir/outcome.ts";
import type { Span } from "../../ir/span.ts";
import type { Idle, Vacuity } from "../../ir/vacuity.ts";
import { compiled, openText } from "../compiled.ts";
import { programOf, testHost } from "../engine/engines.ts";

export interface Way {
  readonly engine: "wasm" | "interpret";
  readonly symmetry: boolean;
}

export const ways: readonly Way[] = [
  { engine: "wasm", symmetry: true },
  { engine: "wasm", symmetry: false },
  { engine: "interpret", symmetry: true },
  { engine: "interpret", symmetry: false },
];

export function lookedAt(model: SpecModel, { engine, symmetry }: Way): Promise<Outcome> {
  const generated = engine === "wasm" ? { program: programOf(model, symmetry), host: testHost() } : null;
  return check(model, { generated, symmetry, vacuity: true });
}

const imports = `import { spec, constant, when, assert, pick, first, each, every, some, count, fill, fillWith, same, unreachable,
  type Id, type Index, type Int, type Seq } from "racespec";\n`;

export interface Told {
  readonly lines: readonly string[];
  readonly vacuity: Vacuity;
}

/** What every engine says of a model of a spec, the same from each, a line for each thing that is idle. */
export async function idleIn(text: string, name = "default"): Promise<Told> {
  const whole = imports + text;
  const model = compiled(openText(whole), name);
  const all = [];
  for (const way of ways) {
    const { vacuity = null } = await lookedAt(model, way);
    all.push({ lines: vacuity?.idle.map((idle) => line(model, idle, whole)) ?? ["nothing is known"], vacuity });
  }
  const [told] = all;
  for (const other of all) expect(other).toEqual(told);
  return { lines: told?.lines ?? [], vacuity: told?.vacuity ?? { idle: [], undecided: [] } };
}

function line(model: SpecModel, idle: Idle, text: string): string {
  const at = (s: Span): string => text.slice(s.start, s.end).replace(/\s+/g, " ");
  switch (idle.kind) {
    case "neverTaken": {
      const { miss } = idle;
      const name = model.actions[idle.action]?.name;
      if (miss === null) return `never taken: ${name}`;
      const values = miss.values.map((v) => `${at(v.at)} = ${JSON.stringify(v.value)}`).join(", ");
      const lacks = miss.lacks === null ? "something to pick" : at(miss.lacks);
      const others = miss.others === 0 ? "" : ` and ${miss.others} more`;
      return `never taken: ${name}; after ${miss.steps} (${miss.args.join(", ")}) ${miss.holding} hold, not ${lacks}${others} [${values}]`;
    }
    case "neverReached":
      return `never reached: ${idle.process} ${idle.label}`;
    case "premise":
      return `always ${idle.always}: ${at(idle.at)} → ${idle.idle === null ? "the rest" : at(idle.idle)}`;
    case "neverBlocks":
      return `never blocks: ${at(idle.at)}`;
    case "holdsAnyway":
      return `holds anyway: ${model.properties[idle.property]?.name}`;
  }
}
