// Specs of several modules of which one refines another: whose the constants, assumptions, models and builders are.
// Guards against a model that sets a constant of a spec that it does not know, and against identities that are not mapped across.
// Not here: the lowered form (test/cases/lower/refinement), what is refused in which words (test/cases/reject).
import { expect, it } from "vitest";
import type { SpecModel } from "../../ir/model.ts";
import { compiled, compiler } from "../compiled.ts";

type Modules = Readonly<Record<string, string>>;

const read = (files: Modules, entry = "main.race.ts") => compiler.read(entry, { read: (path) => files[path] ?? null });

function model(files: Modules, name: string, set: Readonly<Record<string, string>> = {}): SpecModel {
  const { value, diagnostics } = read(files);
  expect(diagnostics.map((d) => d.message)).toEqual([]);
  return compiled(value, name, new Map(Object.entries(set)));
}

const told = (files: Modules, name = "default"): readonly string[] => {
  const { value, diagnostics } = read(files);
  const more = diagnostics.length > 0 ? [] : value.compile(name, new Map()).diagnostics;
  return [...diagnostics, ...more].map((d) => `${d.code} ${d.at?.file} ${d.message}`);
};

const valuesOf = (m: SpecModel | null | undefined): Readonly<Record<string, unknown>> =>
  Object.fromEntries((m?.constants ?? []).map((c) => [c.name, c.value]));

const abstract = `import { spec, constant, assume, fill, when, type Id, type Int } from "racespec";
export const MAX = constant(2);
export const OWN = constant(1);
assume(OWN < MAX, "OWN is small");
export type Writer = Id<"Writer", 2>;
type Reader = Id<"Reader", 3>;
interface Abstract { n: Int<0, typeof MAX>; by: Record<Reader, Writer | null> }
export const counter = spec<Abstract>(() => ({ n: 0, by: fill(null) }));
const { action, invariant, model } = counter;
export const up = action((s, w: Writer, r: Reader) => { when(s.n < MAX); s.n++; s.by[r] = w; });
export const typed = invariant((s) => s.n <= MAX);
export const alone = model({ OWN: 0 });
`;
const main = (models: string) => `import { spec, constant, fill, when, type Id, type Int } from "racespec";
import { counter, MAX, type Writer } from "./abstract.race.ts";
export const OWN = constant(5);
interface State { low: Int<0, typeof MAX>; last: Writer | null }
const { action, refines, model } = spec<State>(() => ({ low: 0, last: null }));
export const up = action((s, w: Writer) => { when(s.low < MAX); s.low++; s.last = w; });
export const counts = refines(counter, (s) => ({ n: s.low, by: fill(s.last) }));
${models}`;

const both = (models: string): Modules => ({ "main.race.ts": main(models), "abstract.race.ts": abstract });

it("gives shared constants the model's values, and the others' own ones their defaults", () => {
  const m = model(both("export const large = model({ MAX: 4, OWN: 9 });"), "large", { OWN: "7" });
  expect(valuesOf(m)).toEqual({ MAX: 4, OWN: 7 });
  const other = m.properties[0]?.refined;
  expect(valuesOf(other)).toEqual({ MAX: 4, OWN: 1 });
  expect(other?.state.fields[0]?.domain).toEqual({ kind: "int", lo: 0, hi: 4 });
  expect(other?.name).toBe("counter");
});

it("numbers identity sets alike in both", () => {
  const m = model(both("export const one = model();"), "one");
  expect(m.idSets.map((s) => `${s.name} ${s.size}`)).toEqual(["Writer 2", "Reader 3"]);
  expect(m.properties[0]?.refined?.idSets).toEqual(m.idSets);
  const by = m.properties[0]?.refined?.state.fields[1]?.domain;
  expect(by).toMatchObject({ kind: "table", key: { kind: "id", set: 1 } });
});

it("leaves the other spec's identities out of a model that does not look at it", () => {
  const files = both("export const one = model();\nexport const none = model({}, { check: [] });");
  const m = model(files, "none");
  expect(m.idSets.map((s) => s.name)).toEqual(["Writer"]);
  expect(m.properties).toEqual([]);
});

it("takes models, actions and properties of the entry's spec only", () => {
  const { value } = read(both("export const one = model();"));
  expect(value.models.map((m) => m.name)).toEqual(["one"]);
  expect(value.constants).toEqual(["MAX", "OWN"]);
  const m = compiled(value, "one");
  expect(m.actions.map((a) => a.origin.at.file)).toEqual(["main.race.ts"]);
  expect(m.properties.map((p) => p.name)).toEqual(["counts"]);
  expect(m.options.assumptions).toBe(0);
});

it("checks the other module on its own as well", () => {
  const { value, diagnostics } = read(both(""), "abstract.race.ts");
  expect(diagnostics).toEqual([]);
  expect(value.models.map((m) => m.name)).toEqual(["alone"]);
  expect(compiled(value, "alone").options.assumptions).toBe(1);
});

it("holds the other spec's assumptions against the values that it gets", () => {
  const files = both("export const tight = model({ MAX: 1 });\nexport const off = model({ MAX: 1 }, { check: [] });");
  expect(told(files, "tight")).toEqual([
    'SPEC2034 abstract.race.ts the constants of model tight break the assumption "OWN is small"',
  ]);
  expect(told(files, "off")).toEqual([]);
});

it("knows no constant that only the other spec has", () => {
  const renamed = main("export const one = model({ STEP: 2 });");
  const files = { "main.race.ts": renamed, "abstract.race.ts": abstract.replaceAll("OWN", "STEP") };
  expect(told(files, "one")).toEqual(["SPEC2031 main.race.ts there is no constant STEP"]);
});

it("refuses a second spec that nothing refines", () => {
  const unused = main("").replace(/^export const counts.*$/m, "export const [n] = [counter];");
  expect(told({ "main.race.ts": unused, "abstract.race.ts": abstract })).toContain(
    "SPEC2021 abstract.race.ts an imported module has a spec of its own",
  );
});

it("tells mistakes of the other spec where they are", () => {
  const wrong = abstract.replace("n: Int<0, typeof MAX>", "n: number");
  const found = told({ "main.race.ts": main(""), "abstract.race.ts": wrong });
  expect(found).toEqual(["SPEC2001 abstract.race.ts Abstract.n: number has no finite domain"]);
});
