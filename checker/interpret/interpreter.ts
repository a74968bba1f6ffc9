/**
 * The slow evaluator: the steps of a lowered model, run in place on one state and taken back.
 * In: `SpecModel`. Out: `Interpreter`: initial steps, steps from a state, properties of a state.
 * Not here: search (`../search.ts`), plain values for tests (`../stepping.ts`).
 */
import type { Action, Body, SpecModel } from "../../ir/model.ts";
import type { Failure } from "../../ir/outcome.ts";
import { scalarSize, type Value } from "../../ir/value.ts";
import { type Bodies, createBodies } from "./bodies.ts";
import { type Cell, type CellRecord, toValue } from "./cell.ts";
import { BLOCK, type Compiled, type Completion, type Frame, RETURN } from "./code.ts";
import { type Codec, createCodec } from "./codec.ts";
import { type Enumeration, enumeration, nthTuple } from "./domain-order.ts";
import { BLOCKED, caught, createMachine, start } from "./machine.ts";
import { firstStray } from "./range.ts";

/** A step that is not blocked. Its result is the interpreter's state until the next one is asked for. */
export interface Step {
  /** Index into the model's actions; -1 for the initial step. */
  readonly action: number;
  /** Which combination of arguments, in order, the last parameter fastest. */
  readonly instance: number;
  /** An assertion or a range error inside the step: it has no result. */
  readonly failure: Failure | null;
}

/** `null` now and then between steps, where a long way to the next one should be interruptible. */
export type Steps = Generator<Step | null, void>;

/** What a property comes to: a failure where it could not be evaluated. */
export type Judgement = boolean | Failure;

export interface Interpreter {
  readonly codec: Codec;
  /** The state that steps start from; while a step is looked at, its result. */
  state(): CellRecord;
  load(state: CellRecord): void;
  /** Steps run one at a time: no two of these generators may be under way together. */
  initial(): Steps;
  steps(): Steps;
  /** Those of one action with one combination of arguments. */
  stepsOf(action: number, instance: number): Steps;
  args(action: number, instance: number): readonly Value[];
  /** Null where the state is inside its domain. */
  stray(): Failure | null;
  /** Of the current state; for a step invariant `before` is `s` and the current state `next`. */
  holds(property: number, before?: CellRecord): Judgement;
  constraint(): Judgement;
  terminated(): Judgement;
}

/** What can be attempted: an action with each of its combinations of arguments. */
interface Source {
  readonly index: number;
  readonly count: number;
  attempt(instance: number): Completion;
}

/** Blocked attempts after which a generator lets go. */
const PATIENCE = 4096;

/** What a trace does not touch is not compiled: each part when it is first asked for. */
export function createInterpreter(model: SpecModel): Interpreter {
  const machine = createMachine();
  const bodies = createBodies(machine, model.functions);
  const codec = once(() => createCodec(model.state));
  const predicate = (name: string, body: Body | null): (() => Compiled | null) =>
    once(() => (body === null ? null : bodies.compile(name, body)));

  const actions = model.actions.map((a, i) => once(() => sourceOf(a, i, bodies)));
  const allActions = once(() => actions.map((source) => source()));
  const prologues = once(() => model.prologues.map((a, i) => sourceOf(a, i, bodies)));
  const init = once(() => bodies.compile("init", model.init));
  const initFilter = predicate("init", model.options.initFilter);
  const constraint = predicate("constraint", model.options.constraint);
  const termination = predicate("termination", model.termination);
  const properties = model.properties.map((p) => predicate(p.name, p.body));
  const params = model.actions.map((a) => once(() => a.params.map((p) => enumeration(p.domain))));

  /** Throws where the predicate fails. */
  const isTrue = (predicate: Compiled): boolean =>
    predicate.run(freshFrame(predicate.size)) === RETURN && Boolean(machine.returned);

  const initialSource: Source = {
    index: -1,
    count: 1,
    attempt() {
      const { run, size } = init();
      if (run(freshFrame(size)) === BLOCK) return BLOCK;
      machine.now = withHidden(model, machine.returned as CellRecord);
      for (const p of prologues()) for (let i = 0; i < p.count; i++) if (p.attempt(i) === BLOCK) return BLOCK;
      const filter = initFilter();
      return filter === null || isTrue(filter) ? RETURN : BLOCK;
    },
  };

  /** `only`: of all instances this one. */
  function* stepsOf(sources: readonly Source[], only: number | null): Steps {
    const { choices, log } = machine;
    const mark = log.mark();
    let patience = PATIENCE;
    for (const source of sources) {
      const end = only === null ? source.count : only + 1;
      for (let instance = only ?? 0; instance < end; instance++) {
        choices.reset();
        do {
          choices.rewind();
          start(machine);
          const failure = attempted(source, instance);
          if (failure !== BLOCKED) {
            try {
              yield { action: source.index, instance, failure: failure as Failure | null };
            } finally {
              log.undo(mark);
            }
          } else {
            log.undo(mark);
            if (--patience === 0) {
              patience = PATIENCE;
              yield null;
            }
          }
        } while (choices.next());
      }
    }
  }

  const judged = (predicate: Compiled | null, otherwise: boolean): Judgement => {
    if (predicate === null) return otherwise;
    const mark = machine.log.mark();
    start(machine);
    try {
      return isTrue(predicate);
    } catch (e) {
      const signal = caught(e);
      return signal === BLOCKED ? false : (signal as Failure);
    } finally {
      machine.log.undo(mark);
    }
  };

  return {
    get codec() {
      return codec();
    },
    state: () => machine.now,
    load(state) {
      machine.now = state;
    },
    initial: () => stepsOf([initialSource], null),
    steps: () => stepsOf(allActions(), null),
    stepsOf(action, instance) {
      const source = actions[action]?.();
      if (source === undefined || instance >= source.count)
        throw new Error(`no instance ${instance} of action ${action}`);
      return stepsOf([source], instance);
    },
    args(action, instance) {
      const cells = nthTuple(params[action]?.() ?? [], instance);
      return (model.actions[action]?.params ?? []).map((p, k) => toValue(p.domain, cells[k]));
    },
    stray() {
      const found = firstStray(model.state, machine.now);
      return found === null ? null : { kind: "range", ...found, at: null };
    },
    holds(property, before) {
      const after = machine.now;
      if (before !== undefined) {
        machine.next = after;
        machine.now = before;
      }
      const result = judged(properties[property]?.() ?? null, true);
      machine.now = after;
      return result;
    },
    constraint: () => judged(constraint(), true),
    terminated: () => judged(termination(), false),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

const freshFrame = (size: number): Frame => new Array(size).fill(undefined);

function sourceOf(action: Action, index: number, bodies: Bodies): Source {
  const { run, size } = bodies.compile(action.name, action.body);
  const params = action.params.map((p) => enumeration(p.domain));
  const slots = action.params.map((p) => p.slot);
  return {
    index,
    count: params.reduce((n, p) => n * p.count, 1),
    attempt(instance) {
      const frame = freshFrame(size);
      let left = instance;
      for (let k = params.length - 1; k >= 0; k--) {
        const { count, nth } = params[k] as Enumeration;
        frame[slots[k] as number] = nth(left % count);
        left = Math.floor(left / count);
      }
      return run(frame);
    },
  };
}

/** Null where the step has a result. */
function attempted(source: Source, instance: number): Failure | null | typeof BLOCKED {
  try {
    return source.attempt(instance) === BLOCK ? BLOCKED : null;
  } catch (e) {
    return caught(e);
  }
}

/** Rests and live locals have no value before the prologues have run. */
function withHidden(model: SpecModel, state: CellRecord): CellRecord {
  for (const f of model.state.fields) {
    if (f.hidden === undefined) continue;
    state[f.name] = f.domain.kind === "table" ? new Array<Cell>(scalarSize(f.domain.key)).fill(undefined) : undefined;
  }
  return state;
}
