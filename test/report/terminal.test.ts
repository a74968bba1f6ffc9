// What a terminal shows: the verdict line at two widths, a counterexample in full, columns that stay within the width.
// Guards against tables that fall apart with wide characters, many processes or a narrow window.
import { expect, it } from "vitest";
import type { Expect } from "../../ir/model.ts";
import type { Outcome } from "../../ir/outcome.ts";
import { cut, padEnd, widthOf, wrap, wrapDoc } from "../../report/cells.ts";
import { makeStyle } from "../../report/style.ts";
import { renderCounterexample, renderWitness } from "../../report/terminal-trace.ts";
import { renderFileHead, renderSummary, renderVerdict, verdictColumns } from "../../report/verdict-lines.ts";
import { explained, plain, runOf, texts } from "./render.ts";
import { file, outcomes, state } from "./sample.ts";

const asLines = (text: string): readonly string[] => text.split("\n");

it("puts a verdict on one line where there is room, on two where there is none", () => {
  const m = explained(outcomes.violated, { kind: "violates", what: "oneRequest" });
  const columns = verdictColumns(["asReported", "patched"], plain(120));
  expect(renderFileHead(file, columns, plain(120))).toBe(`specs/sample.race.ts
                              distinct   generated depth    time`);
  expect(renderVerdict(m, columns, plain(120))).toBe(
    "  ✓ asReported  violated         1,234       5,678     5  0.12 s  oneRequest after 4 steps, as expected",
  );
  expect(asLines(renderVerdict(m, columns, plain(80)))).toEqual([
    "  ✓ asReported  violated         1,234       5,678     5  0.12 s",
    "      oneRequest after 4 steps, as expected",
  ]);
});

it("leaves out counts rather than letters of a name where a terminal is narrow", () => {
  const m = explained(outcomes.holds, { kind: "holds" }, "aModelWithAVeryLongNameThatPeopleType");
  const rendered = (width: number) => renderVerdict(m, verdictColumns([m.model], plain(width)), plain(width));
  expect(rendered(91)).toBe(`  ✓ ${m.model}  holds            1,234       5,678     5  0.12 s`);
  expect(rendered(80)).toBe(`  ✓ ${m.model}  holds            1,234     5  0.12 s`);
  expect(rendered(72)).toBe(`  ✓ ${m.model}  holds            1,234     5`);
});

it("never makes an early end look like success", () => {
  const m = explained(outcomes.bounded);
  const line = renderVerdict(m, verdictColumns(["asReported"], plain(120)), plain(120));
  expect(line).toContain("? asReported  incomplete");
  expect(line).toContain("stopped at --max-states, 7 states not expanded");
  expect(asLines(renderSummary(runOf(m), plain(80)))[0]).toBe("✗ 1 model in 1 file: 1 incomplete (1.00 s)");
});

it("shows a counterexample in full", () => {
  expect(renderCounterexample(explained(outcomes.violated), texts, plain(100))).toBe(
    `specs/sample.race.ts › asReported  violated
  ✗ oneRequest is false after 4 steps
    A buffer is never submitted twice at a time.
    specs/sample.race.ts:30
    > 30 | export const oneRequest = invariant((s) => every((b: Buffer) => s.bh[b].inFlight <= 1));
         | ${"^".repeat(87)}

  Who moves when

     writepage  writepage  actions
     Writer#0   Writer#1
     ─────────  ─────────  ──────────
  1  lock_page
  2                        redirty(0)
  3             lock_page
  4  submit_bh

  Step by step  [locals of the process before the step]

  1  Writer#0  lock_page   :15  The page is locked.
       page.lockedBy: null → Writer#0
       b = 0
  2            redirty(0)  :25  Somebody writes to the page again.
       bh[0].dirty: false → true
  3  Writer#1  lock_page   :15  The page is locked.
       page.lockedBy: Writer#0 → Writer#1
       mine[Writer#0]: {} → {0, 1}
       b = 1
  4  Writer#0  submit_bh   :20  The bug: by now somebody else may have marked this buffer. [b = 0]
       bh[0].inFlight: 0 → 2

  The last state
    page  { lockedBy: Writer#1, writeback: false }
    bh    { 0: { dirty: true, inFlight: 2 }, 1: { dirty: false, inFlight: 0 } }
    mine  { Writer#0: {0, 1}, Writer#1: {} }

    writepage Writer#0 done
    writepage Writer#1 at submit_bh (b = 1)`,
  );
});

it("shows the state before a step that fails", () => {
  const text = renderCounterexample(explained(outcomes.asserted), texts, plain(100));
  expect(text).toContain('✗ the assertion "BUG_ON(!buffer_async_write(bh))" is false in step 4');
  expect(text).toContain("The state before step 4, which fails");
});

it("says who waits in a deadlock", () => {
  expect(renderCounterexample(explained(outcomes.deadlocked), texts, plain(100))).toContain(
    "✗ no step is possible after 4 steps\n    writepage Writer#1 waits at submit_bh (line 20)\n    help: a process that may wait",
  );
});

it("helps an author who did not expect a deadlock, and only him", () => {
  const { trace } = outcomes.deadlocked;
  const done = { ...trace, steps: trace.steps.slice(0, 0), initial: state({ at: [null, null] }) };
  const shown = (outcome: Outcome, expect: Expect) =>
    renderCounterexample(explained(outcome, expect), texts, plain(100));
  expect(shown({ ...outcomes.deadlocked, trace: done }, { kind: "holds" })).toContain(
    '`model({ … }, { deadlock: "ignore" })`',
  );
  expect(shown(outcomes.deadlocked, { kind: "deadlocks" })).not.toContain("help:");
});

it("shows no state where the failure came before there was one", () => {
  const failed: Outcome = { ...outcomes.outOfRange, trace: { initial: {}, steps: [], loop: null } };
  const text = renderCounterexample(explained(failed), texts, plain(100));
  expect(text).toContain("in the initial state");
  expect(text).not.toContain("undefined");
  expect(text).not.toContain("The initial state");
});

it("shows a failure in the initial state", () => {
  const outcome: Outcome = { ...outcomes.violated, trace: { ...outcomes.violated.trace, steps: [] } };
  const text = renderCounterexample(explained(outcome), texts, plain(100));
  expect(text).toContain("oneRequest is false in the initial state");
  expect(text).toContain("The initial state\n    page  { lockedBy: null");
});

it("shows a witness", () => {
  const m = explained(outcomes.holds);
  const [witness] = m.witnesses;
  if (witness === undefined) throw new Error("no witness");
  expect(asLines(renderWitness(m, witness, plain(100)))[0]).toBe(
    "specs/sample.race.ts › asReported  window is true after 4 steps",
  );
});

it.each([40, 60, 80, 100, 120])("keeps the table within %i columns", (width) => {
  const text = renderCounterexample(explained(outcomes.violated), () => null, plain(width));
  const table = asLines(text).slice(6, 14);
  for (const line of table) expect(widthOf(line)).toBeLessThanOrEqual(width);
});

it("marks lanes with letters where columns have no room", () => {
  const text = renderCounterexample(explained(outcomes.violated), () => null, plain(30));
  expect(text).toContain("  A writepage Writer#0\n  B writepage Writer#1\n  C actions");
  expect(text).toContain("  1  A · ·  lock_page\n  2  · · C  redirty(0)\n  3  · B ·  lock_page\n  4  A · ·  submit_bh");
});

it("has colours only where they are wanted", () => {
  const coloured = renderCounterexample(explained(outcomes.violated), texts, makeStyle(true, 100));
  expect(coloured).toContain("\u001b[");
  expect(renderCounterexample(explained(outcomes.violated), texts, plain(100))).not.toContain("\u001b[");
});

it("counts wide characters as a terminal does", () => {
  expect(padEnd("古い", 6)).toBe("古い  ");
  expect(cut("古い鎖", 5)).toBe("古い…");
  expect(cut("abc", 3)).toBe("abc");
  expect(cut("abcd", 3)).toBe("ab…");
  expect(wrap("one two three", 7)).toEqual(["one two", "three"]);
  expect(wrapDoc("A list:\n- one two three\n- four\n\nAnd a\nparagraph.", 10)).toEqual([
    "A list:",
    "- one two",
    "  three",
    "- four",
    "",
    "And a",
    "paragraph.",
  ]);
});
