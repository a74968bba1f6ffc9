// What tsc and the bundler leave undone in dist/. Plain JavaScript, since it runs before anything is built (`npm ci` →
// prepare → build).
// In: dist/ as they wrote it. Out: the *.d.ts assets under compiler/ beside the code that reads them; no declaration whose
// source has gone; the build's id; what V8 makes of the code, for this Node; the commands of package.json executable and
// linked into node_modules/.bin, where npx looks first. (Without the link npx installs the checkout into its cache, which
// builds again, and stays broken if that build fails.)
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, "dist");
const filesUnder = (folder) => (existsSync(folder) ? readdirSync(folder, { recursive: true }) : []).map(String);

for (const asset of filesUnder(join(root, "compiler")).filter((file) => file.endsWith(".d.ts"))) {
  const to = join(dist, "compiler", asset);
  mkdirSync(dirname(to), { recursive: true });
  cpSync(join(root, "compiler", asset), to);
}

for (const output of filesUnder(dist).filter((file) => file.endsWith(".d.ts"))) {
  const sources = [output, output.replace(/\.d\.ts$/, ".ts")];
  if (!sources.some((source) => existsSync(join(root, source)))) rmSync(join(dist, output));
}

// What was compiled by another build is not used again, whatever the version says: the cache goes by this.
const content = createHash("sha256").update(readFileSync(join(root, "package.json")));
for (const file of filesUnder(dist)
  .filter((name) => /\.(?:js|d\.ts)$/.test(name))
  .sort()) {
  content.update(`${file}\n`).update(readFileSync(join(dist, file)));
}
writeFileSync(join(dist, "build-id"), content.digest("hex"));

// A run over some specs, so that the functions which a run needs are compiled, and no others: cli/load-code.ts.
const learnt = mkdtempSync(join(tmpdir(), "racespec-"));
try {
  const specs = ["counter", "peterson-process", "two-phase-commit"].map((name) => join("specs", `${name}.race.ts`));
  const env = { ...process.env, RACESPEC_CACHE_DIR: learnt };
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(dist, "cli", "main.js"), "--trace", ...specs], {
    ...{ cwd: root, env, encoding: "utf8" },
  });
  if (status !== 0) throw new Error(`what was built does not run:\n${stdout}${stderr}`);
  mkdirSync(join(dist, "cli", "code"), { recursive: true });
  for (const file of filesUnder(learnt).filter((name) => name.endsWith(".code"))) {
    cpSync(join(learnt, file), join(dist, "cli", "code", file));
  }
} finally {
  rmSync(learnt, { recursive: true });
}

const { bin } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const commands = join(root, "node_modules", ".bin");
const isThere = (path) => lstatSync(path, { throwIfNoEntry: false }) !== undefined;
for (const [name, command] of Object.entries(bin)) {
  const target = join(root, command);
  if (!existsSync(target)) continue;
  chmodSync(target, 0o755);
  // Links need rights on Windows that few have; there npx goes by its cache.
  if (process.platform === "win32" || !existsSync(commands) || isThere(join(commands, name))) continue;
  symlinkSync(relative(commands, target), join(commands, name));
}
