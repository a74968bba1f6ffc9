// Spin, rumur and TLC: installed if missing, built for a model and a size, run, their counts read.
// In: models of models.mjs. Out: per peer `build` (what source file → verdict costs besides the run) and `run`.
// Not here: what is compared with what (compare.mjs).
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bench, measure, must, scratch } from "./measure.mjs";

const there = (program) => spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;
const march = ["-O3", "-march=native", "-w"];

/** Installs what is missing where we may; says what is missing still. */
export function installPeers() {
  const wanted = { spin: "spin", rumur: "rumur", gcc: "gcc" };
  const missing = Object.entries(wanted).filter(([program]) => !there(program));
  if (missing.length > 0 && process.getuid?.() === 0 && there("apt-get")) {
    must("apt-get", ["update", "-q"]);
    must("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...missing.map(([, name]) => name)]);
  }
  const still = Object.keys(wanted).filter((program) => !there(program));
  if (still.length > 0) throw new Error(`missing, and not to be installed from here: ${still.join(", ")}`);
}

export function versions(tlc) {
  const first = (program, ...args) => {
    const { stdout, stderr } = spawnSync(program, args, { encoding: "utf8" });
    return `${stdout}${stderr}`.split("\n")[0].trim();
  };
  const java = tlc === null ? [] : [first("java", "-version"), `TLC of ${tlc}`];
  return [first("spin", "-V"), first("rumur", "--version"), first("gcc", "--version"), ...java];
}

/** A folder of its own for each build. */
function folder(...names) {
  const made = join(scratch, names.join("-"));
  rmSync(made, { recursive: true, force: true });
  mkdirSync(made, { recursive: true });
  return made;
}
const sizeName = (size) => Object.values(size.set).join("-");
const total = (costs) => ({
  wall: costs.reduce((sum, c) => sum + c.wall, 0),
  cpu: costs.reduce((sum, c) => sum + c.cpu, 0),
});
function checked(cost) {
  if (cost.code !== 0) throw new Error(`${cost.command} ended with ${cost.code}\n${cost.out}`);
  return cost;
}
function read(pattern, { out, command }) {
  const found = pattern.exec(out);
  if (found === null) throw new Error(`${command} wrote no ${pattern}\n${out}`);
  return Number(found[1]);
}

/** How deep a build's stack has to be. */
const depths = new Map();

function spin(name, breadthFirst) {
  return {
    name,
    has: (model) => existsSync(join(bench, "peers/spin", `${model.name}.pml`)),
    build(model, size, optimise = march) {
      const at = folder(name.replace(" ", "-"), model.name, sizeName(size));
      const defines = Object.entries(size.set).map(([key, value]) => `-D${key}=${value}`);
      const options = [
        "-DSAFETY",
        "-DNOBOUNDCHECK",
        "-DMEMLIM=21000",
        "-DNOREDUCE",
        ...(breadthFirst ? ["-DBFS"] : []),
      ];
      const made = [
        checked(measure("spin", ["-a", ...defines, join(bench, "peers/spin", `${model.name}.pml`)], at)),
        checked(measure("gcc", [...optimise, ...options, "-o", "pan", "pan.c"], at)),
      ];
      return { at, cost: total(made), slots: size.tiny ? 16 : 25 };
    },
    run(built, model) {
      // The stack is given out at the start, needed or not: as small as it can be.
      const depth = depths.get(built.at) ?? 100_000;
      const cost = checked(measure("./pan", ["-E", `-m${depth}`, `-w${built.slots ?? 25}`], built.at));
      if (/max search depth too small/.test(cost.out)) {
        depths.set(built.at, depth * 3);
        return this.run(built, model);
      }
      if (read(/errors: (\d+)/, cost) !== 0) throw new Error(`Spin finds errors in ${model.name}\n${cost.out}`);
      if (/Search not completed/.test(cost.out)) {
        throw new Error(`Spin has not seen all of ${model.name}\n${cost.out}`);
      }
      return { ...cost, distinct: read(/^\s*([\d.e+]+) states, stored/m, cost), rules: null };
    },
  };
}

function rumur(name, symmetric) {
  return {
    name,
    has: (model) => existsSync(join(bench, "peers/murphi", `${model.name}.m`)) && (!symmetric || model.ids !== null),
    build(model, size, optimise = march) {
      const at = folder(name.replace(" ", "-"), model.name, sizeName(size));
      let text = readFileSync(join(bench, "peers/murphi", `${model.name}.m`), "utf8");
      for (const [key, value] of Object.entries(size.set)) text = text.replaceAll(`${key}VAL`, String(value));
      const ids = model.ids === null ? "" : symmetric ? `scalarset(${model.ids})` : `0..${model.ids}-1`;
      writeFileSync(join(at, "m.m"), text.replaceAll("SYMTYPE", ids));
      const reduction = ["--symmetry-reduction", symmetric ? "heuristic" : "off"];
      const options = ["--deadlock-detection", "off", ...reduction, "--threads", "1", "--pack-state", "off"];
      const made = [
        checked(measure("rumur", [...options, "--output", "m.c", "m.m"], at)),
        checked(measure("gcc", ["-std=c11", ...optimise, "-mcx16", "m.c", "-o", "m", "-lpthread", "-latomic"], at)),
      ];
      return { at, cost: total(made) };
    },
    run(built) {
      const cost = checked(measure("./m", [], built.at));
      // Not one of the lines that tell how far it is.
      const distinct = read(/(\d+) states, \d+ rules fired/, cost);
      return { ...cost, distinct, rules: read(/\d+ states, (\d+) rules fired/, cost) };
    },
  };
}

/** Models of the two that have TLA+: who the identities are, and the other constants. */
const TLA = {
  "two-phase-commit": { module: "TwoPhasePerf", ids: "RM", more: () => [] },
  filter: { module: "Filter", ids: "Thr", more: (n) => [`NT = ${n}`, "NoOne = NoOne"] },
};
export const tlc = (jar) => ({
  name: "TLC",
  has: (model) => TLA[model.name] !== undefined,
  build(model, size) {
    const { module, ids, more } = TLA[model.name];
    const at = folder("tlc", model.name, sizeName(size));
    copyFileSync(join(bench, "peers/tla", `${module}.tla`), join(at, `${module}.tla`));
    const values = Array.from({ length: size.set.N }, (_, i) => `i${i}`).join(", ");
    const constants = [`${ids} = {${values}}`, ...more(size.set.N)].map((c) => `CONSTANT ${c}`);
    writeFileSync(join(at, "m.cfg"), [...constants, "SPECIFICATION Spec", "INVARIANT Inv", ""].join("\n"));
    return { at, module, cost: { wall: 0, cpu: 0 } };
  },
  run({ at, module }) {
    const options = ["-deadlock", "-workers", "1", "-config", "m.cfg", `${module}.tla`];
    const cost = checked(measure("java", ["-XX:+UseParallelGC", "-cp", jar, "tlc2.TLC", ...options], at));
    const found = /(\d+) states generated, (\d+) distinct states found, 0 states left/.exec(cost.out);
    if (found === null) throw new Error(`TLC has not ended\n${cost.out}`);
    return { ...cost, distinct: Number(found[2]), rules: Number(found[1]) - 1 };
  },
});

export const spinBfs = spin("Spin BFS", true);
export const spinDfs = spin("Spin DFS", false);
export const rumurPlain = rumur("rumur", false);
export const rumurSymmetric = rumur("rumur symmetric", true);
