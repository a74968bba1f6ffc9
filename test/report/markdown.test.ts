// The Markdown of a run: tables and sections, and that no text of an author breaks them.
import { expect, it } from "vitest";
import { renderMarkdown } from "../../report/markdown.ts";
import { code, codeBlock, prose, quote, table } from "../../report/markdown-text.ts";
import { explained, runOf, texts } from "./render.ts";
import { outcomes } from "./sample.ts";

it("has a table of verdicts and a section per counterexample", () => {
  const expected = explained(outcomes.violated, { kind: "violates", what: "oneRequest" });
  const text = renderMarkdown(runOf(expected, explained(outcomes.bounded, { kind: "holds" }, "large")), texts, {
    trace: false,
  });
  expect(text).toContain("| ✓ | `asReported` | violated | 1,234 | 5,678 | 5 | oneRequest after 4 steps, as expected |");
  expect(text).toContain("| ? | `large` | incomplete | 1,234 | 5,678 | 5 | stopped at --max-states");
  expect(text).toContain("### `asReported`: oneRequest is false after 4 steps (as expected)");
  expect(text).toContain("`specs/sample.race.ts:30`:\n\n```ts\nexport const oneRequest = invariant(");
  expect(text).toContain("| # | writepage Writer\\#0 | writepage Writer\\#1 | actions |");
  expect(text).toContain("| 2 |  |  | `redirty(0)` |");
  expect(text).toContain(
    "| 2 |  | `redirty(0)` | 25 | Somebody writes to the page again. | `bh[0].dirty: false → true` |",
  );
  expect(text).toContain("<details open><summary>The last state</summary>");
});

it("has witnesses in a line each, and in full on demand", () => {
  const run = runOf(explained(outcomes.holds));
  expect(renderMarkdown(run, texts, { trace: false })).toContain(
    "What must be reachable, and is:\n\n- `asReported`: `window` after 4 steps",
  );
  expect(renderMarkdown(run, texts, { trace: true })).toContain("### `asReported`: window is true after 4 steps");
});

it("escapes what would be markup", () => {
  expect(prose("a*b* <b> [x](y) | #1 @me set_page_dirty _x_")).toBe(
    "a\\*b\\* &lt;b&gt; \\[x\\](y) \\| \\#1 @\u200bme set_page_dirty \\_x\\_",
  );
  expect(prose("see `a | b*`, *not*")).toBe("see `a | b*`, \\*not\\*");
  expect(code("a`b")).toBe("``a`b``");
  expect(code("`x")).toBe("`` `x ``");
  expect(codeBlock("```")).toBe("````\n```\n````");
  expect(table([["x", "left"]], [[code("a | b")], [prose("c | d")]])).toBe("| x |\n|---|\n| `a \\| b` |\n| c \\| d |");
  expect(quote("Two\n- things *here*\n\nend")).toBe("> Two\n> - things \\*here\\*\n>\n> end");
});
