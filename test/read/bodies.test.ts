// Within bodies: what is allowed passes, what is refused is refused with its own code, at its place, once. Guards against a
// construct that slips through (binding would misread it) and against follow-up errors that drown the one that matters.
// Not here: the top level of a module (modules.test.ts).
import { describe, expect, it } from "vitest";
import { found, inAction, inProcess, spec } from "./tried-spec.ts";

describe("what may stand within an action", () => {
  it.each([
    "when(s.n > 0); assert(s.n < 9, 'text'); s.n++; --s.n; s.n += 2; s.n **= 1; s.n >>>= 1;",
    "const { n, opt: { a } = { a: 0 }, ...rest } = s; const [x, , y = 1, ...z] = s.queue;",
    "let k: Int<0, 3> = 0; [k, s.n] = [s.n, k]; ({ n: k, mode: s.mode } = s);",
    "if (p === s.who) s.n = 1; else if (s.set.has(p)) { s.n = 2; } else { s.n = 3; }",
    "switch (s.mode) { case 'x': s.n = 1; break; default: s.n = 2; }",
    "outer: for (const i of each<B>()) { for (let j = 0; j < 3; j++) { if (j === i) continue outer; break; } }",
    "while (s.n < 3) s.n++; do { s.n--; } while (s.n > 0); for (;;) break;",
    "s.queue.push(b); s.queue.map((x, i) => x + i).filter((x) => x > 0).reduce((x, y) => x + y, 0);",
    "s.set.union(new Set([p])).isSubsetOf(s.set); s.set = setOf((x: P) => s.set.has(x)); s.n = s.set.size;",
    "s.n = Math.max(1, Math.floor(3 / 2), s.table[b] ?? 0); s.opt = structuredClone(s.opt);",
    "s.opt?.a; s.n = (s.opt?.a ?? 0) as Int<0, 1>; s.n = s.opt!.a; const v = { a: 1, ...s.opt } satisfies object;",
    "s.who = pick<P>(); s.who = pick((x: P) => x !== p); s.n = pick(1, 2); s.n = first((i: B) => i > 0); s.table = fillWith((i: B) => i);",
    "if (typeof s.who === 'symbol') throw new Error('text'); const t = 'a' as const; const u = `plain`;",
    "const w = Array.from(s.queue); const v = Array.of(s.n); ;",
    "s.set.delete(p); s.set.clear(); const o = { 0: 1, 'a b': 2, n: s.n, p };",
  ])("%s", (text) => {
    expect(inAction(text).diagnostics).toEqual([]);
  });
});

describe("what is refused within an action: code and place", () => {
  const cases: readonly (readonly [text: string, ...expected: string[]])[] = [
    ["if (s.n == 1) s.n = 2;", "SPEC1060 =="],
    ["if (s.n != 1) s.n = 2;", "SPEC1060 !="],
    ["'n' in s;", "SPEC1061 'n' in s"],
    ["s instanceof Error;", "SPEC1062 s instanceof Error"],
    ["delete s.opt;", "SPEC1063 delete s.opt"],
    ["void s.n;", "SPEC1064 void s.n"],
    ["s.n = (1, 2);", "SPEC1065 1, 2"],
    [`s.mode = \`\${s.n}\`;`, `SPEC1066 \`\${s.n}\``],
    ["fill`x`;", "SPEC1066 fill`x`"],
    ["/a/.test('b');", "SPEC1067 /a/"],
    ["const r = /a/;", "SPEC1067 /a/"],
    ["s.n = 1n;", "SPEC1068 1n"],
    ["const o = { ['a']: 1 };", "SPEC1069 ['a']"],
    ["const o = { __proto__: null };", "SPEC1070 __proto__"],
    ["s['__proto__'];", "SPEC1070 '__proto__'"],
    ["eval('s');", "SPEC1071 eval"],
    ["const k = Object.keys(s);", "SPEC1072 Object.keys"],
    ["for (const [k, v] of Object.entries(s)) s.n = v;", "SPEC1072 Object.entries"],
    ["const o = Object.freeze({ a: 1 });", "SPEC1073 Object.freeze"],
    ["s.n = Date.now();", "SPEC1073 Date.now"],
    ["console.log(s);", "SPEC1073 console.log"],
    ["new Promise<number>((r) => r(1));", "SPEC1073 Promise"],
    ["setTimeout(() => { s.n = 1; }, 10);", "SPEC1073 setTimeout"],
    ["s.n = JSON.parse('1');", "SPEC1073 JSON.parse"],
    ["require('fs');", "SPEC1073 require"],
    ["fetch('x');", "SPEC1073 fetch"],
    ["s.n = parseInt('1');", "SPEC1073 parseInt"],
    ["new WeakMap();", "SPEC1073 WeakMap"],
    ["s.n = Math.random();", "SPEC1074 Math.random"],
    ["s.queue.copyWithin(0, 1);", "SPEC1074 copyWithin"],
    ["s.n = s.mode.length;", "SPEC1074 length"],
    ["s.mode.toUpperCase();", "SPEC1074 toUpperCase"],
    ["s.n.toFixed();", "SPEC1074 toFixed"],
    ["s.set['toString']();", "SPEC1074 'toString'"],
    ["[s.n = 1] = s.queue;", "SPEC1075 s.n = 1"],
    ["[...s.queue] = s.queue;", "SPEC1075 ...s.queue"],
    ["import('x');", "SPEC1004 import('x')"],
    ["const g = [1, , 2];", "SPEC1076 "],
    ["for (const i of each<B>) s.n++;", "SPEC1076 each<B>"],
    ["const t = this;", "SPEC1033 this"],
    ["for (const k in s.table) s.n++;", "SPEC1051 for (const k in s.table"],
    ["try { s.n = 1; } catch { s.n = 2; }", "SPEC1052 try"],
    ["throw 'x';", "SPEC1053 throw 'x';"],
    ["throw new Error('x' + 'y');", "SPEC1053 throw new Error('x' + 'y');"],
    ["let i: B; for (i of each<B>()) s.n++;", "SPEC1054 i"],
    ["debugger;", "SPEC1055 debugger;"],
    ["using u = null;", "SPEC1055 using u = null"],
    ["var z = 1;", "SPEC1050 var"],
    ["for (var z of each<B>()) s.n = z;", "SPEC1050 var"],
    ["const f = (y: number) => y + 1;", "SPEC1035 f = (y: number) => y + 1"],
    ["function f() {}", "SPEC1035 function f"],
    ["type L = 1;", "SPEC1036 type L = 1;"],
    ["interface L { a: 1 }", "SPEC1036 interface L { a: 1 }"],
    ["class A {}", "SPEC1022 class A"],
    ["const c = class {};", "SPEC1022 class {}"],
    ["const o = { get a() { return 1; } };", "SPEC1034 a"],
    ["const o = { a() { return 1; } };", "SPEC1034 a"],
    ["when(every((x) => s.set.has(x)));", "SPEC1030 x"],
    ["when(every(x => s.set.has(x)));", "SPEC1030 x"],
    ["s.n = count((x: P, y) => x === y);", "SPEC1030 y"],
    ["s.who = pick((x) => x !== p);", "SPEC1030 x"],
    ["s.table = fillWith((k) => k);", "SPEC1030 k"],
    ["// @ts-ignore\n s.n = 'a';", "SPEC1008 @ts-ignore"],
    ["/* @ts-expect-error */\n s.n = 'a';", "SPEC1008 @ts-expect-error"],
  ];
  it.each(cases)("%s", (text, ...expected) => {
    expect(found(inAction(text))).toEqual(expected);
  });

  it("is a fix as data where one edit cures it", () => {
    const fixed = (text: string) =>
      inAction(text).diagnostics.map(({ fix, at }) => [fix?.text, fix?.at.start === at?.start]);
    expect(fixed("if (s.n == 1) s.n = 2;")).toEqual([["===", true]]);
    expect(fixed("s.who = pick<P>((x) => x !== p);")).toEqual([["x: P", true]]);
    expect(fixed("s.who = pick<P>(x => x !== p);")).toEqual([["(x: P)", true]]);
    expect(fixed("var z = 1;")).toEqual([["let", true]]);
  });
});

describe("yields", () => {
  const cases: readonly (readonly [text: string, ...expected: string[]])[] = [
    ['s = yield "a"; s.n = 1; if (s.n === 1) s = yield "b"; for (;;) s = (yield "c");'],
    [
      'let ok: boolean; s = yield "a"; [s, ok] = yield* lock(s, self); when((yield* lock(s, self)) !== null);',
      "SPEC1043 yield* lock(s, self)",
    ],
    ['let ok: boolean; s = yield "a"; [s, ok] = yield* lock(s, self); if (ok) return;'],
    ['yield "a"; when(s.mode === "x"); yield "b"; when(s.mode === "y");', 'SPEC1040 yield "a"', 'SPEC1040 yield "b"'],
    ["yield* lock(s, self);", "SPEC1040 yield* lock(s, self)"],
    ['s.n = yield "a";', "SPEC1044 s.n"],
    ['const t = yield "a";', 'SPEC1041 yield "a"'],
    ['when((yield "a").n === 0);', 'SPEC1041 yield "a"'],
    ["const r = yield* lock(s, self);", "SPEC1043 yield* lock(s, self)"],
    ['s = yield "a" + "b";', 'SPEC1042 "a" + "b"'],
    ["s = yield s.mode;", "SPEC1042 s.mode"],
    ["s = yield;", "SPEC1042 yield"],
  ];
  it.each(cases)("%s", (text, ...expected) => {
    expect(found(inProcess(text))).toEqual(expected);
  });

  it("a bare yield is cured by an insertion", () => {
    const [d] = inProcess('yield "a";').diagnostics;
    expect(d?.fix?.text).toBe("s = ");
    expect(d?.fix?.at).toMatchObject({ start: d?.at?.start, end: d?.at?.start });
  });

  it("a generator without a state parameter is told to declare it", () => {
    expect(found(spec('export const w = process(function* () { yield "a"; });'))).toEqual(['SPEC1044 yield "a"']);
  });

  it("carry the comment beside them", () => {
    const { value } = inProcess(`
  // Takes the lock.
  s = yield "above";
  s = yield "behind"; // And lets it go.
  s = yield "after";
  // What follows says it.
  s.n = 1;
  /** Two
   * lines. */
  s = yield "block";
  // Not this one.

  s = yield "far";
  // One line,
  // and another.
  s = yield "run";
  s = yield "none";
  // Not that of the yield before.
  s = yield "next";`);
    const texts = JSON.stringify(value).matchAll(/"kind":"yield","label":"(\w+)",.*?"comment":(null|"[^"]*")/g);
    expect([...texts].map(([, label, comment]) => [label, JSON.parse(comment ?? "null")])).toEqual([
      ["l", null],
      ["above", "Takes the lock."],
      ["behind", "And lets it go."],
      ["after", "What follows says it."],
      ["block", "Two lines."],
      ["far", null],
      ["run", "One line, and another."],
      ["none", null],
      ["next", "Not that of the yield before."],
    ]);
  });
});
