// What a house rule is: something to find, and files that show it is found.
// Not here: the rules (import-rules.ts, text-rules.ts), running them (../house.test.ts).
import type { House } from "./sources.ts";

/** Path → text. */
export type MadeUp = Readonly<Record<string, string>>;

export type Rule = {
  /** What every file keeps, as a sentence: it is the name of the test. */
  readonly name: string;
  /** One line per breach, `path:line` first, then what is wrong and what to do. */
  readonly find: (house: House) => readonly string[];
  /** Made-up files, each of which breaks the rule. */
  readonly broken: readonly MadeUp[];
  /** Made-up files that come close and keep it. */
  readonly kept: MadeUp;
};
