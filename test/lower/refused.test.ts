// What lowering refuses, by code and line; and next to each what comes close and is accepted. Guards against sequential
// code that would get a meaning other than JavaScript's.
// Not here: loops whose order matters (order.test.ts), the texts of the messages (test/cases/reject).
import { describe, expect, it } from "vitest";
import { compiled } from "./lockstep.ts";

const head = `type P = Id<"P", 2>; type B = Index<3>; interface R { x: B; inner: Set<B> }
interface State { n: Int<0, 9>; r: R; list: Seq<B, 3>; set: Set<B>; of: Record<P, Set<B>> }
const { action, process, procedure } = spec<State>(() => ({ n: 0, r: { x: 0, inner: new Set() }, list: [], set: new Set(), of: fill(new Set()) }));
`;

/** Another head, of as many lines. */
const rich = `type B = Index<3>;
interface M { x: B } interface Rich { n: B; boxes: Map<B, R2>; level: Map<B, B>; sent: ValueSet<M>; net: Bag<M, 2>; few: ValueMap<M, B, 2> } interface R2 { x: B }
const { action, process } = spec<Rich>(() => ({ n: 0, boxes: new Map(), level: new Map(), sent: new ValueSet(), net: new Bag(), few: new ValueMap() }));
`;

/** Code and line of what is found; the first line of the text is line 4. */
const found = (text: string) => compiled(head + text).found;
const body = (code: string) => found(`export const p = process(function* (s, self: P) {\n${code}\n});`);

describe("procedures and labels", () => {
  it("refuses recursion, once", () => {
    const recursive = `const a = procedure(function* (s) { s = yield "a"; if (s.n > 0) s = yield* b(s); });
    const b = procedure(function* (s) { s = yield* a(s); });
    export const p = process(function* (s) { s = yield* a(s); s = yield* b(s); });`;
    // TypeScript complains too, unless the types are written out.
    expect(new Set(found(recursive).filter((x) => x.startsWith("SPEC")))).toEqual(
      new Set(["SPEC3001 4", "SPEC3001 5"]),
    );
  });
  it("refuses a label that stands twice in one function, not one that stands in two", () => {
    expect(body(`s = yield "a";\ns = yield "b";\ns = yield "a";`)).toEqual(["SPEC3002 7"]);
    const two = `const a = procedure(function* (s) { s = yield "a"; });
    export const p = process(function* (s) { s = yield "a"; s = yield* a(s); s = yield* a(s); });`;
    expect(found(two)).toEqual([]);
  });
});

describe("locals across a yield", () => {
  it("wants a finite domain", () => {
    expect(body(`let k = 0;\ns = yield "a";\nk = k + 1;\ns = yield "b";\ns.n = k;`)).toEqual(["SPEC3003 6"]);
    // A literal's length is no bound of what it may grow to.
    expect(body(`const log = [1];\ns = yield "a";\nlog.push(2);\ns = yield "b";\ns.n = log.length;`)).toEqual([
      "SPEC3003 6",
    ]);
    expect(body(`const log = [1];\ns = yield "a";\ns.n = log.length;`)).toEqual([]);
    expect(body(`s = yield "a";\nlet k = s.n + 1;\nk = k * 2;\ns.n = k;\ns = yield "b";`)).toEqual([]);
  });
  it("wants no reference into the state", () => {
    expect(body(`s = yield "a";\nconst r = s.r;\ns = yield "b";\ns.n = r.x;`)).toEqual(["SPEC3004 7"]);
    expect(body(`s = yield "a";\nconst r = structuredClone(s.r);\ns = yield "b";\ns.n = r.x;`)).toEqual([]);
    expect(body(`s = yield "a";\nconst r = s.r;\nr.x = 1;\ns = yield "b";`)).toEqual([]);
  });
  it("wants no object that has been stored", () => {
    expect(body(`const r: Set<B> = new Set();\ns = yield "a";\ns.set = r;\ns = yield "b";\ns.n = r.size;`)).toEqual([
      "SPEC3004 8",
    ]);
    expect(body(`const r: Set<B> = new Set();\ns = yield "a";\ns.set = r;\ns.n = r.size;\ns = yield "b";`)).toEqual([]);
  });
  it("wants no value of a map, of which others may take the key away; members and keys are copies", () => {
    const of = (code: string) => compiled(`${rich}export const p = process(function* (s) {\n${code}\n});`).found;
    const rests = (code: string, use: string) => of(`s = yield "a";\n${code}\ns = yield "b";\n${use}`);
    expect(rests("const r = s.boxes.get(0);", "if (r !== undefined) s.n = r.x;")).toEqual(["SPEC3004 7"]);
    expect(rests("const r = s.boxes.get(0)!;", "s.n = r.x;")).toEqual(["SPEC3004 7"]);
    expect(rests("const r = structuredClone(s.boxes.get(0));", "if (r !== undefined) s.n = r.x;")).toEqual([]);
    expect(rests("const x = s.level.get(0);", "s.n = x ?? 0;")).toEqual([]);
    expect(rests("const m = pick(s.sent);", "s.n = m.x; s.sent.delete(m);")).toEqual([]);
    expect(rests("const m = pick(s.net);", "s.net.delete(m);")).toEqual([]);
    expect(rests("const m = pick(s.few.keys());", "s.few.delete(m);")).toEqual([]);
    expect(rests("const ms = s.sent.filter((m) => m.x > 0);", "s.n = ms.size;")).toEqual([]);
    expect(rests("const ms = s.sent;", "s.n = ms.size;")).toEqual(["SPEC3004 7"]);
    expect(rests("const box = { x: 1 as B }; s.boxes.set(0, box);", "s.n = box.x;")).toEqual(["SPEC3004 7"]);
    expect(rests("const m = { x: 1 as B }; s.sent.add(m);", "s.n = m.x;")).toEqual([]);
  });
  it("wants no second name for the object of another local", () => {
    expect(
      body(`const r: Set<B> = new Set();\ns = yield "a";\nconst t = r;\ns = yield "b";\ns.n = r.size + t.size;`),
    ).toEqual(["SPEC3004 8"]);
  });
});

describe("loops across a yield", () => {
  it("go over no set", () => {
    expect(body(`s = yield "a";\nfor (const b of s.set) {\ns = yield "b";\ns.n = b;\n}`)).toEqual(["SPEC3005 6"]);
    expect(body(`s = yield "a";\nfor (const b of each<B>()) {\ns = yield "b";\nif (s.set.has(b)) s.n = b;\n}`)).toEqual(
      [],
    );
  });
  it("go over no map and no bag", () => {
    const of = (over: string, code: string) =>
      compiled(
        `${rich}export const p = process(function* (s) {\ns = yield "a";\nfor (const ${over}) {\ns = yield "b";\n${code}\n}\n});`,
      ).found;
    expect(of("[k, x] of s.level", "s.n = x;")).toEqual(["SPEC3005 6"]);
    expect(of("k of s.level.keys()", "s.n = k;")).toEqual(["SPEC3005 6"]);
    expect(of("m of s.net", "s.n = m.x;")).toEqual(["SPEC3005 6"]);
    expect(of("m of each<M>()", "if (s.sent.has(m)) s.n = m.x;")).toEqual([]);
  });
  it("go over no sequence of the state", () => {
    expect(body(`s = yield "a";\nfor (const b of s.list) {\ns = yield "b";\ns.n = b;\n}`)).toEqual(["SPEC3005 6"]);
    expect(body(`s = yield "a";\nfor (const b of [...s.list]) {\ns = yield "b";\ns.n = b;\n}`)).toEqual([]);
  });
  it("end, or yield", () => {
    expect(body(`s = yield "a";\nwhile (true) {\ns.n = 1;\n}`)).toEqual(["SPEC3020 6"]);
    expect(body(`let k: B = 0;\ns = yield "a";\nwhile (true) {\nk = 1;\nif (k > 1) return;\n}`)).toEqual([]);
    expect(
      body(`s = yield "a";\nif (s.n > 0) return;\nfor (;;) {\nif (s.n > 0) { s.n = 1; continue; }\ns.n = 0;\n}`),
    ).toEqual(["SPEC3020 7"]);
    expect(body(`while (true) {\ns = yield "a";\n}`)).toEqual([]);
  });
});

describe("processes", () => {
  it("do not use the state before their first yield", () => {
    expect(body(`let k: Int<0, 9> = 0;\nif (k === 0) k = s.n;\ns = yield "a";\ns.n = k;`)).toContain("SPEC3006 6");
    const called = `function look(s: State): boolean { return s.n > 0; }
    const f = procedure(function* (s) { if (look(s)) return; s = yield "a"; });
    export const p = process(function* (s) {\ns = yield* f(s);\n});
    export const q = process(function* (s) { s = yield "b"; s = yield* f(s); });`;
    expect(found(called)).toContain("SPEC3006 5");
  });
  it("may use it after a loop that they enter, for all that is known", () => {
    const wait = `let got = false;\nwhile (!got) {\ns = yield "a";\ngot = s.n > 0;\n}\ns.n = 1;`;
    expect(body(wait)).toEqual([]);
    expect(body(wait.replace("= false", "= true"))).toEqual(["SPEC3006 10"]);
    expect(body(wait.replace("= false", "= pick<boolean>()"))).toEqual(["SPEC3006 10"]);
    const counted = `for (let b: B = 0; b < 2; b++) {\ns = yield "a";\ns.n = b;\n}\ns.n = 1;`;
    expect(body(counted)).toEqual([]);
    expect(body(counted.replace("b < 2", "b < 0"))).toContain("SPEC3006 9");
    // One way sets it, one does not.
    expect(
      body(`let k: B = 0;\nif (pick<boolean>()) k = 1;\nwhile (k < 1) {\ns = yield "a";\nk = 1;\n}\ns.n = k;`),
    ).toEqual(["SPEC3006 11"]);
  });
  it("have a scalar parameter", () => {
    expect(found(`export const p = process(function* (s, self: R) { s = yield "a"; s.n = self.x; });`)).toEqual([
      "SPEC3007 4",
    ]);
  });
});
