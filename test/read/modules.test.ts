// The top level of modules, and which modules there are: imports through the files handed in, nothing else.
// Not here: what stands within bodies (bodies.test.ts).
import { describe, expect, it } from "vitest";
import { found, readFiles, spec, valueOf } from "./tried-spec.ts";

describe("the top level", () => {
  const cases: readonly (readonly [text: string, ...expected: string[]])[] = [
    ["assume(N > 0, 'some'); export const a = action((s) => { s.n = 1; }); fairness('weak', a);"],
    [
      "const T = [1, 2] as const; type Mode = (typeof T)[number]; function f<T extends number>(x: T, y?: B, z = 1): x is T { return true; } ;",
    ],
    ["let n = 0;", "SPEC1020 n = 0"],
    ["var n = 0;", "SPEC1020 n = 0"],
    [
      "const T = [1]; export const a = action((s) => { T[0] = 2; T.push(3); s.queue.push(1); });",
      "SPEC1020 T[0]",
      "SPEC1020 T.push(3)",
    ],
    ["console.log(1);", "SPEC1021 console.log(1);"],
    ["for (const x of [1]) {}", "SPEC1021 for (const x of [1]) {}"],
    ["if (N > 1) {}", "SPEC1021 if (N > 1) {}"],
    ["class A {}", "SPEC1022 class A"],
    ["enum E { a }", "SPEC1023 enum E"],
    ["namespace M { export const x = 1; }", "SPEC1024 namespace M"],
    ["declare const x: number;", "SPEC1025 declare const x: number;"],
    ["declare function f(): void;", "SPEC1025 declare function f(): void;"],
    ["function f(x: 1): void;\nfunction f(x: number) {}", "SPEC1026 function f(x: 1): void;"],
    ["interface A { x: 1 }\ninterface A { y: 1 }", "SPEC1027 A"],
    ["const { model: { model: m } } = { model: { model: 1 } };", "SPEC1028 model: m"],
    ["const { q = 1 } = { q: 2 };", "SPEC1028 q = 1"],
    ["const [q] = [1];", "SPEC1028 q"],
    ["export const a = action(async (s) => { await s; });", "SPEC1031 async"],
    ["async function f() { await 1; }", "SPEC1031 async"],
    ["await 1;", "SPEC1031 await 1;"],
    ["function f(...xs: number[]) {}", "SPEC1032 ...xs: number[]"],
    ["function f(this: State) {}", "SPEC1033 this: State"],
    ["function f() { return arguments; }", "SPEC1033 arguments"],
    ["function* g() { yield 1; }", "SPEC1037 function* g"],
    ["const g = function* () { yield 1; };", "SPEC1037 function*"],
    ["type T<A = 1> = A;", "SPEC1038 A = 1"],
    ["export default 1;", "SPEC1005 export default 1;"],
    ["export default function f() {}", "SPEC1005 export default function f() {}"],
    ['export * from "racespec";', 'SPEC1005 export * from "racespec";'],
    ["const x = 1; export { x as y };", "SPEC1005 x as y"],
    ["export const a = action((s, p) => { s.who = p; });", "SPEC1030 p"],
    ["export const a = action((s, { a }) => { s.n = a; });", "SPEC1030 { a }"],
    ["export const w = process(function* (s, self) { s = yield 'a'; s.who = self; });", "SPEC1030 self"],
    [
      "const sp = spec<State>(() => pick<State>()); export const a = sp.action((s, p) => { s.who = p; });",
      "SPEC1030 p",
    ],
    ['import d from "racespec";', 'SPEC1004 import d from "racespec";'],
    ['import "racespec";', 'SPEC1004 import "racespec";'],
    ['import fs from "node:fs"; export const a = fs.readFileSync("x");', 'SPEC1003 "node:fs"'],
    ['import { x } from "lodash";', 'SPEC1003 "lodash"'],
    ['import x from "./x.json";', 'SPEC1003 "./x.json"'],
    ['import { x } from "./nowhere.ts"; export const y = x;', 'SPEC1002 "./nowhere.ts"'],
    ['import * as R from "racespec"; type I = R.Int<0, 1>; const c = R.constant(1); const r = R;', "SPEC1007 R"],
    ["// @ts-nocheck", "SPEC1008 @ts-nocheck"],
    ['const text = "@ts-ignore"; const more = `@ts-nocheck`;'],
  ];
  it.each(cases)("%s", (text, ...expected) => {
    expect(found(spec(text))).toEqual(expected);
  });
});

describe("modules", () => {
  it("are read through the files handed in, imported ones first, whatever the ending", () => {
    const result = readFiles({
      "specs/a.race.ts":
        'import { twice } from "./lib/twice.js"; import type { T } from "./types"; import { b } from "../b.race"; export { c } from "./c.ts"; export type V = 1; export const a: T = twice(b);',
      "specs/lib/twice.ts":
        'import { one } from "../c"; export const twice = (x: number) => x + one; export type U = 1;',
      "specs/types/index.ts": 'import type { V } from "../a.race.ts"; export type T = V | number;',
      "b.race.ts": "const b = 1; export { b };",
      "specs/c.ts": "export const c = 2; export const one = 1;",
    });
    expect(found(result)).toEqual([]);
    expect(result.value.files.map(({ path }) => path)).toEqual([
      "specs/a.race.ts",
      "specs/lib/twice.ts",
      "specs/c.ts",
      "specs/types/index.ts",
      "b.race.ts",
    ]);
    expect(result.value.declarations.map(({ name, exported }) => `${name}${exported ? " exported" : ""}`)).toEqual([
      "c exported",
      "one exported",
      "twice exported",
      "U exported",
      "T exported",
      "b exported",
      "V exported",
      "a exported",
    ]);
    expect(result.value.declarations.map(({ at }) => at.file)).toContain("specs/lib/twice.ts");
  });

  it("may be named by a namespace", () => {
    const result = readFiles({
      "specs/a.race.ts": 'import * as m from "./m"; export const a: m.T = m.f(m.x); type V = typeof m.x;',
      "specs/m.ts": "export const x = 1; export type T = number; export function f(n: number) { return n; }",
    });
    expect(found(result)).toEqual([]);
    expect(valueOf(result)).toMatchObject({
      callee: { name: "f", ref: { kind: "declaration", id: 2 } },
      args: [{ value: { ref: { id: 0 } } }],
    });
  });

  it("do not import each other's values in a circle", () => {
    const result = readFiles({
      "specs/a.race.ts": 'import { b } from "./b"; export const a = b;',
      "specs/b.ts": 'import { a } from "./a.race"; export const b = () => a;',
    });
    expect(result.diagnostics.filter(({ code }) => code.startsWith("SPEC")).map(({ message }) => message)).toEqual([
      "these modules import each other: specs/a.race.ts → specs/b.ts → specs/a.race.ts",
    ]);
  });

  it("carry their own diagnostics, in order of the files", () => {
    const result = readFiles({
      "specs/a.race.ts": 'import { b } from "./b"; let a = b;',
      "specs/b.ts": "export let b = 1;",
    });
    expect(result.diagnostics.map(({ code, at }) => `${code} ${at?.file}:${at?.line}:${at?.column}`)).toEqual([
      "SPEC1020 specs/a.race.ts:1:30",
      "SPEC1020 specs/b.ts:1:12",
    ]);
  });

  it("that are missing altogether are said so", () => {
    expect(readFiles({}).diagnostics).toMatchObject([{ code: "SPEC1001", at: { file: "specs/a.race.ts", line: 1 } }]);
  });

  it("of one spec are gone when the next is read", () => {
    readFiles({ "specs/a.race.ts": "export {}; declare global { const leaked: 1 }" });
    expect(found(readFiles({ "specs/b.race.ts": "export const b = leaked;" }, "specs/b.race.ts"))).toEqual([
      "TS2304 leaked",
    ]);
  });

  it("keep the paths they were given", () => {
    const text = "export const a: string = 1;";
    for (const path of ["a.race.ts", "../up/a.race.ts", "/abs/a.race.ts", "C:/specs/a.race.ts", "sp ace/ä.race.ts"]) {
      expect(readFiles({ [path]: text }, path).diagnostics).toMatchObject([
        { code: "TS2322", at: { file: path, line: 1, column: 14 } },
      ]);
    }
  });
});
