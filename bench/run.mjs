// `npm run bench`: racespec beside Spin, rumur and TLC on models that all have, counts first, speed second; `-- fusion`
// and `-- engines` for what fusion and the generated engine bring on the shipped specs. Writes RESULTS.md.
// In: the command line. Out: tables. Not here: everything else in this folder.
import { parseArgs } from "node:util";
import { compare } from "./compare.mjs";
import { engines, fusion } from "./fusion.mjs";
import { MODELS } from "./models.mjs";
import * as ours from "./ours.mjs";
import { installPeers, rumurPlain, spinBfs, spinDfs, tlc, versions } from "./peers.mjs";
import { firstVerdict, largest, shippedSpecs, symmetry, workers } from "./starts.mjs";
import { count, machine, megabytes, rate, seconds, sizeText, table, times, writePart } from "./tables.mjs";

/** Unless others are asked for: a quarter of an hour. With all of them it takes hours, which peers need. */
const usual = ["two-phase-commit", "filter"];

const help = `npm run bench -- [options] [pairs] [start] [workers] [symmetry] [fusion] [engines]
                         (default: the first four)
  --models a,b           ${MODELS.map((m) => m.name).join(", ")}; all
                         (default: ${usual.join(", ")})
  --sizes n,n            only these N
  --repetitions n        pairs for each peer (default 3)
  --peers a,b            spin-bfs, spin-dfs, rumur, tlc (default: all that there are)
  --all-peers            peers also where they take many minutes
  --quick                small sizes, one pair; nothing is written without --out
  --out FILE             instead of RESULTS.md
  --tlc JAR              also TLC (or TLA_JAR in the environment)
  --engine NAME          passed on to racespec
  --no-build             use dist/ as it is
  --help`;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    models: { type: "string" },
    sizes: { type: "string" },
    repetitions: { type: "string", default: "3" },
    peers: { type: "string" },
    "all-peers": { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    tlc: { type: "string" },
    engine: { type: "string" },
    "no-build": { type: "boolean", default: false },
    out: { type: "string" },
    help: { type: "boolean", default: false },
  },
});
const say = (text) => process.stdout.write(`${text}\n`);
const parts = positionals.length > 0 ? positionals : ["pairs", "start", "workers", "symmetry"];
const unknown = parts.filter((p) => !["pairs", "start", "workers", "symmetry", "fusion", "engines"].includes(p));
if (options.help || unknown.length > 0) {
  say(help);
  process.exit(options.help ? 0 : 2);
}
const jar = options.tlc ?? process.env.TLA_JAR ?? null;
const repetitions = options.quick ? 1 : Number(options.repetitions);
const engine = options.engine === undefined ? [] : ["--engine", options.engine];
const wanted = options.models?.split(",") ?? usual;
const models = MODELS.filter((m) => wanted.includes("all") || wanted.includes(m.name));
const known = {
  "spin-bfs": spinBfs,
  "spin-dfs": spinDfs,
  rumur: rumurPlain,
  ...(jar === null ? {} : { tlc: tlc(jar) }),
};
const peers = (options.peers?.split(",") ?? Object.keys(known)).map((name) => {
  if (known[name] === undefined) throw new Error(`no peer ${name}: ${Object.keys(known).join(", ")}`);
  return known[name];
});
const sizesOf = (model) =>
  model.sizes.filter((s) => {
    if (options.sizes !== undefined) return options.sizes.split(",").includes(String(s.set.N));
    return options.quick ? s.quick : !s.tiny;
  });

installPeers();
if (!options["no-build"]) ours.build();
const about = () =>
  [
    `${new Date().toISOString().slice(0, 10)} · ${machine()}`,
    `${ours.version()} · ${versions(jar).join(" · ")}`,
    `\`npm run bench -- ${process.argv.slice(2).join(" ")}\``,
  ].join("  \n");
const finish = (name, title, text) => {
  say(`\n## ${title}\n\n${text}\n`);
  const part = `## ${title}\n\n${about()}\n\n${text}`;
  if (options.out !== undefined) writePart(name, part, options.out);
  else if (!options.quick) writePart(name, part);
};

if (parts.includes("pairs")) finish("pairs", "Beside other checkers", pairs());
if (parts.includes("start")) {
  const text = [firstVerdict(MODELS, options.quick ? 1 : 5), shippedSpecs(options.quick ? 1 : 3)].join("\n\n");
  finish("start", "From source file to verdict", text);
}
if (parts.includes("workers")) finish("workers", "Two workers", workers(models, sizesOf, repetitions));
if (parts.includes("symmetry")) {
  const more = options.quick ? {} : { "two-phase-commit": [{ set: { N: 12 } }], mcs: [{ set: { N: 7 } }] };
  const few = options.quick ? models.map((m) => ({ ...m, sizes: m.sizes.filter((s) => s.quick) })) : models;
  finish("symmetry", "Symmetry", symmetry(few, more));
}
if (parts.includes("fusion")) finish("fusion", "Step fusion", fusion(say));
if (parts.includes("engines")) {
  finish("engines", "The generated engine beside `interpret`", engines(options.quick ? [] : models, say));
}

function pairs() {
  const commands = new Set();
  const rows = [];
  const notes = [];
  for (const model of models) {
    let before = null;
    for (const size of sizesOf(model)) {
      say(`${model.name} ${sizeText(size.set)}`);
      const with_ = size.peers === false && !options["all-peers"] ? [] : peers;
      const found = compare({ model, size, peers: with_, repetitions, flags: engine, say });
      for (const of of [found.own, ...found.peers]) rows.push(line(found, of));
      for (const of of [found.own, ...found.peers]) commands.add(of.command);
      if (before !== null && size === sizesOf(model).at(-1)) notes.push(`- ${model.name}: ${largest(before, found)}`);
      before = found;
    }
  }
  const head = [
    "model",
    "checker",
    "states",
    "CPU s",
    "states/CPU s",
    "of the search",
    "bytes/state",
    "as reported",
    "peak memory",
  ];
  const ratios = ["racespec is faster", "by search"];
  return [
    table([...head, ...ratios], rows),
    ...(notes.length > 0 ? ["How the rate stands at the largest size:", notes.join("\n")] : []),
    `Commands:\n\n${[...commands].map((c) => `- \`${c}\``).join("\n")}`,
  ].join("\n\n");
}

function line(found, of) {
  const ratio = of.ratio === undefined ? ["", ""] : [times(of.ratio), times(of.searchRatio)];
  const speeds = [
    seconds(of.cpu),
    rate(of.rate),
    rate(of.searchRate),
    of.bytes.toFixed(1),
    of.saidBytes ?? "",
    megabytes(of.memory),
  ];
  return [`${found.model} ${sizeText(found.set)}`, of.name, count(found.distinct), ...speeds, ...ratio];
}
