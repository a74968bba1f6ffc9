// What the marks above code blocks mean. A page builds up files block by block, and quotes the command run over them.
//   file: NAME                    the block is that file from here on
//   add to: NAME                  it is appended
//   in: NAME, instead of: TEXT    it replaces the paragraphs of that file from the one that holds a line beginning with TEXT
//                                 back to its doc comment
//   with: NAME                    it compiles after that file, imports and builders filled in; `in an action` has parameters
//   copy of: PATH                 it is that file of the repository
//   output: spec-check ARGUMENTS  it is what the command prints, times aside; `json` likewise, as data
// Tables of code have marks of their own (rows.ts).
// `, refused: CODES` after NAME: it does not compile, for exactly these reasons.
// In: a page. Out: what is wrong with it, and the page with quoted outputs made true.
// Not here: blocks (blocks.ts), files (workspace.ts).
import * as racespec from "../../dsl/index.ts";
import { type Block, blocksOf, withTexts } from "./blocks.ts";
import { rowsOf } from "./rows.ts";
import { commandOutput, errorsOf, type Files, repository } from "./workspace.ts";

/** What differs from run to run. */
const measured: readonly string[] = ["seconds", "memory", "bytesPerState"];

export interface Checked {
  readonly problems: readonly string[];
  /** The page with every quoted output as the command prints it now. */
  readonly renewed: string;
}

/** With `renew`, a quoted output that is out of date is no problem. */
export async function checkPage(page: string, renew: boolean): Promise<Checked> {
  const files: Files = new Map();
  const problems: string[] = [];
  const renewed = new Map<Block, string>();
  const refused = new Set<string>();
  const fileOf = (name: string): string => {
    const text = files.get(name);
    if (text === undefined) throw new Error(`there is no file ${name} yet`);
    return text;
  };

  const use = async (block: Block): Promise<string | null> => {
    const { mark, text } = block;
    if (mark === null) return block.language === "ts" ? "a snippet without a mark is not checked" : null;
    const [target = "", ...clauses] = mark.rest.split(", ");
    const clause = (name: string): string | null =>
      clauses
        .find((c) => c.startsWith(name))
        ?.slice(name.length)
        .trim() ?? null;
    const codes = clause("refused:")?.split(" ") ?? [];
    switch (mark.word) {
      case "file":
        files.set(target, text);
        if (codes.length > 0) refused.add(target);
        return codes.length === 0 ? null : compared(errorsOf(target, text, files), codes);
      case "add to":
        files.set(target, `${fileOf(target)}\n${text}`);
        return null;
      case "in":
        files.set(target, replaced(fileOf(target), mark.rest.split(", instead of: ")[1] ?? "", text));
        return null;
      case "with":
        return compared(errorsOf(target, completed(fileOf(target), inPlace(text, clauses)), files), codes);
      case "copy of":
        return text === repository(target) ? null : `this is not ${target} any more`;
      case "output": {
        const printed = await commandOutput(files, arguments_(mark.rest));
        if (timeless(printed) === timeless(text)) return null;
        renewed.set(block, printed);
        return renew ? null : `${mark.rest} prints something else`;
      }
      case "json": {
        const printed = await commandOutput(files, arguments_(mark.rest));
        return sameData(printed, text) ? null : `${mark.rest} prints ${printed}`;
      }
      default:
        return `nobody knows the mark "${mark.word}"`;
    }
  };

  for (const block of blocksOf(page)) {
    const problem = await use(block);
    if (problem !== null) problems.push(`line ${block.line}: ${problem}`);
  }
  for (const { file, fragment, line } of rowsOf(page)) {
    const problem = compared(errorsOf(file, completed(fileOf(file), fragment), files), []);
    if (problem !== null) problems.push(`line ${line}: ${problem}`);
  }
  for (const [name, text] of files) {
    // A module of a spec compiles with the specs that import it.
    const problem = refused.has(name) || !name.endsWith(".race.ts") ? null : compared(errorsOf(name, text, files), []);
    if (problem !== null) problems.push(`${name} as the page leaves it: ${problem}`);
  }
  return { problems, renewed: withTexts(page, renewed) };
}

const arguments_ = (command: string): string => command.replace(/^spec-check /, "");

const timeless = (text: string): string =>
  text
    .replace(/ +(\d+ min )?\d+(\.\d+)? s\b/g, " T")
    .replace(/\((\d+ min )?\d+(\.\d+)? s\)/g, "(T)")
    .trim();

function sameData(a: string, b: string): boolean {
  const data = (text: string): string =>
    JSON.stringify(JSON.parse(text), (key, value: unknown) => (measured.includes(key) ? 0 : value));
  return b.trim() !== "" && data(a) === data(b);
}

function compared(found: ReturnType<typeof errorsOf>, codes: readonly string[]): string | null {
  const names = found.map((d) => d.code);
  const isAsTold = names.length === codes.length && codes.every((c) => names.includes(c));
  const told = codes.length === 0 ? "compile" : `be refused with ${codes.join(" ")}`;
  return isAsTold ? null : `it should ${told}: ${found.map((d) => `${d.code} ${d.message}`).join("; ") || "no error"}`;
}

/** Paragraphs are divided by empty lines; a statement's own may stand in it where the next line is indented or closes it. */
function replaced(file: string, begins: string, text: string): string {
  const paragraphs = file.split(/\n\n(?![ }])/);
  const i = paragraphs.findIndex((p) => p.split("\n").some((line) => line.startsWith(begins)));
  if (begins === "" || i < 0) throw new Error(`no line begins with ${begins}`);
  return [...paragraphs.slice(0, i), text.trimEnd(), ...paragraphs.slice(i + 1)].join("\n\n");
}

function inPlace(fragment: string, clauses: readonly string[]): string {
  if (clauses.includes("in an action"))
    return `export const example = action((s, b: Buffer, w: Writer) => {\n${fragment}});\n`;
  return fragment;
}

const types: readonly string[] = ["Id", "Index", "Int", "Seq"];
const builders: readonly string[] = [
  ...["process", "procedure", "invariant", "stepInvariant", "reachable", "model", "refines"],
  ...["eventually", "infinitelyOften", "eventuallyAlways", "leadsTo", "fairness"],
];

/** The file with the fragment at its end, and what it needs of racespec imported. */
function completed(file: string, fragment: string): string {
  const lacks = (name: string): boolean =>
    new RegExp(`\\b${name}\\b`).test(fragment) && !new RegExp(`\\b${name}\\b`).test(file.split("\n\n")[0] ?? "");
  const imports = [...Object.keys(racespec).filter(lacks), ...types.filter(lacks).map((t) => `type ${t}`)];
  const [taken = ""] = /const \{[^}]*\} = spec/.exec(file) ?? [];
  const wanted = builders.filter(
    (b) => new RegExp(`\\b${b}\\b`).test(fragment) && !new RegExp(`\\b${b}\\b`).test(taken),
  );
  const filled = file.replace(taken, taken.replace("const {", `const { ${wanted.map((b) => `${b}, `).join("")}`));
  const head = imports.length === 0 ? "" : `import { ${imports.join(", ")} } from "racespec";\n`;
  return `${head}${filled}\n${fragment}`;
}
