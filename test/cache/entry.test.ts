// What is kept of a spec, as bytes and back. Guards against a model that comes back different from what was compiled
// (a verdict about another spec), and against bytes that were damaged and are believed.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fuse } from "../../checker/index.ts";
import { type Compiled, decodeEntry, type Entry, encodeEntry } from "../../cli/cache/entry.ts";
import { shareEqualParts } from "../../cli/cache/equal-parts.ts";
import { assemble } from "../../compiler/index.ts";
import { fusionObstacle } from "../../ir/fusible.ts";
import { compiler, noSettings, readFiles } from "./kept-specs.ts";

function entryOf(path: string): Entry {
  const { value: spec, diagnostics } = compiler.read(path, readFiles);
  const compiled = new Map<string, Compiled>();
  for (const { name } of spec.models) {
    const { value: model, diagnostics: found } = spec.compile(name, noSettings);
    if (model === null) throw new Error(found.map((d) => d.message).join("\n"));
    const program = assemble(model, { symmetry: true }).value;
    const fused = fusionObstacle(model) === null ? fuse(model) : null;
    compiled.set(name, { model, fused, program, diagnostics: found });
  }
  const { models, constants } = spec;
  return { reads: [[path, "0".repeat(64)]], models, constants, diagnostics, compiled: () => compiled };
}

const fileOf = (entry: Entry): Buffer => Buffer.concat(encodeEntry(entry));

describe("an entry", () => {
  const specs = [
    ...["specs/counter.race.ts", "specs/dining-philosophers.race.ts", "specs/two-phase-commit.race.ts"],
    // With a spec inside that is refined, with fairness, with `enabled`.
    ...["refinement", "fairness-of-processes", "enabled-of-steps"].map(
      (name) => `test/cases/lower/${name}/spec.race.ts`,
    ),
  ];

  it.each(specs)("comes back as it was: %s", (path) => {
    const entry = entryOf(path);
    const found = decodeEntry(fileOf(entry));
    expect(found).not.toBeNull();
    const { compiled: after, ...head } = found ?? entry;
    const { compiled: before, ...headBefore } = entry;
    expect(head).toStrictEqual(headBefore);
    const [back, kept] = [new Map(after()), new Map(before())];
    expect(back).toEqual(kept);
    // The order of fields as well: it is what reports go by.
    expect(JSON.stringify([...back])).toBe(JSON.stringify([...kept]));
    for (const { program } of back.values()) expect(WebAssembly.validate(program?.bytes ?? Uint8Array.of())).toBe(true);
  });

  it("is not believed when any part of it is damaged or missing", () => {
    const whole = fileOf(entryOf("specs/counter.race.ts"));
    expect(decodeEntry(whole)).not.toBeNull();
    for (let at = 0; at < whole.length; at += 97) {
      const damaged = Buffer.from(whole);
      damaged.writeUInt8(whole.readUInt8(at) ^ 4, at);
      expect(decodeEntry(damaged), `byte ${at}`).toBeNull();
      expect(decodeEntry(whole.subarray(0, at)), `${at} bytes`).toBeNull();
    }
  });
});

describe("sharing of equal parts", () => {
  const leaf = fc.oneof(
    fc.constantFrom(0, -0, Number.NaN, undefined, null, "", "0", "null", "undefined", true, 0n, 2n ** 60n),
    fc.integer({ max: 3, min: -3 }),
    fc.string({ maxLength: 2 }),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      leaf,
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom("a", "b", "a:b", '"', "c"), tie("value"), { maxKeys: 3 }),
    ),
  }));
  const ordered = (data: unknown): string =>
    JSON.stringify(data, (_, part: unknown) =>
      Object.is(part, -0) ? "-0" : typeof part === "bigint" ? `${part}n` : part === undefined ? "undefined" : part,
    );

  it("changes nothing that can be seen", () => {
    fc.assert(
      fc.property(value, (data) => {
        const shared = shareEqualParts(data);
        expect(shared).toStrictEqual(data);
        expect(ordered(shared)).toBe(ordered(data));
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  it("makes one object of equal ones, and never of different ones", () => {
    const [a, b, c] = shareEqualParts([{ x: [1, { y: -0 }] }, { x: [1, { y: -0 }] }, { x: [1, { y: 0 }] }]);
    expect(a).toBe(b);
    expect(a).not.toBe(c);
    expect(shareEqualParts([["1"], [1]])).toStrictEqual([["1"], [1]]);
  });
});
