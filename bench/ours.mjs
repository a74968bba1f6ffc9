// racespec as the bench runs it: the built command, built here, with a cache of its own.
// In: a model of models.mjs, a size, flags. Out: counts of the JSON document and cost.
// Not here: the peers (peers.mjs), what is compared (compare.mjs).
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bench, measure, must, root, scratch } from "./measure.mjs";

process.env.RACESPEC_CACHE_DIR = join(scratch, "cache");

const main = join(root, "dist/cli/main.js");

export function build() {
  must("npm", ["run", "build"], { cwd: root });
}
export function version() {
  const { name, version: number } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const commit = existsSync(join(root, ".git"))
    ? ` (${must("git", ["describe", "--always", "--dirty"], { cwd: root }).trim()})`
    : "";
  return `${name} ${number}${commit}`;
}

/** The command line after `node`. */
function argumentsOf(model, size, flags) {
  const constants = Object.entries(size.set).flatMap(([key, value]) => ["--set", `${key}=${value}`]);
  return [main, join(bench, "specs", `${model.name}.race.ts`), ...constants, "--reporter", "json", ...flags];
}

/** Every model of some specs at once. Verdicts have to be the expected ones unless `mayFail`. */
export function runSpecs(paths, flags = [], mayFail = false) {
  const cost = measure(process.execPath, [main, ...paths, "--reporter", "json", ...flags]);
  return { ...cost, models: documentOf(cost, mayFail).models };
}

/** One model at one size. `seconds`: wall of the search as the document has it; `measured`: what else it says of the run. */
export function run(model, size, flags = []) {
  const cost = measure(process.execPath, argumentsOf(model, size, flags));
  const [found] = documentOf(cost, false).models;
  return { ...cost, distinct: found.distinct, generated: found.generated, seconds: found.seconds, document: found };
}

function documentOf(cost, mayFail) {
  if (cost.code !== 0 && !mayFail) throw new Error(`${cost.command} ended with ${cost.code}\n${cost.out}`);
  try {
    return JSON.parse(cost.out.slice(cost.out.indexOf('{"version"')));
  } catch (thrown) {
    throw new Error(`${cost.command} wrote no document\n${cost.out}`, { cause: thrown });
  }
}
