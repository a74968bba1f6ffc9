// Every code has a page in docs/errors and a fixture, and every page a code: `spec-check explain SPECnnnn` always has an
// answer, and both examples of a page are what it says they are. Guards against pages that rot and codes nothing reports.
// Not here: the words of each diagnostic (reject.test.ts), how `explain` prints a page (test/cli).
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { SpecFiles } from "../compiler/index.ts";
import * as bind from "../ir/codes/bind.ts";
import * as bindCollections from "../ir/codes/bind-collections.ts";
import * as bindTime from "../ir/codes/bind-time.ts";
import * as checking from "../ir/codes/checking.ts";
import * as internal from "../ir/codes/internal.ts";
import * as layout from "../ir/codes/layout.ts";
import * as lower from "../ir/codes/lower.ts";
import * as read from "../ir/codes/read.ts";
import * as usage from "../ir/codes/usage.ts";
import type { Diagnostic } from "../ir/diagnostic.ts";
import { diagnosed } from "./diagnosed.ts";

const codes = [read, bind, bindCollections, bindTime, lower, layout, checking, usage, internal].flatMap((file) =>
  Object.values(file),
);

/** Codes that no spec can cause: what causes them instead is tried in test/cli, or in the test named. */
const elsewhere: Readonly<Record<string, string>> = {
  SPEC1001: "the entry itself is missing, so that there is no spec: test/read",
  SPEC6001: "only a run finds it: test/cli",
  SPEC6002: "only a run finds it: test/cli",
  SPEC6003: "only a run finds it: test/cli",
  SPEC6004: "only a run finds it: test/cli",
  SPEC6005: "only a run finds it: test/cli",
  SPEC6006: "only a run finds it: test/cli",
  SPEC6007: "only a run finds it: test/cli",
  SPEC6008: "asked for by the command alone: test/cli",
  SPEC6009: "asked for by the command alone: test/cli",
  SPEC9001: "our own bug, which no spec is known to cause: test/cli",
};
const isUsage = (code: string): boolean => code.startsWith("SPEC7");
const hasSpec = (code: string): boolean => !isUsage(code) && elsewhere[code] === undefined;

const pages = readdirSync("docs/errors").filter((name) => name.endsWith(".md"));
const page = (code: string): string => readFileSync(join("docs/errors", `${code}.md`), "utf8");
const goldens = readdirSync("test/cases/reject")
  .map((name) => readFileSync(join("test/cases/reject", name, "expected.txt"), "utf8"))
  .join("\n");
const textsIn = (folder: string): string =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("\n");
const otherTests = ["test/cli", "test/read"].map(textsIn).join("\n");

const sections = ["What it means", "Refused", "Accepted", "Why"] as const;

/** Title and text of each second-level section. */
function sectionsOf(text: string): readonly { readonly title: string; readonly text: string }[] {
  const [, ...parts] = text.split(/^## /m);
  return parts.map((part) => ({ title: part.split("\n", 1)[0] ?? "", text: part.slice(part.indexOf("\n")) }));
}

const blocksOf = (text: string, language: string): readonly string[] =>
  [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, found, code]) =>
    found === language ? [code ?? ""] : [],
  );

/** An example of several modules names each in its first line: `// switch.race.ts`. The first one is the entry. */
function diagnosedExample(text: string): readonly Diagnostic[] {
  const modules = blocksOf(text, "ts").map((code, i) => ({
    path: /^\/\/ (\S+\.ts)\n/.exec(code)?.[1] ?? (i === 0 ? "example.race.ts" : `module${i}.ts`),
    code,
  }));
  const files: SpecFiles = { read: (path) => modules.find((m) => m.path === path)?.code ?? null };
  return diagnosed(modules[0]?.path ?? "example.race.ts", files);
}

it("has no page without a code, and no code twice", () => {
  expect(pages.sort()).toEqual(codes.map((c) => `${c.code}.md`).sort());
  expect(new Set(codes.map((c) => c.kebab)).size).toBe(codes.length);
});

it("explains why a code has no fixture here", () => {
  for (const code of Object.keys(elsewhere)) expect(codes.map((c) => c.code)).toContain(code);
});

describe.each(codes.map((c) => ({ code: c.code, kebab: c.kebab })))("$code $kebab", ({ code, kebab }) => {
  it("has a fixture", () => {
    const found = hasSpec(code) ? goldens.includes(` ${code} ${kebab}  `) : otherTests.includes(code);
    expect(found, hasSpec(code) ? "in test/cases/reject" : "in test/cli or test/read").toBe(true);
  });

  it("has a page with the four sections", () => {
    expect(page(code).split("\n", 1)[0]).toBe(`# ${code} ${kebab}`);
    expect(sectionsOf(page(code)).map((s) => s.title)).toEqual(sections);
  });

  it("refuses the one example and accepts the other", () => {
    const [, refused, accepted] = sectionsOf(page(code));
    if (!hasSpec(code)) {
      for (const { text = "" } of [refused ?? {}, accepted ?? {}]) {
        if (blocksOf(text, "sh").length === 0) expect(blocksOf(text, "ts").length).toBeGreaterThan(0);
        expect(blocksOf(text, "ts").length === 0 ? [] : diagnosedExample(text)).toEqual([]);
      }
      return;
    }
    const found = diagnosedExample(refused?.text ?? "");
    const isWarning = found.every((d) => d.severity === "warning");
    expect(found.filter((d) => isWarning || d.severity === "error").map((d) => d.code)).toEqual([code]);
    expect(diagnosedExample(accepted?.text ?? "").map((d) => `${d.code} ${d.message}`)).toEqual([]);
  });
});
