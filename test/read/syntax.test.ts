// What reading hands on: syntax one to one, every name resolved, docs apart from code.
// Not here: its meaning (the tests of binding).
import { describe, expect, it } from "vitest";
import { declared, found, inAction, local, readFiles, shape, spec, valueOf } from "./tried-spec.ts";

describe("what a name refers to", () => {
  it("is the declaration, under whatever name it was imported", () => {
    const result = spec(`import { pick as choose } from "racespec"; import * as R from "racespec";
export const a = choose<P>(); export const b = R.pick<R.Int<0, 1>>(); export const c = undefined; export const d = Math.abs(N);`);
    expect(found(result)).toEqual([]);
    const pick = { kind: "name", name: "pick", ref: { kind: "builtin", name: "pick" } };
    const p = result.value.declarations.findIndex(({ name }) => name === "P");
    expect(shape(valueOf(result, "a"))).toMatchObject({
      callee: pick,
      typeArgs: [{ kind: "ref", name: "P", ref: { kind: "declaration", id: p }, args: [] }],
    });
    expect(shape(valueOf(result, "b"))).toMatchObject({
      callee: pick,
      typeArgs: [{ kind: "ref", name: "Int", ref: { kind: "builtin", name: "Int" } }],
    });
    expect(shape(valueOf(result, "c"))).toEqual({
      kind: "name",
      name: "undefined",
      ref: { kind: "global", name: "undefined" },
    });
    expect(shape(valueOf(result, "d"))).toMatchObject({
      callee: {
        kind: "member",
        name: "abs",
        of: { kind: "name", name: "Math", ref: { kind: "global", name: "Math" } },
      },
    });
  });

  it("tells a type from a value of the same name", () => {
    const result = spec(
      "const Mode = { a: 1, b: 2 } as const; type Mode = keyof typeof Mode; export const a: Mode = 'a'; export const b = Mode.a;",
    );
    expect(found(result)).toEqual([]);
    const ids = result.value.declarations.flatMap(({ name }, id) => (name === "Mode" ? [id] : []));
    expect(declared(result.value, "a", "const").type).toMatchObject({ kind: "ref", ref: { id: ids[1] } });
    expect(valueOf(result, "b")).toMatchObject({ of: { ref: { id: ids[0] } } });
  });

  it("numbers locals by declaration, not by name", () => {
    const result = spec("export const a = action((s) => { const x = 1; { const x = 2; s.n = x; } s.n = x; });");
    const uses = [
      ...JSON.stringify(shape(valueOf(result))).matchAll(/"name":"x","(?:local":|ref":\{"kind":"local","id":)(\d+)/g),
    ];
    const [outer, inner, usedInner, usedOuter] = uses.map(([, id]) => id);
    expect([usedInner, usedOuter]).toEqual([inner, outer]);
    expect(inner).not.toBe(outer);
  });
});

describe("syntax", () => {
  it("has one chain around a whole optional chain, which parentheses end", () => {
    const result = spec(
      "const o: { a?: { b?: { c: 1 } } } = {}; export const a = o?.a?.b!.c; export const b = (o.a?.b)!.c;",
    );
    expect(found(result)).toEqual([]);
    expect(shape(valueOf(result, "a"))).toMatchObject({
      kind: "chain",
      of: {
        kind: "member",
        name: "c",
        optional: false,
        of: {
          kind: "nonNull",
          of: {
            kind: "member",
            name: "b",
            optional: true,
            of: { kind: "member", name: "a", optional: true, of: { kind: "name" } },
          },
        },
      },
    });
    expect(shape(valueOf(result, "b"))).toMatchObject({
      kind: "member",
      of: { kind: "nonNull", of: { kind: "chain" } },
    });
  });

  it("takes names out of a value as members of it", () => {
    const result = spec("export const a = action((s) => { s.n = 1; });");
    const { declarations } = result.value;
    const value = declarations.findIndex(({ name }) => name === "");
    expect(declarations[value]).toMatchObject({ kind: "const", exported: false, init: { kind: "call" } });
    expect(declared(result.value, "action", "member")).toMatchObject({ of: value, key: "action" });
    expect(valueOf(result)).toMatchObject({
      callee: { kind: "name", name: "action", ref: { kind: "declaration", id: value + 1 } },
    });
  });

  it("reads statements one to one", () => {
    const result = inAction(
      "let i = 0, j = 1; [i, s.n] = [j, i]; if (i < j) throw new Error('text'); for (const x of s.queue) s.n += x;",
    );
    expect(found(result)).toEqual([]);
    const call = shape(valueOf(result)) as { args: readonly { value: { body: { body: unknown[] } } }[] };
    expect(call.args[0]?.value.body.body).toMatchObject([
      {
        kind: "let",
        constant: false,
        pattern: { kind: "name", name: "i" },
        type: null,
        init: { kind: "literal", value: 0 },
      },
      { kind: "let", pattern: { kind: "name", name: "j" } },
      {
        kind: "expr",
        value: {
          kind: "assignPattern",
          target: {
            kind: "array",
            elements: [
              { kind: "place", place: local("i") },
              { kind: "place", place: { kind: "member", name: "n", of: local("s") } },
            ],
          },
          value: { kind: "array" },
        },
      },
      { kind: "if", test: { kind: "binary", op: "<" }, then: { kind: "throw", text: "text" }, else: null },
      {
        kind: "forOf",
        constant: true,
        pattern: { name: "x" },
        of: { kind: "member", name: "queue" },
        body: { kind: "expr", value: { kind: "assign", op: "+", target: { kind: "member" } } },
      },
    ]);
  });

  it("reads types as they are written", () => {
    const result =
      spec(`export type A = readonly [x: Int<-1, 1>, y: null] | B[] | { readonly kind: "a"; "odd name"?: boolean;
/** Prose. */ f(): void };
type G<T extends number> = { v: T }; interface D extends G<1> { w: keyof State; x: State["n"]; u: G<2>; z: \`a\${string}\` }`);
    expect(found(result)).toEqual([]);
    const int = (lo: number, hi: number) => ({
      kind: "ref",
      name: "Int",
      args: [
        { kind: "literal", value: lo },
        { kind: "literal", value: hi },
      ],
    });
    expect(shape(declared(result.value, "A", "alias").type)).toMatchObject({
      kind: "union",
      of: [
        { kind: "tuple", of: [int(-1, 1), { kind: "keyword", name: "null" }] },
        { kind: "array", of: { kind: "ref", name: "B" } },
        {
          kind: "object",
          members: [
            { name: "kind", optional: false, type: { kind: "literal", value: "a" } },
            { name: "odd name", optional: true, type: { kind: "keyword", name: "boolean" } },
            { name: "f", type: { kind: "other", text: "f(): void" }, doc: "Prose." },
          ],
        },
      ],
    });
    expect(shape(declared(result.value, "D", "interface"))).toMatchObject({
      extends: [{ kind: "ref", name: "G", args: [{ kind: "literal", value: 1 }] }],
      members: [
        { type: { kind: "keyof", of: { kind: "ref", name: "State" } } },
        { type: { kind: "indexed", key: { kind: "literal", value: "n" } } },
        { type: { kind: "ref", name: "G" } },
        { type: { kind: "other" } },
      ],
    });
    expect(declared(result.value, "G", "alias").typeParameters).toMatchObject([
      { name: "T", constraint: { name: "number" } },
    ]);
  });

  it("reads an optional parameter as one that may be undefined", () => {
    const result = spec("function f(s: State, k?: B, m = 1): asserts m {}");
    expect(shape(declared(result.value, "f", "function").function)).toMatchObject({
      params: [
        { default: null },
        {
          type: {
            kind: "union",
            of: [
              { kind: "ref", name: "B" },
              { kind: "keyword", name: "undefined" },
            ],
          },
          default: { name: "undefined" },
        },
        { type: null, default: { kind: "literal", value: 1 } },
      ],
      returns: { kind: "predicate", param: "m", is: null },
    });
  });
});

describe("docs", () => {
  const doc = (comment: string) => declared(spec(`${comment}\nexport const a = 1;`).value, "a", "const").doc;

  it("are prose without asterisks, `@source` apart", () => {
    expect(doc("/** One CPU. @source fs/buffer.c */")).toEqual({ text: "One CPU.", source: "fs/buffer.c" });
    expect(
      doc("/**\n * One.\n *   Indented.\n *\n * Two.\n * @source fs/a.c\n *   f(), g()\n * @see elsewhere\n */"),
    ).toEqual({
      text: "One.\n  Indented.\n\nTwo.",
      source: "fs/a.c f(), g()",
    });
    expect(doc("/** @internal */")).toEqual({ text: "", source: null });
    expect(doc("// no doc")).toBeNull();
  });

  it("of the file are the first, where it is not that of the first declaration", () => {
    const fileDoc = (text: string) => readFiles({ "specs/a.race.ts": text }).value.doc?.text ?? null;
    expect(fileDoc('/** The story. */\nimport { spec } from "racespec";')).toBe("The story.");
    expect(fileDoc("/** The story. */\n/** Of a. */\nexport const a = 1;")).toBe("The story.");
    expect(fileDoc("/** Of a. */\nexport const a = 1;")).toBeNull();
  });
});
