// Modules of TLA+: what they look like, that brackets close and that every name means something. Guards against modules that
// TLC would not read. Nobody here can run TLC: what they mean was read by eye, in the goldens beside this file.
// Not here: Murphi and Promela, whose checkers are asked (confirmed.test.ts).
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { exportModel } from "../../export/index.ts";
import { compiled, openSpec } from "../compiled.ts";

const golden = [
  "specs/peterson-process.race.ts peterson",
  "specs/two-phase-commit.race.ts threeManagers",
  "specs/tla-examples/ewd840.race.ts asPublished",
];
const others = [
  "specs/counter.race.ts atomicAdd",
  "specs/stale-extent-buffer.race.ts asReportedCountsAreRight",
  "specs/page-dirty-lost.race.ts asReportedPteAccounting",
  "specs/tla-examples/internal-memory.race.ts asPublished",
  "specs/tla-examples/coffee-can.race.ts asPublished",
  "specs/tla-examples/echo.race.ts asPublished",
  "specs/tla-examples/paxos.race.ts asPublished",
  "specs/tla-examples/simple-allocator.race.ts asPublished",
  "specs/tla-examples/tcp.race.ts asPublished",
];

function filesOf(which: string): readonly { readonly name: string; readonly text: string }[] {
  const [path = "", name = ""] = which.split(" ");
  const made = exportModel(compiled(openSpec(path), name), "tla");
  return made.kind === "files" ? made.files : expect.fail(`${which}: ${made.what} (line ${made.at?.line})`);
}

describe("a module and its configuration", () => {
  it.each(golden)("%s", (which) => {
    for (const { name, text } of filesOf(which)) {
      const path = `test/export/golden/${name}`;
      if (process.env.UPDATE) writeFileSync(path, text);
      expect(text).toBe(readFileSync(path, "utf8"));
    }
  });
});

const KNOWN = new Set(
  (
    "MODULE EXTENDS CONSTANTS VARIABLES IF THEN ELSE LET IN DOMAIN EXCEPT CHOOSE LAMBDA RECURSIVE UNCHANGED ENABLED SUBSET UNION TRUE FALSE " +
    "BOOLEAN WF_vars SF_vars Integers Sequences FiniteSets Bags TLC Nat Int Len Append Head Tail SubSeq SelectSeq Cardinality Assert " +
    "EmptyBag BagIn CopiesIn SetToBag BagCardinality cup cap in div subseteq E A X o"
  ).split(" "),
);

/** Without comments and strings. */
const bare = (text: string): string =>
  text
    .replace(/"(?:[^"\\]|\\.)*"/g, '""')
    .replace(/\(\*[\s\S]*?\*\)/g, "")
    .replace(/\\\*.*/g, "");

/** Names that are given to something: definitions, parameters, bound variables, fields. */
function given(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (list: string | undefined): void => {
    for (const name of (list ?? "").split(/\W+/)) names.add(name);
  };
  for (const [, list] of text.matchAll(/^(?:CONSTANTS|VARIABLES) (.*)$/gm)) add(list);
  for (const [, name, params] of text.matchAll(/(\w+)(?:\(([\w, ]*)\))? ==/g)) add(`${name} ${params ?? ""}`);
  for (const [, name] of text.matchAll(/(\w+) \\in/g)) add(name);
  for (const [, tuple] of text.matchAll(/<<([\w, ]+)>> \\in/g)) add(tuple);
  for (const [, name] of text.matchAll(/LAMBDA (\w+)/g)) add(name);
  for (const [, name] of text.matchAll(/[.!](\w+)|(\w+) \|->|[[,] ?(\w+):/g)) add(name);
  for (const [, , name] of text.matchAll(/([[,]) ?(\w+)(?::| \|->)/g)) add(name);
  for (const [, name] of text.matchAll(/MODULE (\w+)/g)) add(name);
  return names;
}

describe("every name means something, and what is opened is closed", () => {
  it.each([...golden, ...others])("%s", (which) => {
    const [module, configuration] = filesOf(which);
    const text = bare(module?.text ?? "");
    const names = given(text);
    const unknown = (text.match(/\b[A-Za-z]\w*\b/g) ?? []).filter((name) => !names.has(name) && !KNOWN.has(name));
    expect([...new Set(unknown)]).toEqual([]);
    for (const [open, close] of ["()", "[]", "{}"])
      expect(text.split(open as string).length, open).toBe(text.split(close as string).length);
    expect(text.split("<<").length).toBe(text.split(">>").length);
    expect(text.match(/\bLET\b/g)?.length).toBe(text.match(/\bIN\b/g)?.length);
    expect(text.match(/\bIF\b/g)?.length).toBe(text.match(/\bELSE\b/g)?.length);
    for (const [, name] of (configuration?.text ?? "").matchAll(
      /^(?:INVARIANT|PROPERTY|CONSTRAINT|SPECIFICATION) (\w+)$/gm,
    ))
      expect(text).toMatch(new RegExp(`^${name} ==`, "m"));
  });

  it("is seen where a name means nothing", () => {
    expect(given("Init == x = 0").has("x")).toBe(false);
  });
});
