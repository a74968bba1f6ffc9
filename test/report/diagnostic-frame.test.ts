// A diagnostic as a person meets it: headline, place with its lines, labels, help, fix; TypeScript's own alike.
import { expect, it } from "vitest";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import { renderDiagnostic, renderFrame } from "../../report/diagnostic-frame.ts";
import { harmless } from "../../report/harmless.ts";
import { makeStyle } from "../../report/style.ts";
import { plain, texts } from "./render.ts";
import { file, line } from "./sample.ts";

const diagnostic: Diagnostic = {
  ...{ code: "SPEC2055", name: "stored-alias", severity: "error", message: "one object, two names" },
  at: line(12, 7),
  labels: [{ at: line(3), text: "the other name is here" }],
  help: "store a copy",
  fix: { at: line(12, 4), text: "copy" },
  covers: null,
};

it("shows the place, the labels, the help and the fix", () => {
  expect(renderDiagnostic(diagnostic, texts, plain(80))).toBe(`error SPEC2055 stored-alias  one object, two names
  at ${file}:12:1
    10 | // line 10
    11 | // line 11
  > 12 | // line 12
       | ^^^^^^^
    13 | // line 13
    14 | // line 14
  at ${file}:3:1  the other name is here
  > 3 | // line 3
      | ^^^^^
  help: store a copy
  fix:  replace \`// l\` by \`copy\``);
});

it("marks every line of a stretch, and only the first of a long one", () => {
  const over = (lines: number) => ({ ...line(12), endLine: 12 + lines, endColumn: 3 });
  const marked = (lines: number): number =>
    renderDiagnostic({ ...diagnostic, at: over(lines), labels: [] }, texts, plain(80))
      .split("\n")
      .filter((l) => l.startsWith("  >")).length;
  expect(marked(2)).toBe(3);
  expect(marked(20)).toBe(1);
});

it("marks the place of an empty stretch", () => {
  const at = { ...line(12), endColumn: 1 };
  expect(renderDiagnostic({ ...diagnostic, at }, texts, plain(80))).toContain("  > 12 | // line 12\n       | ^\n");
});

it("cuts a long line to what the terminal shows, around the marked stretch", () => {
  const long = `${"a".repeat(300)}bad${"c".repeat(300)}`;
  const at = { ...line(1), column: 301, endColumn: 304 };
  const lines = renderDiagnostic({ ...diagnostic, at, labels: [], help: null, fix: null }, () => long, plain(60)).split(
    "\n",
  );
  expect(lines.slice(2)).toEqual([`  > 1 | …${"a".repeat(62)}bad${"c".repeat(123)}…`, `      | ${" ".repeat(63)}^^^`]);
  const narrow = renderFrame(long, at, makeStyle(false, 60, 60), 0);
  for (const l of narrow) expect(l.length).toBeLessThanOrEqual(60);
  expect(narrow[0]).toContain("abadc");
});

it("marks as much of a long stretch as there is room for", () => {
  const source = `x = ${"y".repeat(100)};`;
  const frame = renderFrame(source, { ...line(1), column: 5, endColumn: 105 }, makeStyle(false, 60, 60), 0);
  expect(frame).toEqual([`  > 1 | x = ${"y".repeat(45)}…`, `      |     ${"^".repeat(46)}`]);
});

it("shows TypeScript's own errors in the same frame", () => {
  const own: Diagnostic = { ...diagnostic, code: "TS2322", name: "", labels: [], help: null, fix: null };
  expect(renderDiagnostic(own, texts, plain(80)).split("\n")[0]).toBe("error TS2322  one object, two names");
});

it("does without a place and without a text", () => {
  expect(renderDiagnostic({ ...diagnostic, at: null, labels: [], fix: null }, texts, plain(80))).toBe(
    "error SPEC2055 stored-alias  one object, two names\n  help: store a copy",
  );
  expect(renderDiagnostic({ ...diagnostic, labels: [], fix: null }, () => null, plain(80))).toContain(
    `at ${file}:12:1`,
  );
});

it("inserts and removes", () => {
  const fixText = (fix: Diagnostic["fix"]) =>
    renderDiagnostic({ ...diagnostic, fix }, texts, plain(80))
      .split("\n")
      .at(-1);
  expect(fixText({ at: line(12, 0), text: "s = " })).toBe("  fix:  insert `s = ` at 12:1");
  expect(fixText({ at: line(12, 2), text: "" })).toBe("  fix:  remove `//`");
});

it("lets no control sequence of a spec through to a terminal, and our own colours only where there are any", () => {
  const text = "a\u001b[2Jb\tc\u202ed\n\u001b[31me\u001b[39m";
  expect(harmless(text, { colour: false })).toBe("a\ufffd[2Jb\tc\ufffdd\n\ufffd[31me\ufffd[39m");
  expect(harmless(text, { colour: true })).toBe("a\ufffd[2Jb\tc\ufffdd\n\u001b[31me\u001b[39m");
});
