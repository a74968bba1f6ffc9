// Figures as Markdown, and RESULTS.md, in which each program of the bench replaces its own part only.
// In: rows. Out: tables, the file.
// Not here: the figures (compare.mjs, fusion.mjs, starts.mjs).
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { bench } from "./measure.mjs";

export const table = (head, rows) =>
  [head, head.map((_, i) => (i === 0 ? "---" : "---:")), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

export const count = (n) => (n === null || n === undefined ? "–" : Math.round(n).toLocaleString("en-US"));
export const seconds = (n) => (n >= 100 ? n.toFixed(0) : n >= 10 ? n.toFixed(1) : n.toFixed(2));
export const megabytes = (n) => `${count(n / 2 ** 20)} MiB`;
/** States a second. */
export const rate = (n) => (n >= 999_500 ? `${(n / 1e6).toFixed(2)} M` : `${count(n / 1000)} k`);
export const times = (n) => `${n >= 100 ? n.toFixed(0) : n >= 1 ? n.toFixed(1) : n.toFixed(2)} ×`;
export const sizeText = (set) =>
  Object.entries(set)
    .map(([key, value]) => `${key}=${value}`)
    .join(" ");

export function machine() {
  const [{ model }] = cpus();
  return `${model.trim()}, ${cpus().length} cores, ${count(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}, Node ${process.version}`;
}

/** Replaces one part of RESULTS.md, or puts it at the end. */
export function writePart(name, text, file = join(bench, "RESULTS.md")) {
  const [open, close] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const before = existsSync(file)
    ? readFileSync(file, "utf8")
    : "# Results\n\nWritten by `npm run bench`; see [README.md](README.md) for how things are measured.\n";
  // No path of this machine: the file is part of the repository.
  const plain = text
    .trim()
    .replaceAll(process.execPath, "node")
    .replaceAll(`${dirname(bench)}/`, "");
  const part = `${open}\n${plain}\n${close}`;
  const start = before.indexOf(open);
  const end = before.indexOf(close);
  const after =
    start >= 0 && end > start
      ? before.slice(0, start) + part + before.slice(end + close.length)
      : `${before.trimEnd()}\n\n${part}\n`;
  writeFileSync(file, after);
}
