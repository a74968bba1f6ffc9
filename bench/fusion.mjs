// What step fusion and the generated engine bring, on every shipped spec and the bench's own models.
// In: nothing but dist/. Out: two tables: states with and without --fusion, seconds of `interpret` and of the default.
// Not here: other checkers (compare.mjs).
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./measure.mjs";
import * as ours from "./ours.mjs";
import { count, seconds, sizeText, table, times } from "./tables.mjs";

/** From so many states on, the generated engine has to be ten times as fast as `interpret`. */
const LARGE = 100_000;

const specs = () => readdirSync(join(root, "specs")).filter((f) => f.endsWith(".race.ts"));

/** States with and without --fusion; throws where a verdict differs. */
export function fusion(say) {
  const rows = [];
  const sums = [];
  for (const file of specs()) {
    say(file);
    const path = join("specs", file);
    const plain = ours.runSpecs([path], ["--workers", "1"]).models;
    const fused = ours.runSpecs([path], ["--workers", "1", "--fusion"]).models;
    const [before, after] = [plain, fused].map((of) => of.reduce((sum, m) => sum + m.distinct, 0));
    sums.push([file, plain.length, count(before), count(after), times(before / after)]);
    for (const [i, m] of plain.entries()) {
      const f = fused[i];
      if (f.verdict !== m.verdict || f.property !== m.property) {
        throw new Error(`${file} ${m.model}: ${m.verdict} ${m.property}, with --fusion ${f.verdict} ${f.property}`);
      }
      const states = [count(m.distinct), count(f.distinct), times(m.distinct / f.distinct)];
      rows.push([`${file} ${m.model}`, m.verdict, ...states, m.traceLength ?? "", f.traceLength ?? ""]);
    }
  }
  const head = ["model", "verdict", "states", "with --fusion", "fewer", "steps of the trace", "with --fusion"];
  return [table(["spec", "models", "states", "with --fusion", "fewer"], sums), table(head, rows)].join("\n\n");
}

/** Seconds of the search under `interpret` and under the generated engine; throws where they differ in what they find. */
export function engines(models, say) {
  const rows = [];
  for (const file of specs()) {
    const path = join("specs", file);
    const large = ours.runSpecs([path], ["--no-symmetry", "--workers", "1"]).models.filter((m) => m.distinct >= LARGE);
    for (const { model } of large) {
      say(`${file} ${model}`);
      const flags = ["--model", model, "--no-symmetry", "--workers", "1"];
      const [fast] = ours.runSpecs([path], flags).models;
      const [slow] = ours.runSpecs([path], [...flags, "--engine", "interpret"]).models;
      rows.push(row(`${file} ${model}`, fast, slow));
    }
  }
  for (const model of models) {
    const size = model.sizes.find((s) => s.distinct >= LARGE);
    say(`${model.name} ${sizeText(size.set)}`);
    const flags = ["--no-symmetry", "--workers", "1"];
    const fast = ours.run(model, size, flags).document;
    const slow = ours.run(model, size, [...flags, "--engine", "interpret"]).document;
    rows.push(row(`${model.name} ${sizeText(size.set)}`, fast, slow));
  }
  return table(["model", "states", "interpret, s", "generated, s", "faster"], rows);
}

function row(name, fast, slow) {
  if (fast.distinct !== slow.distinct || fast.generated !== slow.generated || fast.verdict !== slow.verdict) {
    throw new Error(`the engines differ on ${name}`);
  }
  const ratio = slow.seconds / Math.max(fast.seconds, 0.001);
  return [name, count(fast.distinct), seconds(slow.seconds), seconds(fast.seconds), times(ratio)];
}
