// The command as a few files: what every run needs in one, what only some need in others that are loaded on demand.
// Reading some two hundred modules one by one would take longer than checking a small spec.
// In: the sources. Out: dist/**/*.js and *.cjs, and the licences of the packages that are part of them. The command is
// CommonJS, since only that can be loaded with its compiled code (cli/load-code.ts).
// Not here: declarations (tsc), files that are no code (finish-build.mjs).
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, "dist");

/** Of ts-morph only the TypeScript inside is used (compiler/1-read/project.ts). */
const morph = createRequire(createRequire(import.meta.url).resolve("ts-morph"));
const typescript = join(dirname(morph.resolve("@ts-morph/common")), "typescript.js");

/** Packages of which any run may call a function, and few do: loaded when first called. */
const onDemand = {
  "string-width": { file: "string-width", functions: ["default"] },
  "@babel/code-frame": { file: "code-frame", functions: ["codeFrameColumns"] },
  "log-update": { file: "log-update", functions: ["createLogUpdate"] },
};

// Of earlier builds: names of parts change. Declarations stay, tsc has just written them.
for (const file of existsSync(dist) ? readdirSync(dist, { recursive: true }).map(String) : []) {
  if (/\.(?:c?js|code)$/.test(file)) rmSync(join(dist, file));
}

const ids = [
  // What Node and authors load themselves.
  ...(await bundle({
    input: { "dsl/index": join(root, "dsl", "index.ts"), "cli/main": join(root, "cli", "main.ts") },
    output: { format: "esm", entryFileNames: "[name].js", chunkFileNames: "cli/[name]-[hash].js" },
  })),
  ...(await bundle({
    input: { "cli/command": join(root, "cli", "command.ts") },
    plugins: [deferred()],
    external: ["ts-morph", /^file:/],
    output: { paths: (id) => (id === "ts-morph" ? "./typescript.cjs" : id.replace(/^file:/, "./")) },
  })),
  ...(await bundle(
    written(
      Object.entries(onDemand).map(([name, { file, functions }]) => [
        `cli/${file}`,
        `export { ${functions.join(", ")} } from ${JSON.stringify(name)};`,
      ]),
    ),
  )),
  ...(await bundle({
    ...written([["cli/typescript", `import ts from ${JSON.stringify(typescript)}; export { ts };`]]),
    output: { minify: { compress: false } },
  })),
];
writeFileSync(join(dist, "cli", "licences.txt"), licencesOf(ids).join(`\n${"-".repeat(80)}\n\n`));

/** Returns which modules became part of it. All files lie beside the command, as code that looks for others expects. */
async function bundle({ input, plugins = [], external = [], output = {} }) {
  const build = await rolldown({
    cwd: root,
    input,
    plugins,
    external: [/^node:/, ...external],
    platform: "node",
    onwarn(warning) {
      // What matters of this one is looked at below.
      if (warning.code !== "INEFFECTIVE_DYNAMIC_IMPORT") throw new Error(warning.message);
    },
  });
  const { output: files } = await build.write({
    dir: dist,
    format: "cjs",
    exports: "named",
    entryFileNames: "[name].cjs",
    chunkFileNames: "cli/[name]-[hash].cjs",
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
    ...output,
  });
  await build.close();
  refuseSlowStart(files);
  return files.flatMap(({ moduleIds = [] }) => moduleIds);
}

/** Entries whose text is given: names with texts. */
function written(entries) {
  const texts = new Map(entries.map(([name, text]) => [`written:${name}`, text]));
  return {
    input: Object.fromEntries(entries.map(([name]) => [name, `written:${name}`])),
    plugins: [{ name: "written", resolveId: (id) => (texts.has(id) ? id : null), load: (id) => texts.get(id) ?? null }],
  };
}

function deferred() {
  const texts = new Map(
    Object.entries(onDemand).map(([name, { file, functions }]) => [
      `deferred:${name}`,
      functions
        .map((exported) => {
          const head = exported === "default" ? "export default" : `export const ${exported} =`;
          return `${head} (...given) => require("file:${file}.cjs").${exported}(...given);`;
        })
        .join("\n"),
    ]),
  );
  return {
    name: "deferred",
    resolveId: (id) => (texts.has(`deferred:${id}`) ? `deferred:${id}` : null),
    load: (id) => texts.get(id) ?? null,
  };
}

/** A run that finds everything in the cache is quick only as long as it does not load the compiler. */
function refuseSlowStart(files) {
  const byName = new Map(files.map((file) => [file.fileName, file]));
  const reached = new Set(files.filter((file) => file.isEntry).map((file) => file.fileName));
  for (const name of reached) {
    for (const next of byName.get(name).imports) if (byName.has(next)) reached.add(next);
    const compiler = byName.get(name).moduleIds.find((id) => id.startsWith(join(root, "compiler", sep)));
    if (compiler !== undefined)
      throw new Error(`${compiler} would be loaded by every run: import it when it is needed`);
  }
}

function licencesOf(ids) {
  const folderOf = (id) => /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id.split(sep).join("/"))?.[1] ?? [];
  // The TypeScript inside ts-morph has the same licence as the one beside it, and brings none of its own.
  const folders = [...ids.flatMap(folderOf), join(root, "node_modules", "typescript")];
  return [...new Set(folders)].sort().map((folder) => {
    const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    if (file === undefined) throw new Error(`${name} has no licence to pass on`);
    return `${name} ${version}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
  });
}
