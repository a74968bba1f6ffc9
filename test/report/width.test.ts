// The width of text on a terminal. Guards against columns that no longer stand below each other: the short cut for
// common characters has to say what string-width says, for each of them and whatever they stand beside.
import stringWidth from "string-width";
import { expect, it } from "vitest";
import { widthOf } from "../../report/cells.ts";
import { makeStyle } from "../../report/style.ts";

const beside = ["", "a", "\u0301", "\ufe0f", "\u200d", "漢", "🏁", "ﾞ"];

it("is that of string-width for every character of the plane, alone and beside others", () => {
  const wrong: string[] = [];
  for (let code = 0x20; code < 0x3100; code++) {
    const character = String.fromCharCode(code);
    for (const other of beside) {
      for (const text of [character + other, other + character]) {
        if (widthOf(text) !== stringWidth(text)) wrong.push(`U+${code.toString(16)} ${text}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});

it("does not count colours", () => {
  const style = makeStyle(true, 80);
  expect(widthOf(style.bold(style.bad("✗ 漢")))).toBe(4);
});
