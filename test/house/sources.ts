// The repository as the house rules see it: every file that belongs to it, and of each source its syntax and imports.
// In: a folder on disk, or made-up files for the rules' own tests. Out: House.
// Not here: the rules (the files beside this).
import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join, posix } from "node:path";
import { ts } from "ts-morph";

/** A path from the root with `/`, and the text there. */
export type File = { readonly path: string; readonly text: string };

export type Import = {
  /** As written, save that a URL names the source. */
  readonly specifier: string;
  /** 1-based. */
  readonly line: number;
  readonly target:
    | { readonly kind: "file"; readonly path: string }
    | { readonly kind: "node"; readonly module: string }
    | { readonly kind: "package"; readonly name: string };
};

export type Source = File & { readonly syntax: ts.SourceFile; readonly imports: readonly Import[] };

export type House = { readonly files: readonly File[]; readonly sources: readonly Source[] };

/** `test/cases` holds specs and goldens: data to the tests, free in form save for names and comments. */
export const isCase = (path: string): boolean => path.startsWith("test/cases/");

/** The folder directly under the root, "" for a file at the root. */
export const topFolder = (path: string): string => (path.includes("/") ? path.slice(0, path.indexOf("/")) : "");

/** 1-based. */
export const lineOf = (source: Source, node: ts.Node): number =>
  source.syntax.getLineAndCharacterOfPosition(node.getStart(source.syntax)).line + 1;

/** Calls `visit` with every node of a file. */
export function eachNode(source: Source, visit: (node: ts.Node) => void): void {
  const walk = (node: ts.Node): void => {
    visit(node);
    ts.forEachChild(node, walk);
  };
  walk(source.syntax);
}

export function house(files: readonly File[]): House {
  return { files, sources: files.filter(({ path }) => /\.(ts|mts|mjs|js)$/.test(path)).map(parse) };
}

/** Everything under `root` that .gitignore does not name, whether committed yet or not. */
export function readHouse(root: string): House {
  const ignored = readFileSync(join(root, ".gitignore"), "utf8").split("\n").filter(Boolean);
  const isIgnored = (name: string): boolean =>
    name === ".git" ||
    ignored.some((rule) => (rule.startsWith("*") ? name.endsWith(rule.slice(1)) : rule.replace(/\/$/, "") === name));
  const files: File[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = posix.join(folder, entry.name);
      if (isIgnored(entry.name)) continue;
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile()) files.push({ path, text: readFileSync(join(root, path), "utf8") });
    }
  };
  walk("");
  return house(files.sort((a, b) => (a.path < b.path ? -1 : 1)));
}

function parse({ path, text }: File): Source {
  const syntax = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const source = { path, text, syntax, imports: [] as Import[] };
  eachNode(source, (node) => {
    const at = specifierOf(node);
    if (at === undefined) return;
    // A worker is named by its output; the build has no hand in the text of a URL.
    const specifier = ts.isNewExpression(node) ? at.text.replace(/\.js$/, ".ts") : at.text;
    source.imports.push({ specifier, line: lineOf(source, at), target: resolve(path, specifier) });
  });
  return source;
}

/**
 * `import … from "x"`, `export … from "x"`, `import("x")` as a value and as a type, `new URL("./x", import.meta.url)`.
 */
function specifierOf(node: ts.Node): ts.StringLiteralLike | undefined {
  let specifier: ts.Node | undefined;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) specifier = node.moduleSpecifier;
  else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) specifier = node.argument.literal;
  else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    specifier = node.arguments[0];
  } else if (ts.isNewExpression(node) && node.expression.getText() === "URL") {
    const [url, base] = node.arguments ?? [];
    const isCode = url !== undefined && ts.isStringLiteralLike(url) && /^\.{1,2}\/.*\.[mc]?[jt]s$/.test(url.text);
    if (isCode && base?.getText() === "import.meta.url") specifier = url;
  }
  return specifier !== undefined && ts.isStringLiteralLike(specifier) ? specifier : undefined;
}

function resolve(from: string, specifier: string): Import["target"] {
  if (specifier.startsWith(".")) {
    return { kind: "file", path: posix.join(posix.dirname(from), specifier) };
  }
  if (specifier === "racespec") return { kind: "file", path: "dsl/index.ts" };
  const [scope = "", name = ""] = specifier.split("/");
  if (specifier.startsWith("node:") || builtinModules.includes(scope)) return { kind: "node", module: specifier };
  return { kind: "package", name: scope.startsWith("@") ? `${scope}/${name}` : scope };
}
