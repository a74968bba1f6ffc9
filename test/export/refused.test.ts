// What is not written since it might mean something else there, with the reason that is given. Guards against programs that
// are nearly the same. Each spec is one that we check ourselves.
// Not here: what is written (constructs.test.ts).
import { describe, expect, it } from "vitest";
import type { ExportFormat } from "../../export/formats.ts";
import { exportModel } from "../../export/index.ts";
import { compiled, openText } from "../compiled.ts";

const spec = (names: string, state: string, initial: string, rest: string, options = ""): string =>
  `import { spec, ${names} } from "racespec";\ninterface State { ${state} }\n` +
  `const { action, invariant, model } = spec<State>(() => (${initial}));\n${rest}\n` +
  `export const fine = invariant(() => true);\nexport const m = model({}, { deadlock: "ignore"${options} });\n`;

const everywhere = ["murphi", "promela", "tla"] as const;
const imperative = ["murphi", "promela"] as const;

const refused: Readonly<Record<string, readonly [to: readonly ExportFormat[], text: string, why: RegExp]>> = {
  "an effect after what it changes was looked at": [
    everywhere,
    spec(
      "type Int",
      "x: Int<0, 9>; y: Int<0, 9>",
      "{ x: 0, y: 0 }",
      `function next(s: State): number { s.x = (s.x + 1) % 5; return s.x; }
       export const go = action((s) => { s.y = s.x + next(s); });`,
    ),
    /looked at before/,
  ],
  "a change by a name for one of two objects": [
    everywhere,
    spec(
      "type Int",
      "a: { n: Int<0, 1> }; b: { n: Int<0, 1> }; left: boolean",
      "{ a: { n: 0 }, b: { n: 0 }, left: true }",
      "export const go = action((s) => { const one = s.left ? s.a : s.b; one.n = 1 - one.n; s.left = !s.left; });",
    ),
    /one of several objects/,
  ],
  "a choice that is made again and again": [
    imperative,
    spec(
      "pick, type Index, type Seq",
      "from: Seq<Index<2>, 2>; to: Set<Index<3>>",
      "{ from: [0, 1], to: new Set() }",
      "export const go = action((s) => { for (const _ of s.from) s.to.add(pick<Index<3>>()); });",
    ),
    /made several times/,
  ],
  "a function that calls itself": [
    everywhere,
    spec(
      "type Int",
      "x: Int<0, 9>",
      "{ x: 3 }",
      `function sum(n: number): number { return n <= 0 ? 0 : n + sum(n - 1); }
       export const go = action((s) => { s.x = sum(3); });`,
    ),
    /calls itself/,
  ],
  "a view": [
    imperative,
    spec(
      "type Int",
      "x: Int<0, 9>",
      "{ x: 3 }",
      "export const go = action((s) => { s.x = 4; });",
      ", view: (s) => s.x",
    ),
    /view/,
  ],
  "texts beside numbers": [
    ["tla"],
    spec(
      "type Int",
      'x: Int<0, 1> | "none"',
      '{ x: "none" }',
      "export const go = action((s, n: Int<0, 1>) => { s.x = n; });",
    ),
    /several kinds/,
  ],
};

describe.each(Object.entries(refused))("%s", (_, [formats, text, why]) => {
  it.each(formats)("%s", (to) => {
    const made = exportModel(compiled(openText(text), "m"), to);
    expect(made.kind).toBe("does not fit");
    if (made.kind === "does not fit") expect(made.what).toMatch(why);
  });
});
