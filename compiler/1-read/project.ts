/**
 * The files that specs are read among: our small library, racespec's own files, and the modules of one spec at a time.
 * In: texts. Out: `SpecProject`, which makes a program of them, under compiler options that no tsconfig can change.
 * Of ts-morph only the TypeScript inside is used, here and everywhere: its own part would take longer to load than to do without.
 * Not here: which modules a spec imports (`modules.ts`), what becomes of TypeScript's errors (`typescript-errors.ts`).
 */
import { ts } from "ts-morph";
import type { Owner } from "./reading.ts";

/** What the command hands in: the text of `lib.d.ts`, and racespec's declaration files or sources ("index.d.ts", "spec.d.ts", …). */
export interface Library {
  readonly lib: string;
  readonly dsl: readonly { readonly name: string; readonly text: string }[];
}

/** The files that the program finds for one module: specifier as written → path as the file is named. */
export type Imports = ReadonlyMap<string, string>;

export interface SpecProject {
  /** Forgets the spec that was read before. */
  readonly clear: () => void;
  readonly add: (path: string, text: string) => ts.SourceFile;
  /** The program over all that was added, by path of a file the files it imports; what is missing there is not found. */
  readonly program: (imports: ReadonlyMap<string, Imports>) => ts.Program;
  readonly owner: (file: ts.SourceFile) => Owner;
  /** True of the file that specs know as "racespec". */
  readonly isRacespec: (file: ts.SourceFile) => boolean;
  /** The path under which a file was added; null for files of the library. */
  readonly pathOf: (file: ts.SourceFile) => string | null;
}

/** The same for every spec: what `racespec/tsconfig` says, without libraries of the machine. */
const compilerOptions: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  allowImportingTsExtensions: true,
  noEmit: true,
  noLib: true,
  skipLibCheck: true,
  types: [],
};

const libPath = "/racespec/lib.d.ts";
const dslFolder = "/racespec/dsl/";

export function createProject(library: Library): SpecProject {
  /** Path → file name in the program, and back: the program's names are absolute, whatever the author's are. */
  const names = new Map<string, string>();
  const paths = new Map<string, string>();
  let imports: ReadonlyMap<string, Imports> = new Map();

  const resolve = (from: string, specifier: string): string | undefined => {
    if (specifier === "racespec") return dslFile(library, "./index");
    if (from.startsWith(dslFolder)) return dslFile(library, specifier);
    return names.get(imports.get(paths.get(from) ?? "")?.get(specifier) ?? "");
  };
  const files = new Map<string, ts.SourceFile>();
  const addFile = (name: string, text: string, jsDocParsingMode = ts.JSDocParsingMode.ParseAll): ts.SourceFile => {
    const snapshot = ts.ScriptSnapshot.fromString(text);
    const form = { languageVersion: ts.ScriptTarget.ESNext, jsDocParsingMode };
    const file = ts.createLanguageServiceSourceFile(name, snapshot, form, String(files.size), true);
    files.set(name, file);
    return file;
  };
  const host: ts.CompilerHost = {
    getSourceFile: (name) => files.get(name),
    fileExists: (name) => files.has(name),
    readFile: (name) => files.get(name)?.text,
    resolveModuleNameLiterals: (literals, from) =>
      literals.map(({ text }) => {
        const resolvedFileName = resolve(from, text);
        if (resolvedFileName === undefined) return { resolvedModule: undefined };
        const extension = resolvedFileName.endsWith(".d.ts") ? ts.Extension.Dts : ts.Extension.Ts;
        return { resolvedModule: { resolvedFileName, extension } };
      }),
    getDefaultLibFileName: () => libPath,
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    writeFile: () => {},
  };
  let program: ts.Program | undefined;
  addFile(libPath, library.lib);
  // Nobody asks for the docs of our own declarations.
  for (const { name, text } of library.dsl) addFile(dslFolder + name, text, ts.JSDocParsingMode.ParseNone);

  return {
    clear() {
      for (const name of paths.keys()) files.delete(name);
      names.clear();
      paths.clear();
    },
    add(path, text) {
      const name = `/${names.size}/${baseName(path)}`;
      names.set(path, name);
      paths.set(name, path);
      return addFile(name, text);
    },
    program(found) {
      imports = found;
      program = ts.createProgram([...files.keys()], compilerOptions, host, program);
      return program;
    },
    owner: ({ fileName }) => (fileName === libPath ? "lib" : fileName.startsWith(dslFolder) ? "racespec" : "spec"),
    isRacespec: ({ fileName }) => fileName === dslFile(library, "./index"),
    pathOf: ({ fileName }) => paths.get(fileName) ?? null,
  };
}

/** `./spec`, `./spec.ts` and `./spec.js` all name "spec.ts" or "spec.d.ts", whichever was handed in. */
function dslFile(library: Library, specifier: string): string | undefined {
  const stem = stemOf(specifier.replace(/^\.\//, ""));
  const found = library.dsl.find((file) => stemOf(file.name) === stem);
  return found === undefined ? undefined : dslFolder + found.name;
}

const stemOf = (name: string): string => name.replace(/(\.d)?\.[jt]s$/, "");

/** Ends in `.ts`, so that TypeScript takes it for a module of TypeScript. */
function baseName(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return /(?<!\.d)\.ts$/.test(name) ? name : `${name}.ts`;
}
