// In: specs with mistakes in them. Out: whether each comes to a verdict or to a diagnostic with a code, in time; a run of many of them.
// Not here: the mistakes (broken.ts).
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { check } from "../../checker/index.ts";
import type { SearchOptions } from "../../checker/search.ts";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import type { SpecModel } from "../../ir/model.ts";
import type { Outcome } from "../../ir/outcome.ts";
import { renderDiagnostic } from "../../report/diagnostic-frame.ts";
import { explain } from "../../report/explain.ts";
import { renderJson } from "../../report/json.ts";
import { renderMarkdown } from "../../report/markdown.ts";
import { makeStyle } from "../../report/style.ts";
import { brokenSpec } from "./broken.ts";
import { differs, generatedly } from "./engines.ts";
import { compilerOf, FILE, isError } from "./oracle.ts";
import { ABSTRACT } from "./properties.ts";
import { randomOf } from "./random.ts";
import { specOf } from "./spec.ts";

export interface BrokenResult {
  /** What went wrong on our side; null where nothing did. */
  readonly wrong: string | null;
  readonly codes: readonly string[];
  readonly verdicts: readonly string[];
  readonly milliseconds: number;
}

const plain = makeStyle(false, 100);
/** A spec of this size is read, and found wrong or searched for a moment, in a fraction of this on any machine. */
const TOO_LONG = 20_000;

export async function judgeBroken(text: string): Promise<BrokenResult> {
  const began = performance.now();
  const codes: string[] = [];
  const verdicts: string[] = [];
  let wrong: string | null = null;
  try {
    wrong = await judge(text, codes, verdicts);
  } catch (thrown) {
    wrong = thrown instanceof Error ? String(thrown.stack).split("\n").slice(0, 8).join("\n") : String(thrown);
  }
  const milliseconds = performance.now() - began;
  if (wrong === null && milliseconds > TOO_LONG) wrong = `took ${Math.round(milliseconds)} ms`;
  return { wrong, codes, verdicts, milliseconds };
}

async function judge(text: string, codes: string[], verdicts: string[]): Promise<string | null> {
  const files = new Map([
    [FILE, text],
    ["abstract.race.ts", ABSTRACT],
  ]);
  const read = (path: string): string | null => files.get(path) ?? null;
  const tell = (all: readonly Diagnostic[]): string | null => {
    for (const d of all) {
      if (!/^(?:SPEC[1-7]|TS)\d+$/.test(d.code)) return `${d.code} ${d.message}`;
      if (renderDiagnostic(d, read, plain).length < 10) return `${d.code} has no frame`;
      if (isError(d)) codes.push(d.code);
    }
    return null;
  };
  const { value: spec, diagnostics } = compilerOf().read(FILE, { read });
  const said = tell(diagnostics);
  if (said !== null || diagnostics.some(isError)) return said;
  for (const { name } of spec.models.slice(0, 2)) {
    const { value: model, diagnostics: more } = spec.compile(name, new Map());
    const problem = tell(more);
    if (problem !== null) return problem;
    if (model === null) {
      if (!more.some(isError)) return `${name} was refused without a word`;
      continue;
    }
    const disagreement = await checked(model, read, verdicts);
    if (disagreement !== null) return `${name}: ${disagreement}`;
  }
  return null;
}

const MOST_IDENTITIES = 24;

async function checked(
  model: SpecModel,
  read: (path: string) => string | null,
  verdicts: string[],
): Promise<string | null> {
  const until = Date.now() + 3000;
  const options: SearchOptions = { maxStates: 60, shouldStop: () => (Date.now() > until ? "seconds" : null) };
  const fast = await generatedly(model, options, true, true);
  // The interpreter tries permutations of identities one by one: of a thousand it comes to no end.
  const slow = model.idSets.some((s) => s.size > MOST_IDENTITIES) ? fast : await check(model, options);
  verdicts.push(fast.kind);
  const report = explain(model, fast, { allowsSymmetry: true, warnings: [], seconds: 0 });
  const run = { files: [{ file: model.file, models: [report], diagnostics: [] }], diagnostics: [], seconds: 0 };
  renderJson(run);
  renderMarkdown(run, read, { trace: true });
  const isCut = (o: Outcome): boolean => o.kind === "bounded" && o.limit === "seconds";
  return isCut(slow) || isCut(fast) ? null : differs(slow, fast);
}

export interface BrokenRun {
  readonly seed: number;
  readonly from: number;
  readonly specs: number;
  readonly until: number;
  readonly out: string | null;
}

/** Specs that ship, specs of the tests, and random ones. */
export function originals(): readonly string[] {
  const of = (folder: string): readonly string[] =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".race.ts"))
      .sort()
      .map((name) => readFileSync(`${folder}/${name}`, "utf8"));
  return [...of("specs"), ...of("test/cases/engine"), ...of("test/oracle"), ...of("specs/tla-examples")].filter(
    (t) => t.length < 6000 && !t.includes('from "./'),
  );
}

export function nthBroken(seed: number, nth: number, known: readonly string[]): string {
  const random = randomOf(seed * 31 + nth);
  const original = random.chance(50) || known.length === 0 ? specOf(seed, nth) : random.one(known);
  return brokenSpec(original, random);
}

/** One after the other; 1 where something was found. */
export async function brokenRun({ seed, from, specs, until, out }: BrokenRun): Promise<number> {
  const known = originals();
  const codes = new Map<string, number>();
  const beat = out === null ? null : watched(`${out}/current.race.ts`);
  let [found, nth, accepted, slowest] = [0, from, 0, 0];
  for (; nth < from + specs && Date.now() < until; nth++) {
    const text = nthBroken(seed, nth, known);
    if (out !== null) writeFileSync(`${out}/current.race.ts`, text);
    const result = await judgeBroken(text);
    beat?.();
    slowest = Math.max(slowest, result.milliseconds);
    if (result.verdicts.length > 0) accepted++;
    for (const code of new Set(result.codes)) codes.set(code, (codes.get(code) ?? 0) + 1);
    if (result.wrong === null) continue;
    found++;
    console.log(`found at ${nth}: ${result.wrong.slice(0, 700)}`);
    if (out !== null) writeFileSync(`${out}/broken-${seed}-${nth}.race.ts`, text);
  }
  console.log(
    `seed ${seed}: ${nth - from} broken specs, ${accepted} accepted all the same, ${found} finds, the slowest ${Math.round(slowest)} ms`,
  );
  console.log(
    [...codes]
      .sort(([, a], [, b]) => b - a)
      .map(([code, n]) => `${code} ${n}`)
      .join(", "),
  );
  return found > 0 ? 1 : 0;
}

/** Ends this process where no spec is done with for a minute, and says which one it was. */
function watched(path: string): () => void {
  const count = new Int32Array(new SharedArrayBuffer(4));
  const source = `const { workerData: { count, path, pid } } = require("node:worker_threads");
    let last = -1;
    setInterval(() => {
      const now = Atomics.load(count, 0);
      if (now === last) {
        require("node:fs").writeSync(1, "no end of " + path + "\\n");
        process.kill(pid, "SIGKILL");
      }
      last = now;
    }, 60000);`;
  new Worker(source, { eval: true, workerData: { count, path, pid: process.pid }, execArgv: [] }).unref();
  return () => void Atomics.add(count, 0, 1);
}
