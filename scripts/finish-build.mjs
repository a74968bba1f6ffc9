// What tsc leaves undone in dist/. Plain JavaScript, since it runs before anything is built (`npm ci` → prepare →
// build).
// In: dist/ as tsc wrote it. Out: the *.d.ts assets under compiler/ beside the code that reads them; no output whose
// source has gone; the commands of package.json executable and linked into node_modules/.bin, where npx looks first.
// (Without the link npx installs the checkout into its cache, which builds again, and stays broken if that build fails.)
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
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

for (const output of filesUnder(dist).filter((file) => /\.(js|d\.ts)$/.test(file))) {
  const sources = [output, output.replace(/\.(js|d\.ts)$/, ".ts")];
  if (!sources.some((source) => existsSync(join(root, source)))) rmSync(join(dist, output));
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
