// In: a lowered model. Out: what each way to check it says, and a sentence where two of them disagree.
// Not here: reading, binding and lowering of a spec (oracle.ts).
import { isDeepStrictEqual } from "node:util";
import { fuse } from "../../checker/fusion/fuse.ts";
import { check } from "../../checker/index.ts";
import { checkByReference } from "../../checker/reference.ts";
import type { SearchOptions } from "../../checker/search.ts";
import { createReserve } from "../../checker/wasm/reserve.ts";
import type { EngineHost } from "../../checker/wasm/wasm-engine.ts";
import { decodeEntry, encodeEntry } from "../../cli/cache/entry.ts";
import { spawnThread } from "../../cli/search-threads.ts";
import { assemble } from "../../compiler/index.ts";
import { fusionObstacle } from "../../ir/fusible.ts";
import { isTemporal, type SpecModel } from "../../ir/model.ts";
import type { Outcome } from "../../ir/outcome.ts";
import type { Program } from "../../ir/program.ts";
import { symmetrySets } from "../../ir/symmetry-sets.ts";

export interface Ways {
  readonly maxStates: number;
  /** Which of the ways that cost more: those of every nth spec. */
  readonly cells: boolean;
  readonly workers: boolean;
  readonly fusion: boolean;
  readonly reference: boolean;
}

export interface Agreed {
  readonly outcome: Outcome;
  /** With symmetry; null where there is none. */
  readonly reduced: Outcome | null;
  readonly fused: boolean;
}

export type Judged = { readonly agreed: Agreed } | { readonly by: string; readonly detail: string };

/** 256 MiB, hardly any of it touched. */
const reserve = createReserve(4096);

const host = (workers: number): EngineHost => ({
  ...{ reserve, workers, spill: null, spawn: workers > 1 ? spawnThread : null, workersFrom: 0, wakeFrom: 0 },
  maxMemory: Number.POSITIVE_INFINITY,
  memoryUsed: () => 0,
  collectGarbage: () => {},
  breathe: () => new Promise((resolve) => setImmediate(resolve)),
});

function programOf(model: SpecModel, symmetry: boolean, packed = true): Program {
  const { value, diagnostics } = assemble(model, { symmetry, packed });
  if (value === null) throw new Error(`not assembled: ${diagnostics.map((d) => d.code).join(" ")}`);
  return value;
}

/** Ids are shared objects, everything else is plain. */
const text = (v: unknown): string => JSON.stringify(v, (_, x: unknown) => (x === undefined ? "undefined" : x));

function difference(a: Outcome, b: Outcome): string {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])] as (keyof Outcome)[];
  const different = names.filter((n) => !isDeepStrictEqual(a[n], b[n]));
  return different.map((n) => `${n}: ${text(a[n]).slice(0, 300)} against ${text(b[n]).slice(0, 300)}`).join("\n");
}

/** Null where they are the same. */
export const differs = (a: Outcome, b: Outcome): string | null => (isDeepStrictEqual(a, b) ? null : difference(a, b));

export function generatedly(
  model: SpecModel,
  options: SearchOptions,
  symmetry: boolean,
  packed: boolean,
  workers = 1,
): Promise<Outcome> {
  const program = programOf(model, symmetry, packed);
  return check(model, { ...options, symmetry, generated: { program, host: host(workers) } });
}

const isBounded = (o: Outcome): boolean => o.kind === "bounded";

/** What symmetry must not change. */
const verdictOf = (o: Outcome): unknown => ({
  kind: o.kind,
  failure: o.kind === "violated" ? o.failure : null,
  trace: o.kind === "violated" || o.kind === "deadlocked" ? o.trace : null,
  property: o.kind === "unreachable" ? o.property : null,
  witnesses: o.witnesses,
});

export async function judged(model: SpecModel, ways: Ways): Promise<Judged> {
  const { maxStates } = ways;
  const no = (by: string, a: Outcome, b: Outcome): Judged => ({ by, detail: difference(a, b) });
  const stored = roundTrip(model);
  if (stored !== null) return { by: "the cache", detail: stored };
  const slow = await check(model, { maxStates, symmetry: false });
  const run = (symmetry: boolean, packed: boolean, workers = 1): Promise<Outcome> =>
    generatedly(model, { maxStates }, symmetry, packed, workers);

  const fast = await run(false, true);
  if (!isDeepStrictEqual(fast, slow)) return no("generated code", slow, fast);
  if (ways.cells) {
    const cells = await run(false, false);
    if (!isDeepStrictEqual(cells, slow)) return no("cells", slow, cells);
  }
  if (ways.workers) {
    const threads = await run(true, true, 2);
    const alone = await run(true, true);
    if (!isDeepStrictEqual(threads, alone)) return no("workers", alone, threads);
  }
  if (ways.reference && !isBounded(slow) && !model.properties.some((p) => isTemporal(p.kind)) && slow.distinct <= 800) {
    const obvious = checkByReference(model);
    if (!isDeepStrictEqual(counts(obvious), counts(slow))) return no("the reference", slow, obvious);
  }
  let reduced: Outcome | null = null;
  if (symmetrySets(model).length > 0) {
    reduced = await check(model, { maxStates, symmetry: true });
    const fastReduced = await run(true, true);
    if (!isDeepStrictEqual(fastReduced, reduced)) return no("generated code with symmetry", reduced, fastReduced);
    if (!isBounded(slow) && !isDeepStrictEqual(verdictOf(reduced), verdictOf(slow)))
      return no("symmetry", slow, reduced);
    if (reduced.distinct > slow.distinct && !isBounded(slow)) return no("symmetry, which found more", slow, reduced);
  }
  const mayFuse = ways.fusion && !isBounded(slow) && fusionObstacle(model) === null;
  const fused = mayFuse ? await fusionOf(model, slow, maxStates) : false;
  if (typeof fused === "string") return { by: "fusion", detail: fused };
  return { agreed: { outcome: slow, reduced, fused } };
}

const counts = ({ kind, distinct, generated, depth }: Outcome): unknown => ({ kind, distinct, generated, depth });

/** True where it fused anything; a sentence where it says something else. Of each property alone as well: then more is fused. */
async function fusionOf(model: SpecModel, slow: Outcome, maxStates: number): Promise<boolean | string> {
  if (model.controlGraphs.length === 0) return false;
  const whole = await fusedAgainst(model, slow, maxStates);
  if (typeof whole === "string") return whole;
  const fused = fuse(model);
  const fast = await check(model, { fused, generated: { program: programOf(fused.model, true), host: host(1) } });
  if (blamed(model, slow) !== blamed(model, fast))
    return `${blamed(model, slow)} against ${blamed(model, fast)} of generated code`;
  let isReduced = whole;
  for (const property of model.properties.length > 1 ? model.properties : []) {
    const alone = { ...model, properties: [property] };
    if (fusionObstacle(alone) !== null) continue;
    const plain = await check(alone, { maxStates, symmetry: false });
    const said = isBounded(plain) ? false : await fusedAgainst(alone, plain, maxStates);
    if (typeof said === "string") return `${property.name} alone: ${said}`;
    isReduced ||= said;
  }
  return isReduced;
}

async function fusedAgainst(model: SpecModel, slow: Outcome, maxStates: number): Promise<boolean | string> {
  const told = await check(model, { maxStates, fused: fuse(model), symmetry: false });
  if (isBounded(told)) return false;
  const [a, b] = [blamed(model, slow), blamed(model, told)];
  if (a !== b) return `${a} against ${b}`;
  if (slow.kind !== "exhausted" && slow.kind !== "unreachable") return false;
  const met = (o: Outcome): string => o.witnesses.map((w) => model.properties[w.property]?.name).join(" ");
  return met(slow) === met(told) ? told.distinct < slow.distinct : `reaches ${met(slow)} against ${met(told)}`;
}

/** The verdict and what it blames. */
function blamed(model: SpecModel, o: Outcome): string {
  if (o.kind === "unreachable") return `unreachable ${model.properties[o.property]?.name}`;
  if (o.kind !== "violated") return o.kind;
  const { failure: f } = o;
  if (f.kind === "property") return `violated ${model.properties[f.property]?.name}`;
  return f.kind === "assertion" ? `violated ${model.assertions[f.assertion]?.text}` : `violated ${f.kind}`;
}

/** What comes out of the cache, and what comes out as JSON. */
function roundTrip(model: SpecModel): string | null {
  const entry = {
    ...{ reads: [], models: [], constants: [], diagnostics: [] },
    compiled: () => new Map([[model.name, { model, fused: null, program: null, diagnostics: [] }]]),
  };
  const back = decodeEntry(Buffer.concat(encodeEntry(entry)))
    ?.compiled()
    .get(model.name)?.model;
  if (!isDeepStrictEqual(back, model)) return "another model came back from the cache";
  return isDeepStrictEqual(JSON.parse(JSON.stringify(model)), model) ? null : "the model is not plain JSON";
}
