// Tables of code: a mark above a table says how the code in its second column compiles.
//   rows: NAME as declarations                each is top-level code that follows that file
//   rows: NAME as statements of (s, p: P)     each is the body of an action with these parameters
//   rows: NAME as conditions of (p: P)        each is what an invariant says of all of these
// In: a page. Out: for each marked table the file it belongs to, and all its code as one fragment.
// Not here: code blocks (blocks.ts), what a fragment is compiled with (pages.ts).

export interface Rows {
  readonly file: string;
  readonly fragment: string;
  /** Of the mark, from 1. */
  readonly line: number;
}

export function rowsOf(page: string): readonly Rows[] {
  const lines = page.split("\n");
  return lines.flatMap((text, i): readonly Rows[] => {
    const [, file, how, given = ""] = /^<!-- rows: (\S+) as (\w+)(?: of (\(.*\)))? -->$/.exec(text) ?? [];
    if (file === undefined || how === undefined) return [];
    const end = lines.findIndex((line, j) => j > i && !line.startsWith("|"));
    const codes = lines.slice(i + 3, end < 0 ? undefined : end).flatMap(codeOf);
    if (codes.length === 0) throw new Error(`the table below line ${i + 1} has no code in its second column`);
    return [{ file, fragment: codes.map((code, row) => inPlace(code, how, given, `row${row}`)).join(""), line: i + 1 }];
  });
}

/** The code of the second cell; `\|` is a `|` that ends no cell. */
function codeOf(row: string): readonly string[] {
  const cell = row.split(/(?<!\\)\|/)[2] ?? "";
  const spans = [...cell.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code.replaceAll("\\|", "|"));
  return spans.length === 0 ? [] : [spans.join("\n")];
}

function inPlace(code: string, how: string, given: string, name: string): string {
  switch (how) {
    case "declarations":
      return `${code}\n`;
    case "statements":
      return `export const ${name} = action(${given} => {\n${code}\n});\n`;
    case "conditions":
      return `export const ${name} = invariant((s) => every(${given} => ${code}));\n`;
    default:
      throw new Error(`nobody knows rows as ${how}`);
  }
}
