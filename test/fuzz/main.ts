// In: the arguments of `npm run fuzz`. Out: what it prints, specs of finds in files, and the exit code: 1 where something was found.
// Not here: how it is started (run.mjs), what a spec is tried on (oracle.ts).
import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { brokenRun } from "./broken-run.ts";
import { faultRun } from "./faults.ts";
import { type Find, type Tried, thorough, tried } from "./oracle.ts";
import { smaller } from "./smaller.ts";
import { specOf } from "./spec.ts";
import { createCollector, summaryText } from "./summary.ts";

const help = `npm run fuzz -- [options]
  --seconds N   stop after so many (default 60)
  --specs N     or after so many specs
  --seed S      (default 1)
  --from N      the first spec (default 0)
  --broken      specs with mistakes in them: a verdict or a diagnostic, nothing else
  --faults      mistakes put into racespec: after how many specs each is found
  --which N,N   of these faults
  --as-found    do not make specs of finds smaller
  --first       end with the first find
  --show        print each spec
  --out FOLDER  for specs of finds`;

export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: "string", default: "60" },
      specs: { type: "string", default: "1000000" },
      seed: { type: "string", default: "1" },
      from: { type: "string", default: "0" },
      out: { type: "string", default: join(tmpdir(), "racespec-fuzz") },
      which: { type: "string" },
      broken: { type: "boolean", default: false },
      faults: { type: "boolean", default: false },
      "as-found": { type: "boolean", default: false },
      first: { type: "boolean", default: false },
      show: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const [seconds, specs, seed, from] = [values.seconds, values.specs, values.seed, values.from].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  if (values.help) {
    console.log(help);
    return 0;
  }
  mkdirSync(values.out, { recursive: true });
  const until = Date.now() + seconds * 1000;
  if (values.faults) return faultRun(specs, seed, values.which?.split(",").map(Number) ?? null);
  if (values.broken) return brokenRun({ seed, from, specs, until, out: values.out });

  console.log(`seed ${seed}`);
  const began = Date.now();
  const collector = createCollector();
  let nth = from;
  for (; nth < from + specs && Date.now() < until; nth++) {
    const text = specOf(seed, nth);
    if (values.show) console.log(text);
    const result = await tried(text, thorough);
    collector.add(nth, result);
    if (values.show) for (const d of result.refused) console.log(`${d.code} line ${d.at?.line}: ${d.message}`);
    if (result.find === null) continue;
    if (values.first) {
      console.log(`found after ${nth - from + 1} specs: ${result.find.by}`);
      return 1;
    }
    await tell(text, result.find, `${values.out}/${seed}-${nth}`, values["as-found"]);
  }
  const summary = collector.summary();
  console.log(`${((summary.specs * 1000) / (Date.now() - began)).toFixed(2)} specs a second`);
  console.log(summaryText(summary));
  return summary.finds.length > 0 ? 1 : 0;
}

/** The first line of what was found, without numbers: of another spec with the same mistake it is the same. */
const mark = ({ by, detail }: Find): string =>
  `${by}: ${/Error/.test(detail) ? detail.split("\n")[0]?.replace(/\d+/g, "") : ""}`;

async function tell(text: string, find: Find, path: string, asFound: boolean): Promise<void> {
  console.log(`found at ${path}: ${find.by} ${find.model ?? ""}\n${find.detail.slice(0, 400)}`);
  writeFileSync(`${path}.race.ts`, text);
  if (asFound) return;
  const chosen = find.model === null ? null : [find.model];
  const isThere = async (made: string): Promise<boolean> => {
    const again: Tried = await tried(made, { ...thorough, chosen });
    return again.find !== null && mark(again.find) === mark(find);
  };
  const small = await smaller(text, isThere, 300);
  writeFileSync(`${path}-small.race.ts`, small);
  console.log(small);
}
