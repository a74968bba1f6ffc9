/**
 * Breadth-first search, level by level, until a failure, a limit or the end; there temporal properties are decided.
 * In: an engine, its model, what the host hands in. Out: `Outcome`.
 * Not here: how states are made and kept (`interpret-engine.ts`), how a trace is found (`trace.ts`),
 * how the graph of all states is judged (`liveness/`).
 */
import type { SpecModel } from "../ir/model.ts";
import type { Coverage, Limit, Outcome, Progress } from "../ir/outcome.ts";
import { compareFindings, type Engine, type Finding } from "./engine.ts";
import { decideTemporal, hasTemporal } from "./liveness/liveness.ts";
import { type Found, traces } from "./trace.ts";

export interface SearchOptions {
  /** More distinct states than this end the run; null or absent: no limit. */
  readonly maxStates?: number | null;
  /** Asked now and then; a limit ends the run. */
  readonly shouldStop?: () => Limit | null;
  /** Lets the host have its turn: signals, timers, the terminal. */
  readonly breathe?: () => Promise<void>;
  readonly onProgress?: (progress: Progress) => void;
  /**
   * False: what differs in the names of identities alone is looked at all the same. States (of the interpreter; generated code says
   * itself by which sets it reduces them), instances of properties of behaviours.
   */
  readonly symmetry?: boolean;
}

/** Steps between two breaths: some tens of milliseconds. */
const BREATH = 4096;

type Counted = Omit<Coverage, "witnesses" | "symmetry">;

export async function search(engine: Engine, model: SpecModel, options: SearchOptions): Promise<Outcome> {
  const { symmetry } = engine;
  let complete: Counted = { distinct: 0, generated: 0, depth: 0, frontier: 0 };
  const pace = paceOf(engine, options);
  let level = 0;
  do {
    const limit = await expandLevel(engine, complete.frontier, pace, options.maxStates ?? null);
    if (limit !== null) await engine.rest();
    const failures = engine.findings().filter((f) => !isWitness(model, f));
    const failure = failures.toSorted(compareFindings)[0] ?? null;
    // What is found in part of a level depends on its order, and a run with a limit on states must not; nobody who
    // interrupts wants to wait for a trace. But time or memory that ends within a level does not hide what was found.
    if (limit !== null && (failure === null || limit === "states" || limit === "interrupted")) {
      const witnesses = limit === "states" ? await witnessed(engine, model, options, level) : [];
      return { kind: "bounded", limit, ...complete, witnesses: witnesses ?? [], symmetry };
    }
    if (limit === null) complete = countedNow(engine, level);
    // The states that a complete level led to are kept as well: among them are those that fail.
    if (limit === null && failure !== null) engine.advance();
    if (failure !== null) return concluded(engine, model, options, failure, complete);
    level++;
  } while (engine.advance() > 0);

  const witnesses = await witnessed(engine, model, options, level);
  if (witnesses === null) return { kind: "bounded", limit: "interrupted", ...complete, witnesses: [], symmetry };
  const missing = model.properties.findIndex(
    (p, i) => p.kind === "reachable" && !witnesses.some((w) => w.property === i),
  );
  if (missing >= 0) return { kind: "unreachable", property: missing, ...complete, witnesses, symmetry };
  const coverage = { ...complete, witnesses, symmetry };
  if (!hasTemporal(model)) return { kind: "exhausted", ...coverage };
  const pause = async (left: number): Promise<Limit | null> => {
    options.onProgress?.({ ...complete, frontier: left });
    await options.breathe?.();
    return options.shouldStop?.() ?? null;
  };
  const decided = await decideTemporal(engine, model, complete, { symmetry: options.symmetry ?? true, pause });
  if (decided === null) return { kind: "exhausted", ...coverage };
  if (typeof decided === "string") return { kind: "bounded", limit: decided, ...coverage };
  return { kind: "violated", ...decided, ...coverage };
}

/** Null where the whole level was expanded. */
async function expandLevel(engine: Engine, size: number, pace: Pace, maxStates: number | null): Promise<Limit | null> {
  for (let left = size; ; ) {
    const limit = pace.isDue() ? await pace.breathe(left) : null;
    if (limit !== null) return limit;
    const made = await engine.expand(BREATH);
    left = made.left;
    pace.worked(left);
    if (maxStates !== null && engine.counts().distinct > maxStates) return "states";
    if (made.limit !== null || left === 0) return made.limit;
  }
}

/** When the host has its turn: after some work, in whichever level; levels can be many and small. */
interface Pace {
  isDue(): boolean;
  /** `left`: states of the current level still to be expanded. */
  breathe(left: number): Promise<Limit | null>;
  worked(left: number): void;
}

/** What a level costs beside its steps, in steps. */
const LEVEL = 16;

function paceOf(engine: Engine, { shouldStop, breathe, onProgress }: SearchOptions): Pace {
  let work = 0;
  let before = 0;
  let level = 0;
  return {
    isDue: () => work >= BREATH,
    worked(left) {
      const { generated } = engine.counts();
      work += left > 0 ? BREATH : generated - before + LEVEL;
      before = generated;
      if (left === 0) level++;
    },
    async breathe(left) {
      work = 0;
      const { distinct, generated } = engine.counts();
      onProgress?.({ distinct, generated, depth: Math.max(1, level), frontier: left });
      await breathe?.();
      return shouldStop?.() ?? null;
    },
  };
}

/** After the level was expanded: the states it led to are a level more, and the frontier. */
function countedNow(engine: Engine, level: number): Counted {
  const { distinct, generated, found } = engine.counts();
  return { distinct, generated, depth: found > 0 ? level + 1 : level, frontier: found };
}

const isWitness = (model: SpecModel, { failure }: Finding): boolean =>
  failure.kind === "property" && model.properties[failure.property]?.kind === "reachable";

async function concluded(
  engine: Engine,
  model: SpecModel,
  options: SearchOptions,
  failure: Finding,
  counted: Counted,
): Promise<Outcome> {
  const { symmetry } = engine;
  const satisfied = engine.findings().filter((f) => isWitness(model, f));
  const all = await traces(engine, [failure, ...satisfied], pauseOf(options));
  const [first, ...rest] = all ?? [];
  if (first === undefined) return { kind: "bounded", limit: "interrupted", ...counted, witnesses: [], symmetry };
  const coverage = { ...counted, witnesses: witnessesAmong(rest), symmetry };
  if (failure.failure.kind === "deadlock") return { kind: "deadlocked", trace: first.trace, ...coverage };
  return { kind: "violated", failure: first.failure, trace: first.trace, ...coverage };
}

/** Of the properties satisfied by the states of complete levels; null where the user has had enough. */
async function witnessed(
  engine: Engine,
  model: SpecModel,
  options: SearchOptions,
  level: number,
): Promise<Coverage["witnesses"] | null> {
  const satisfied = engine.findings().filter((f) => isWitness(model, f) && f.length < level);
  const found = await traces(engine, satisfied, pauseOf(options));
  return found === null ? null : witnessesAmong(found);
}

const witnessesAmong = (found: readonly Found[]): Coverage["witnesses"] =>
  found
    .flatMap(({ failure, trace }) => (failure.kind === "property" ? [{ property: failure.property, trace }] : []))
    .toSorted((a, b) => a.property - b.property);

/** True where building traces is to be given up: a failure that was found is worth more time than was allowed. */
function pauseOf(options: SearchOptions): () => Promise<boolean> {
  return async () => {
    await options.breathe?.();
    return options.shouldStop?.() === "interrupted";
  };
}
