// One model at one size: counts first, then racespec and each peer in turn, so that what drifts drifts for both.
// In: model, size, peers, how often. Out: rows of figures; throws where counts differ.
// Not here: how they are run (ours.mjs, peers.mjs), tables (tables.mjs).
import { median, medianCost } from "./measure.mjs";
import * as ours from "./ours.mjs";

/** Refused instead of measured: a checker that sees fewer states is not faster. */
function agree(who, what, found, expected) {
  if (expected === undefined || expected === null || found === expected) return;
  throw new Error(`${who} counts ${found} ${what}, not ${expected}`);
}

/**
 * @returns {{ name: string, distinct: number, ours: object, peers: object[] }} per checker medians of cost, states per CPU
 * second of the process and of the search (the process less what it costs on the smallest model), bytes per state above
 * the smallest model (of peers: of the whole process); per peer also `ratio`s: medians over the pairs
 */
export function compare({ model, size, peers, repetitions, flags, say }) {
  const tiny = model.sizes.find((s) => s.tiny);
  const flat = [...flags, "--no-symmetry", "--workers", "1"];
  const runOurs = (at) => {
    const found = ours.run(model, at, flat);
    agree("racespec", "states", found.distinct, at.distinct);
    if (at.rules !== undefined) agree("racespec", "steps", found.generated - 1, at.rules);
    return found;
  };
  const ourStart = medianCost([1, 2, 3].map(() => runOurs(tiny)));
  const first = runOurs(size);
  say(`  racespec ${first.distinct} states, ${first.generated} generated, ${first.cpu.toFixed(2)} s`);

  const ourRuns = [];
  const rows = [];
  for (const peer of peers.filter((p) => p.has(model))) {
    // A peer's memory counts from nothing: it is C, and what it reserves at the start it reserves for states.
    const start = { ...medianCost(repeat(3, prepare(peer, model, tiny))), memory: 0 };
    const runPeer = prepare(peer, model, size);
    const pairs = [];
    for (let i = 0; i < repetitions; i++) {
      const own = runOurs(size);
      const theirs = runPeer();
      agree(peer.name, "states", theirs.distinct, size.distinct ?? own.distinct);
      if (theirs.rules !== null) agree(peer.name, "steps", theirs.rules, own.generated - 1);
      ourRuns.push(own);
      pairs.push({ own, theirs });
      say(`  ${peer.name} ${theirs.cpu.toFixed(2)} s, racespec ${own.cpu.toFixed(2)} s`);
    }
    const searchRatio = ({ own, theirs }) => search(theirs, start) / search(own, ourStart);
    rows.push({
      ...figures(
        peer.name,
        first.distinct,
        pairs.map((p) => p.theirs),
        start,
      ),
      ratio: median(pairs.map(({ own, theirs }) => theirs.cpu / own.cpu)),
      searchRatio: median(pairs.map(searchRatio)),
    });
  }
  const own = figures(
    "racespec",
    first.distinct,
    ourRuns.length > 0 ? ourRuns : [first, ...repeat(repetitions - 1, () => runOurs(size))],
    ourStart,
  );
  return { model: model.name, set: size.set, distinct: first.distinct, generated: first.generated, own, peers: rows };
}

const repeat = (times, what) => Array.from({ length: times }, () => what());

function prepare(peer, model, size) {
  const built = peer.build(model, size);
  return () => peer.run(built, model);
}

/** Seconds of CPU; a search too short to tell from the start counts as a millisecond. */
const search = (cost, start) => Math.max(cost.cpu - start.cpu, 0.001);

function figures(name, distinct, runs, start) {
  const cost = medianCost(runs);
  return {
    name,
    ...cost,
    rate: distinct / cost.cpu,
    searchRate: distinct / search(cost, start),
    bytes: (cost.memory - start.memory) / distinct,
    // What racespec's own document says of it.
    saidBytes: runs[0].document?.bytesPerState ?? null,
    command: runs[0].command,
  };
}
