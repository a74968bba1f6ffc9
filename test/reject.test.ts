// What specs are refused for, and in which words: one folder a mistake, its spec the mistake, its golden the frame that a
// terminal shows. Guards against diagnostics that vanish, double, move or stop helping. UPDATE=1 rewrites the goldens.
// Not here: that every code has a folder (error-pages.test.ts), specs that are accepted (accept.test.ts).
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { SpecFiles } from "../compiler/index.ts";
import { renderDiagnostic } from "../report/diagnostic-frame.ts";
import { makeStyle } from "../report/style.ts";
import { diagnosed } from "./diagnosed.ts";

const cases = "test/cases/reject";
const plain = makeStyle(false, 100);
const textOf = (path: string): string | null => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
};

describe.each(readdirSync(cases).sort())("%s", (name) => {
  const files: SpecFiles = { read: (path) => textOf(join(cases, name, path)) };
  const found = diagnosed("spec.race.ts", files);

  it("says one thing, in the words of the golden", () => {
    const text = found.map((d) => `${renderDiagnostic(d, files.read, plain)}\n`).join("\n");
    const golden = join(cases, name, "expected.txt");
    if (process.env.UPDATE === "1") writeFileSync(golden, text);
    expect(text).toBe(textOf(golden) ?? "there is no golden: UPDATE=1 writes it");
    expect(found.map((d) => d.code)).toHaveLength(1);
  });

  it("is named ts-… where TypeScript itself says it", () => {
    expect(name.startsWith("ts-"), found[0]?.code).toBe(found[0]?.code.startsWith("TS"));
  });

  it("tells the mistake in its header", () => {
    expect(textOf(join(cases, name, "spec.race.ts"))).toMatch(/^\/[/*]/);
  });
});
