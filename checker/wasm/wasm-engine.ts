/**
 * The engine that runs generated WebAssembly: it places the module in the memory, lets it expand level after level,
 * makes room when it asks for it, and keeps the levels for traces.
 * In: a model, its program, what the host offers. Out: `createWasmEngine`.
 * Not here: the search itself (`compiler/5-emit/search/`), steps for traces (`sweep.ts`, `wasm-edges.ts`), threads (`crew.ts`).
 */
import * as control from "../../ir/control-block.ts";
import type { SpecModel } from "../../ir/model.ts";
import type { Failure } from "../../ir/outcome.ts";
import type { Program } from "../../ir/program.ts";
import { createActors } from "../actors.ts";
import type { Engine, Expansion, Finding } from "../engine.ts";
import { createInterpreter } from "../interpret/interpreter.ts";
import { createGeneratedStates } from "../liveness/generated-states.ts";
import { createGeneratedParts, someStates } from "../vacuity/generated-parts.ts";
import { type Crew, type Spawn, startCrew } from "./crew.ts";
import { createDecoder } from "./decode.ts";
import { LevelStore, type Spill } from "./level-store.ts";
import type { RegionLimits } from "./memory-plan.ts";
import { permutationReader } from "./permutation-reader.ts";
import { createReader, type Shared } from "./records.ts";
import type { Reserve } from "./reserve.ts";
import { setUp } from "./stage.ts";
import { createWalker } from "./sweep.ts";
import { createEdges } from "./wasm-edges.ts";

/** What a process offers to the engines of its models, one after the other. */
export interface EngineHost {
  readonly reserve: Reserve;
  /** Null: levels stay in memory. */
  readonly spill: Spill | null;
  /** Null: one thread searches. */
  readonly spawn: Spawn | null;
  /** Threads that search, this one included. */
  readonly workers: number;
  /** Distinct states from which further threads are started. */
  readonly workersFrom: number;
  /** States of a level still to be expanded from which they are woken for it. */
  readonly wakeFrom: number;
  /** Bytes that table, frontier, levels and V8 may have together. */
  readonly maxMemory: number;
  /** What regions of one memory may have, where it is not all that fits: tests make a chain of small ones. */
  readonly regions?: RegionLimits;
  /** Bytes that V8 uses, garbage included. */
  readonly memoryUsed: () => number;
  readonly collectGarbage: () => void;
  readonly breathe: () => Promise<void>;
  /** Told at the end how many bytes the search held. */
  readonly held?: (bytes: number) => void;
}

/** Classes of findings before the properties' own (`Program.flags`). */
const CLASSES: readonly Failure[] = [
  { kind: "assertion", assertion: 0 },
  { kind: "range", path: "", message: "", at: null },
  { kind: "deadlock" },
];

/** Above this share of the limit what is really used is taken for all of it: the rest would be spent on collecting garbage. */
const NEARLY = 0.95;

export interface WasmEngine extends Engine {
  /** Bytes that the search holds: table, frontier, kept levels. */
  footprint(): number;
  readonly shared: Shared;
}

export function createWasmEngine(model: SpecModel, program: Program, host: EngineHost): WasmEngine {
  const stage = setUp(model, program, {
    ...{ reserve: host.reserve, threads: host.spawn === null ? 1 : host.workers },
    regions: host.regions ?? null,
  });
  const { shared, word, chain } = stage;
  const { instance, plan, words, bytes, halves } = shared;
  const { exports } = instance;
  const helpers = stage.instances - 1;
  const levels = new LevelStore(words, host.spill);
  const found: Finding[] = [];
  const flagged = new Set<number>();
  let crew: Crew | null = null;
  /** The level that is expanded, and whether this thread has anything left to do in it. */
  let level = 0;
  let isDone = false;
  /** The others were halted with work left of this level. */
  let othersOwe = false;
  /** Areas of threads that have been at work; in others there may be what the last model left. */
  let helped: readonly number[] = [];
  let before = 0;
  /** Of threads that have been sent home: what they counted, and areas with work of this level left. */
  let past = { distinct: 0, generated: 0 };
  let heritage: readonly number[] = [];
  /** The level in which they were: in the next one others may be started in the same areas. */
  let inherited = -1;
  /** Where this thread works. */
  let at = plan.area(0);
  const distinct = (): number => instance.distinct() + past.distinct + (crew?.distinct() ?? 0);
  const footprint = (): number => stage.usedBytes() + levels.held;
  const isOver = (more: number): boolean => {
    const needed = (): number => footprint() + more + host.memoryUsed();
    if (needed() <= host.maxMemory) return false;
    host.collectGarbage();
    return needed() > host.maxMemory * NEARLY;
  };

  const note = (): void => {
    for (let i = 0; i < program.flagCount; i++) {
      if (flagged.has(i) || bytes[program.flags + i] === 0) continue;
      flagged.add(i);
      const failure = CLASSES[i] ?? { kind: "property", property: i - CLASSES.length };
      found.push({ failure, length: failure.kind === "deadlock" ? level - 1 : level });
    }
  };

  /** States of the level that nobody has claimed; at least 1, since somebody is still at work. */
  const remaining = (): number => {
    const chunks = word(control.CURRENT_COUNT) - word(control.CLAIM);
    return Math.max(1, chunks * control.CHUNK_STATES);
  };

  const startHelpers = (): void => {
    const count = Math.min(helpers, chain.instances() - 1);
    const mayStart = count > 0 && crew === null && level !== inherited;
    if (host.spawn === null || !mayStart || distinct() < host.workersFrom) return;
    const place = (i: number) => ({ area: plan.area(i + 1), asked: chain.askedBy(i + 1) });
    crew = startCrew(host.spawn, count, stage.module, stage.memory, place);
  };

  /** A step that came to the end of its area says so before it traps (docs/abi.md): what was found until then counts. */
  const ran = (run: () => number): number => {
    try {
      return run();
    } catch (thrown) {
      if (thrown instanceof WebAssembly.RuntimeError && word(control.LOST) !== 0) return control.POOL_EMPTY;
      throw thrown;
    }
  };

  const expandOnce = (most: number): number => {
    if (isDone) return control.NOTHING_LEFT;
    const code = ran(() => (level === 0 ? exports.initial() : exports.run(most)));
    if (code !== control.NOTHING_LEFT) return code;
    exports.flushOut();
    const [next, ...others] = heritage;
    if (next === undefined) {
      isDone = true;
      return code;
    }
    heritage = others;
    at = next;
    exports.attach(at);
    return control.MOST_REACHED;
  };

  /** Puts right what `run` could not do for itself while others were at work. Null: it can go on. */
  const relieve = async (codes: readonly number[]): Promise<Expansion["limit"]> => {
    if (codes.includes(control.POOL_EMPTY)) return "memory";
    if (!codes.includes(control.TABLE_FULL)) return null;
    if (isOver(stage.tableBytes())) return "memory";
    if (exports.grow() === 0) return null;
    return !isOver(chain.need()) && (await lengthen()) ? null : "memory";
  };

  /** One memory more. For the rest of the level this thread is alone: it does what the others have left undone. */
  async function lengthen(): Promise<boolean> {
    heritage = [...heritage, ...helped];
    await dismiss();
    if (!chain.add(at, heritage)) return false;
    isDone = false;
    return true;
  }

  /** Back from the areas of others, where this one's own may have missed a link. */
  function comeHome(): void {
    if (at === plan.area(0)) return;
    at = plan.area(0);
    exports.attach(at);
    exports.forget();
  }

  async function dismiss(): Promise<void> {
    if (crew === null) return;
    await crew.end();
    past = { distinct: past.distinct + crew.distinct(), generated: past.generated + crew.generated() };
    crew = null;
    helped = [];
    othersOwe = false;
    inherited = level;
  }

  async function expand(most: number): Promise<Expansion> {
    startHelpers();
    const mayWake = level > 0 && crew !== null && crew.isReady() && !crew.isAtWork();
    if (mayWake && (othersOwe || (!isDone && remaining() >= host.wakeFrom))) {
      crew?.begin(level);
      helped = Array.from({ length: crew?.codes().length ?? 0 }, (_, i) => plan.area(i + 1));
    }
    const own = expandOnce(most);
    if (isOver(0)) return settled("memory");
    const isEarly = own === control.MOST_REACHED && (crew === null || !crew.isAtWork() || !crew.isHalted());
    if (isEarly) return { left: remaining(), limit: null };
    if (own !== control.NOTHING_LEFT) crew?.halt();
    await crew?.rest(host.breathe);
    const codes = [own, ...(crew?.codes() ?? [])];
    othersOwe = codes.some((code, i) => i > 0 && code !== control.NOTHING_LEFT);
    const limit = await relieve(codes);
    if (limit !== null) return settled(limit);
    const isOut = codes.every((c) => c === control.NOTHING_LEFT);
    // Others have been halted before their part was done: the next call goes on with it.
    if (!isOut) return { left: remaining(), limit: null };
    note();
    return { left: 0, limit: word(control.LOST) === 0 ? null : "memory" };
  }

  async function settled(limit: Expansion["limit"]): Promise<Expansion> {
    await rest();
    return { left: remaining(), limit };
  }

  async function rest(): Promise<void> {
    crew?.halt();
    await crew?.rest(host.breathe);
    note();
  }

  const reader = createReader(model, shared, program.symmetry);
  const interpreter = createInterpreter(model);
  const actorOf = createActors(model, interpreter.args);
  const permutation = permutationReader(model, program.symmetry, shared);
  const decoder = createDecoder(program.layout);
  const walker = createWalker(model, shared, reader, levels, actorOf, permutation);

  return {
    symmetry: program.symmetry,
    shared,
    expand,
    rest,
    footprint,
    advance() {
      comeHome();
      exports.nextLevel();
      level++;
      isDone = false;
      before = distinct();
      levels.begin();
      const directory = word(control.CURRENT) / 4;
      for (let i = 0; i < word(control.CURRENT_COUNT); i++) {
        const from = word(control.CHUNK_BASE) + (halves[directory + 2 * i] as number) * word(control.CHUNK_BYTES);
        levels.append(bytes.subarray(from, from + (halves[directory + 2 * i + 1] as number) * 8 * words));
      }
      return levels.size(level);
    },
    counts: () => ({
      distinct: distinct(),
      generated: instance.generated() + past.generated + (crew?.generated() ?? 0),
      found: distinct() - before,
    }),
    findings: () => found,
    size: (n) => levels.size(n),
    ...walker,
    ...createEdges(model, interpreter, shared, reader, decoder, actorOf, permutation),
    args: interpreter.args,
    states: () =>
      createGeneratedStates(model, { shared, reader, decoder, distinct: distinct(), hasRoom: (more) => !isOver(more) }),
    parts: (fields) => createGeneratedParts(model, program.layout, decoder, levels, fields),
    someOf: (n, most) => someStates(model, decoder, levels, words, n, most),
    async close() {
      await crew?.end();
      host.held?.(footprint());
      levels.close();
      stage.release();
    },
  };
}
