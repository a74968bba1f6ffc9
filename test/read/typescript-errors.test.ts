// TypeScript's own errors: shown as they are, on one line, with help where they baffle.
// Not here: which of them our own codes replace (bodies.test.ts, modules.test.ts).
import { describe, expect, it } from "vitest";
import { found, readFiles, spec } from "./tried-spec.ts";

describe("TypeScript's own errors", () => {
  const cases: readonly (readonly [text: string, code: string, help: RegExp | null])[] = [
    ["s.mode = 'z';", "TS2322 s.mode", null],
    ["when(p < p);", "TS2469 p", /^ids are interchangeable/],
    ["s.n = p + 1;", "TS2365 p + 1", /^ids are interchangeable/],
    ["s.n = p * 2;", "TS2362 p", /^ids are interchangeable/],
    ["p++;", "TS2356 p", /^ids are interchangeable/],
    ["s.who = 1;", "TS2322 s.who", /^an Id has no number/],
    ["if (s.who === 3) s.n = 1;", "TS2367 s.who === 3", /^an Id has no number/],
    ["s.table[p] = 1;", "TS7053 s.table[p]", /^a Record is indexed by values of its key type/],
    ["for (const x of B) s.n = x;", "TS2693 B", /each<B>\(\)/],
    ["s.n = s.queue.at(0);", "TS2322 s.n", /!== undefined/],
    ["s.n = s.opt.a;", "TS18048 s.opt", /when\(x !== undefined\)/],
    ["s.table = { 0: 1, 1: 'a' };", "TS2322 1", /fillWith/],
    ["same(s, s);", "TS2304 same", /import \{ same \} from "racespec"/],
    ["stepInvariant(() => true);", "TS2552 stepInvariant", /const \{ stepInvariant \} = spec/],
    ["when(s.mode === 'x'); f(s); when(s.mode === 'y');", "TS2367 s.mode === 'y'", /write `s = f\(s\)`/],
  ];
  it.each(cases)("%s", (text, code, help) => {
    const result = spec(`export const a = action((s, p: P, b: B) => { ${text} });\nfunction f(s: State) { s.n = 1; }`);
    expect(found(result)).toEqual([code]);
    if (help === null) expect(result.diagnostics[0]?.help).toBeNull();
    else expect(result.diagnostics[0]?.help).toMatch(help);
  });

  it.each([
    ["process(function* (s, self: P, b: P) { s = yield 'a'; })", /^a process has one parameter/],
    ["process(function* (s, self: P) { s = yield 'a'; return 1; })", /^a process returns nothing/],
    ["process((s, self: P) => { s.n = 1; })", /^write `process\(function\* /],
    ["invariant((s) => { s.n === 1; })", /needs `return`/],
    ["action((s, p: P) => { const q: P = s.who; })", /^test it first, `if \(x !== null\)`/],
  ])("help with %s", (text, help) => {
    const { diagnostics } = spec(`export const a = ${text};`);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]?.help).toMatch(help);
  });

  it("do not go on about what is handed to a builder that is missing", () => {
    const without = (builder: string) =>
      readFiles({
        "specs/a.race.ts": `import { spec } from "racespec"; const { action } = spec<{ n: 1 }>(() => ({ n: 1 }));
export const a = ${builder}(function* (s) { s = yield "a"; s.n = 1; });`,
      });
    expect(found(without("process"))).toEqual(["SPEC1073 process"]);
    expect(found(without("procedure"))).toEqual(["TS2304 procedure"]);
  });

  it.each([
    ["return s;", "s = yield* p(s);"],
    ["return true;", "s = yield* p(s);"],
  ])("help with a procedure that has %s, taken by %s", (body, use) => {
    const { diagnostics } = spec(`const p = procedure(function* (s) { s = yield "in"; ${body} });
export const w = process(function* (s) { s = yield "out"; ${use} });`);
    expect(diagnostics.map((d) => d.help)).toEqual([expect.stringMatching(/^a procedure hands `s` back by itself/)]);
  });

  it("help with a label that does not exist", () => {
    const result = spec(`export const w = process(function* (s, self: P) { s = yield "one"; s = yield "two"; });
export const i = invariant((s) => every((p: P) => !w.at(s, p, "tow")));`);
    expect(found(result)).toEqual(['TS2345 "tow"']);
    expect(result.diagnostics[0]?.help).toBe("labels of w: one, two");
  });

  it("stand on one line, with the places they refer to as labels", () => {
    const [d] = spec("const x: { n: State } = { n: { n: 1 } };").diagnostics;
    expect(d).toMatchObject({ code: "TS2739", severity: "error", name: "" });
    expect(d?.message).not.toContain("\n");
    expect(d?.labels.map(({ at }) => at.file)).toEqual(["specs/a.race.ts"]);
  });

  it("of syntax stand alone", () => {
    const result = spec("export const a = action((s) => { s.n == 1;");
    expect(result.diagnostics.map(({ code }) => code)).toEqual(["TS1005"]);
    expect(result.value).toMatchObject({ entry: "specs/a.race.ts", declarations: [], topLevel: [] });
    expect(result.value.files).toHaveLength(1);
  });

  it("of a file that is no TypeScript at all are few", () => {
    const result = readFiles({ "specs/a.race.ts": "\0\x01\x02\x7fELF{{{((" });
    expect(result.diagnostics.length).toBeLessThanOrEqual(10);
    expect(result.diagnostics.filter(({ code }) => !code.startsWith("TS1"))).toEqual([]);
  });
});
