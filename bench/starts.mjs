// What is measured besides pairs: time to a first verdict, workers, symmetry, all shipped specs at once.
// In: models, repetitions. Out: Markdown, section by section.
// Not here: pairs of racespec and a peer (compare.mjs).
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { measure, median, medianCost, root } from "./measure.mjs";
import * as ours from "./ours.mjs";
import { rumurPlain, rumurSymmetric, spinBfs } from "./peers.mjs";
import { count, megabytes, rate, seconds, sizeText, table } from "./tables.mjs";

const repeat = (times, what) => Array.from({ length: times }, () => what());
const total = (a, b) => ({ wall: a.wall + b.wall, cpu: a.cpu + b.cpu, memory: b.memory });

/** Source file → verdict of the smallest two-phase commit: peers generate and compile C, racespec first compiles, then finds. */
export function firstVerdict(models, repetitions) {
  const [model] = models;
  const size = model.sizes.find((s) => s.tiny);
  const peer = (of, optimise) => () => {
    const built = of.build(model, size, optimise);
    return total(built.cost, of.run(built, model));
  };
  const node = () => measure(process.execPath, ["-e", "0"]);
  const kinds = [
    ["racespec, first time (--no-cache)", () => ours.run(model, size, ["--no-cache"])],
    ["racespec, cached", () => ours.run(model, size)],
    ["Spin BFS, gcc -O0", peer(spinBfs, ["-O0", "-w"])],
    ["Spin BFS, gcc -O3", peer(spinBfs)],
    ["rumur, gcc -O0", peer(rumurPlain, ["-O0", "-w"])],
    ["rumur, gcc -O3", peer(rumurPlain)],
    ["(Node alone)", node],
  ];
  ours.run(model, size);
  const costs = kinds.map(() => []);
  for (let i = 0; i < repetitions; i++) for (const [k, [, run]] of kinds.entries()) costs[k].push(run());
  const rows = kinds.map(([name], k) => {
    const cost = medianCost(costs[k]);
    return [name, seconds(cost.cpu), seconds(cost.wall), megabytes(cost.memory)];
  });
  return table([`${model.name} ${sizeText(size.set)}`, "CPU s", "wall s", "peak memory"], rows);
}

/** The same for each shipped spec alone, and for all of them together. */
export function shippedSpecs(repetitions) {
  const files = readdirSync(join(root, "specs")).filter((f) => f.endsWith(".race.ts"));
  const rows = files.map((file) => {
    const path = join("specs", file);
    const found = ours.runSpecs([path]);
    const first = median(repeat(repetitions, () => ours.runSpecs([path], ["--no-cache"]).cpu));
    const cached = medianCost(repeat(repetitions, () => ours.runSpecs([path])));
    const lines = readFileSync(join(root, path), "utf8").trimEnd().split("\n").length;
    const states = found.models.reduce((sum, m) => sum + (m.distinct ?? 0), 0);
    return [file, lines, found.models.length, count(states), seconds(first), seconds(cached.cpu), seconds(cached.wall)];
  });
  const all = medianCost(repeat(repetitions, () => ours.runSpecs(["specs"])));
  rows.push(["all in one run", "", "", "", "", seconds(all.cpu), seconds(all.wall)]);
  return table(["spec", "lines", "models", "states", "first time, CPU s", "cached, CPU s", "cached, wall s"], rows);
}

/** Wall of whole processes with one and two workers in turn, without symmetry. */
export function workers(models, sizesOf, repetitions) {
  const rows = [];
  for (const model of models) {
    const size = sizesOf(model).at(-1);
    if (size === undefined) continue;
    const one = [];
    const two = [];
    for (let i = 0; i < repetitions; i++) {
      for (const [n, into] of [
        [1, one],
        [2, two],
      ]) {
        const found = ours.run(model, size, ["--no-symmetry", "--workers", String(n)]);
        if (found.distinct !== size.distinct) throw new Error(`${n} workers count ${found.distinct} in ${model.name}`);
        into.push(found);
      }
    }
    const ratio = median(one.map((o, i) => o.wall / two[i].wall));
    const searched = median(one.map((o, i) => o.seconds / two[i].seconds));
    const walls = [one, two].map((of) => seconds(medianCost(of).wall));
    const memory = megabytes(medianCost(two).memory);
    rows.push([`${model.name} ${sizeText(size.set)}`, ...walls, ratio.toFixed(2), searched.toFixed(2), memory]);
  }
  return table(
    ["model", "1 worker, wall s", "2 workers, wall s", "ratio", "ratio of the search", "peak memory, 2"],
    rows,
  );
}

/** Up to so many states rumur's own reduction, of exhaustive search among permutations or near it, ends in seconds. */
const RUMUR_SYMMETRIC = 500_000;

/** Orbits and what they cost: sizes of the catalogue that say how many there are, and some that nobody visits plainly. */
export function symmetry(models, more) {
  const rows = [];
  for (const model of models.filter((m) => m.ids !== null)) {
    for (const size of [...model.sizes.filter((s) => s.orbits !== undefined), ...(more[model.name] ?? [])]) {
      const found = ours.run(model, size, ["--workers", "1"]);
      if (size.orbits !== undefined && found.distinct !== size.orbits) {
        throw new Error(`racespec counts ${found.distinct} orbits in ${model.name}, not ${size.orbits}`);
      }
      const each = found.generated === 0 ? 0 : (found.seconds / found.generated) * 1e9;
      const name = `${model.name} ${sizeText(size.set)}`;
      const whole = size.distinct === undefined ? "" : count(size.distinct);
      const speeds = [count(found.generated), seconds(found.seconds), count(each)];
      rows.push([name, whole, count(found.distinct), ...speeds, ...reducedByRumur(model, size)]);
    }
  }
  const head = ["model", "states", "orbits", "generated", "search s", "ns per generated state"];
  return table([...head, "rumur's states", "rumur, s"], rows);
}

/** What rumur's heuristic keeps may be more than one state of an orbit. */
function reducedByRumur(model, size) {
  if (!(size.distinct <= RUMUR_SYMMETRIC)) return ["", ""];
  const found = rumurSymmetric.run(rumurSymmetric.build(model, size), model);
  return [count(found.distinct), seconds(found.cpu)];
}

/** How much slower the largest size of a model is per state than the size before it. */
export const largest = (before, after) =>
  `${rate(after.own.searchRate)} at ${sizeText(after.set)}, ${(after.own.searchRate / before.own.searchRate).toFixed(
    2,
  )} of the rate at ${sizeText(before.set)}`;
