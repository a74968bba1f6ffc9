// `npm run fuzz`: main.ts and all it imports as one file, which Node can run. A seeded fault is a text that is replaced on the
// way into that file: the sources stay as they are.
// In: the command line, and a fault in FUZZ_FAULT (as JSON: file, from, to). Out: the exit code of main.ts.
// Not here: what the run does (main.ts).
import { mkdirSync, rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { rolldown } from "rolldown";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
process.chdir(root);
const fault = process.env.FUZZ_FAULT === undefined ? null : JSON.parse(process.env.FUZZ_FAULT);
const folder = join(root, "node_modules", ".cache", "racespec-fuzz");
const file = join(folder, `${process.pid}.mjs`);
mkdirSync(folder, { recursive: true });

let isPlanted = fault === null;
const build = await rolldown({
  input: join(root, "test", "fuzz", "main.ts"),
  external: [/^node:/, /^[^./]/],
  platform: "node",
  plugins: [
    {
      name: "fault",
      transform(code, id) {
        if (fault === null || relative(root, id) !== fault.file) return null;
        if (code.split(fault.from).length !== 2) throw new Error(`${fault.file} has not once: ${fault.from}`);
        isPlanted = true;
        return code.replace(fault.from, () => fault.to);
      },
    },
  ],
});
await build.write({ file, format: "esm", codeSplitting: false });
await build.close();
if (!isPlanted) throw new Error(`${fault.file} is not part of the run`);
try {
  const { run } = await import(pathToFileURL(file).href);
  process.exitCode = await run(process.argv.slice(2));
} finally {
  rmSync(file);
}
