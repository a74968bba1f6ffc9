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
import { type Crew, type Spawn, startCrew } from "./crew.ts";
import { createDecoder } from "./decode.ts";
import { LevelStore, type Spill } from "./level-store.ts";
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
  const stage = setUp(model, program, host.reserve, host.spawn === null ? 1 : host.workers);
  const { shared, word } = stage;
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
  let hasBegun = false;
  /** The others were halted with work left of this level. */
  let othersOwe = false;
  let before = 0;
  const distinct = (): number => instance.distinct() + (crew?.distinct() ?? 0);
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
    if (host.spawn === null || helpers === 0 || crew !== null || distinct() < host.workersFrom) return;
    crew = startCrew(host.spawn, helpers, stage.module, stage.memory, (i) => plan.area(i + 1));
  };

  const expandOnce = (most: number): number => {
    if (isDone) return control.NOTHING_LEFT;
    const code = level === 0 && !hasBegun ? exports.initial() : exports.run(most);
    hasBegun = true;
    if (code === control.NOTHING_LEFT) {
      exports.flushOut();
      isDone = true;
    }
    return code;
  };

  /** Puts right what `run` could not do for itself while others were at work. Null: it can go on. */
  const relieve = (codes: readonly number[]): Expansion["limit"] => {
    if (codes.includes(control.POOL_EMPTY)) return "memory";
    if (!codes.includes(control.TABLE_FULL)) return null;
    return isOver(stage.tableBytes()) || exports.grow() !== 0 ? "memory" : null;
  };

  async function expand(most: number): Promise<Expansion> {
    startHelpers();
    const mayWake = level > 0 && crew !== null && crew.isReady() && !crew.isAtWork();
    if (mayWake && (othersOwe || (!isDone && remaining() >= host.wakeFrom))) crew?.begin(level);
    const own = expandOnce(most);
    if (isOver(0)) return settled("memory");
    const isEarly = own === control.MOST_REACHED && (crew === null || !crew.isAtWork() || !crew.isHalted());
    if (isEarly) return { left: remaining(), limit: null };
    if (own !== control.NOTHING_LEFT) crew?.halt();
    await crew?.rest(host.breathe);
    const codes = [own, ...(crew?.codes() ?? [])];
    othersOwe = codes.some((code, i) => i > 0 && code !== control.NOTHING_LEFT);
    const limit = relieve(codes);
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
  const walker = createWalker(model, shared, reader, levels, actorOf, permutation);

  return {
    symmetry: program.symmetry,
    shared,
    expand,
    rest,
    footprint,
    advance() {
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
      generated: instance.generated() + (crew?.generated() ?? 0),
      found: distinct() - before,
    }),
    findings: () => found,
    size: (n) => levels.size(n),
    ...walker,
    ...createEdges(model, shared, reader, createDecoder(program.layout), actorOf, permutation),
    args: interpreter.args,
    async close() {
      await crew?.end();
      host.held?.(footprint());
      levels.close();
      stage.release();
    },
  };
}
