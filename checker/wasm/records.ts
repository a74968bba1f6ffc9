/**
 * The steps out of packed states, as the module tells them without its seen set.
 * In: an instance, the memory, where the host's buffers are. Out: `createReader`: batches of records, what is judged of them.
 * Not here: what is looked for in them (`sweep.ts`, `wasm-edges.ts`).
 */
import { isTemporal, type SpecModel } from "../../ir/model.ts";
import type { Failure } from "../../ir/outcome.ts";
import type { Link } from "./chain.ts";
import type { Instance } from "./instance.ts";
import { type MemoryPlan, RECORD_HEAD } from "./memory-plan.ts";

/** How a step or a judgement ended. */
export const Status = { ok: 0, assertion: 1, range: 2, stray: 3 } as const;
/** What `judge` and its like give. */
export const Judged = { no: 0, yes: 1, assertion: 2, range: 3 } as const;

/** Where the module and its host meet. */
export interface Shared {
  readonly instance: Instance;
  readonly plan: MemoryPlan;
  /** 64-bit words of a state. */
  readonly words: number;
  readonly bytes: Uint8Array;
  readonly units: Uint16Array;
  readonly halves: Uint32Array;
  /** Further tables, of other states. */
  readonly links: readonly Link[];
}

export interface Reader {
  /** Puts whole packed states where `batches` reads them; returns how many. */
  put(states: Uint8Array): number;
  /** Steps out of the states put there, or (`count` null) to the initial states: numbers of records to be read at once. */
  batches(count: number | null): Iterable<number>;
  parent(record: number): number;
  action(record: number): number;
  instance(record: number): number;
  status(record: number): number;
  /** Address of the words that a record leads to. */
  address(record: number): number;
  /** Representatives of the results of a batch, with or without symmetry: address of the first, bytes to the next. */
  representatives(count: number): { readonly base: number; readonly stride: number };
  /** What a property of states comes to in the states put there: a byte each. */
  judged(property: number, count: number): Uint8Array;
  /** Whether the step constraint lets a record's step, which has a result. */
  isAllowed(record: number): boolean;
  /** Whether a record shows a failure of this class; `isInitial`: it has no parent. */
  isGuilty(record: number, watch: Failure, isInitial: boolean): boolean;
  isDeadlocked(state: number): boolean;
}

export function createReader(model: SpecModel, shared: Shared, symmetry: readonly number[]): Reader {
  const { instance, plan, words, bytes, halves } = shared;
  const { exports } = instance;
  const stateBytes = 8 * words;
  const half = (record: number, field: number): number =>
    halves[(plan.records.base + record * plan.recordBytes) / 4 + field] as number;
  const address = (record: number): number => plan.records.base + record * plan.recordBytes + RECORD_HEAD;
  const stateAt = (i: number): number => plan.states.base + i * stateBytes;
  const statusOf = (record: number): number => half(record, 4);

  const allows = (record: number): number =>
    model.options.stepConstraint === null ? Judged.yes : exports.allows(stateAt(half(record, 0)), address(record));
  /** What the search asks of single states and steps. */
  const asked = [...model.properties.keys()].filter((p) => !isTemporal(model.properties[p]?.kind ?? "invariant"));
  const judged = (record: number, property: number, isInitial: boolean): number => {
    const isStep = model.properties[property]?.kind === "stepInvariant";
    if (!isStep) return exports.judge(property, address(record), 0, 0);
    return isInitial ? Judged.yes : exports.judge(property, stateAt(half(record, 0)), address(record), 0);
  };
  const shows = (record: number, watch: Failure, isInitial: boolean): boolean => {
    switch (watch.kind) {
      case "property": {
        const wrong = model.properties[watch.property]?.kind === "reachable" ? Judged.yes : Judged.no;
        if (isInitial && model.properties[watch.property]?.kind === "stepInvariant") return false;
        return judged(record, watch.property, isInitial) === wrong;
      }
      case "assertion":
      case "range": {
        const code = watch.kind === "assertion" ? Judged.assertion : Judged.range;
        if (exports.inside(address(record)) === code) return true;
        if (!isInitial && allows(record) === code) return true;
        return asked.some((p) => judged(record, p, isInitial) === code);
      }
      case "deadlock":
        return false;
    }
  };
  return {
    put(states) {
      bytes.set(states, plan.states.base);
      return states.length / stateBytes;
    },
    *batches(count) {
      if (count === null) exports.beginInitial();
      else exports.begin(plan.states.base, count);
      for (;;) {
        const made = exports.next(plan.records.base, plan.blockRecords);
        if (made === 0) return;
        yield made;
      }
    },
    parent: (record) => half(record, 0),
    action: (record) => half(record, 1) | 0,
    instance: (record) => half(record, 2),
    status: statusOf,
    address,
    representatives(count) {
      if (symmetry.length === 0) return { base: address(0), stride: plan.recordBytes };
      for (let i = 0; i < count; i++) {
        const from = address(i);
        bytes.copyWithin(plan.asked.base + i * stateBytes, from, from + stateBytes);
      }
      exports.canonical(plan.asked.base, count, plan.answers.base);
      return { base: plan.answers.base, stride: stateBytes };
    },
    judged(property, count) {
      exports.judgeBlock(property, plan.states.base, count, plan.asked.base, 0);
      return bytes.slice(plan.asked.base, plan.asked.base + count);
    },
    isAllowed: (record) => allows(record) === Judged.yes,
    isGuilty(record, watch, isInitial) {
      switch (statusOf(record)) {
        case Status.ok:
          return shows(record, watch, isInitial);
        case Status.assertion:
          return watch.kind === "assertion";
        default:
          return watch.kind === "range";
      }
    },
    isDeadlocked: (state) => exports.terminated(stateAt(state)) !== Judged.yes,
  };
}
