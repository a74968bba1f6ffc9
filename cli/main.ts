#!/usr/bin/env node
// The executable: arguments to exit code. A reader of our output that goes away (`| head`) ends us quietly. It runs as
// built only: the code of the command lies beside it, in the files that scripts/bundle.mjs makes.
// Not here: everything else (command.ts).
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { cacheFolder, cachePath } from "./cache/cache-folder.ts";
import { type CodeStore, codeLoader } from "./load-code.ts";

// V8 would optimise half of TypeScript in the background for the one spec that it is to read: a quarter of all time. What
// runs for seconds it optimises all the same, a little later. Generated code is not affected.
setFlagsFromString("--interrupt-budget=500000");
// Of generated code that soon ends the optimiser would take in most for nothing. What runs on it takes in some milliseconds later.
setFlagsFromString("--wasm-tiering-budget=8000000");

/** What a shell reports of a program that died of a broken pipe. */
const brokenPipe = 141;

for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(brokenPipe);
    process.stderr.write(`spec-check: cannot write: ${error.message}\n`);
    process.exit(2);
  });
}

const here = dirname(fileURLToPath(import.meta.url));
const args = process.argv.slice(2);

/** Made by the build, for the Node that built it; not among the files of a package. */
const built: CodeStore = {
  read: (name) => {
    try {
      return readFileSync(join(here, "code", name));
    } catch {
      return null;
    }
  },
  write: null,
};
const path = args.includes("--no-cache") ? null : cachePath(process.env);
const code = codeLoader(path === null ? [built] : [built, cacheFolder(path)]);
const { command } = code.load(join(here, "command.cjs")) as typeof import("./command.ts");

process.exitCode = await command(args);
if (path !== null) code.keep();
