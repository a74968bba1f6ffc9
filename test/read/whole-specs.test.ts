// Whole files: texts made to exhaust the reader, and every shipped spec.
// Not here: single constructs (bodies.test.ts, modules.test.ts).
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { folder, found, reader, readFiles, spec } from "./tried-spec.ts";

describe("hostile texts", () => {
  const many = (text: string, n = 3000): string => text.repeat(n);
  it.each([
    ["brackets", `export const a = ${many("[")}${many("]")};`],
    ["parentheses", `export const a = ${many("(")}1${many(")")};`],
    ["open brackets", many("{")],
    ["signs", `export const a = ${many("- ", 20000)}1;`],
    ["a sum", `export const a = 1${many(" + 1")};`],
    ["ifs", `export function f(x: boolean) { ${many("if (x) ", 20000)}; }`],
    ["elses", `export function f(x: boolean) { ${many("if (x) {} else ")}; }`],
    ["arrows", `export const a = ${many("() => ", 10000)}1;`],
    ["a chain", `export const a = b${many(".c")};`],
    ["types", `type T = ${many("{ a: ")}1${many("}")};`],
    ["an array of arrays", `type T = 1${many("[]")};`],
  ])("%s nested without end are reported", (_, text) => {
    expect(readFiles({ "specs/a.race.ts": text }).diagnostics.map(({ code }) => code)).toEqual(["SPEC1009"]);
  });

  it("leave the reader in order", () => {
    readFiles({ "specs/a.race.ts": `export const a = ${many("- ", 20000)}1;` });
    expect(spec("export const a = action((s) => { s.n = 1; });").diagnostics).toEqual([]);
  });

  it("deep in an imported module are reported there", () => {
    const result = readFiles({
      "specs/a.race.ts": 'import { b } from "./b"; export const a = b;',
      "specs/b.ts": `export const b = ${many("[")}${many("]")};`,
    });
    expect(result.diagnostics.map(({ code, at }) => `${code} ${at?.file}`)).toEqual(["SPEC1009 specs/b.ts"]);
  });
});

describe("the shipped specs", () => {
  const names = readdirSync(folder("specs")).filter((name) => name.endsWith(".race.ts"));
  it.each(names)("%s has nothing wrong", (name) => {
    const path = `specs/${name}`;
    const result = reader.read(path, {
      read: (p) => (p === path ? readFileSync(folder("specs") + name, "utf8") : null),
    });
    expect(found(result)).toEqual([]);
    expect(result.value.declarations.length).toBeGreaterThan(3);
    expect(result.value.declarations.filter(({ kind }) => kind === "error")).toEqual([]);
  });
});
