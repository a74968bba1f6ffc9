/**
 * The slow evaluator: the steps of a lowered model, run in place on one state and taken back.
 * In: `SpecModel`. Out: `Interpreter`: initial steps, steps from a state, properties of a state.
 * Not here: search (`../search.ts`), plain values for tests (`../stepping.ts`).
 */
import type { Body, Param, SpecModel } from "../../ir/model.ts";
import type { Failure } from "../../ir/outcome.ts";
import { scalarSize, type Value } from "../../ir/value.ts";
import { argumentsOf, attempted, canStep, freshFrame, inSandbox, type Source, sourceOf } from "./attempts.ts";
import { createBodies, type Watch } from "./bodies.ts";
import { type Cell, type CellRecord, contentText, copy, toValue } from "./cell.ts";
import { BLOCK, type Compiled, type Completion, type Frame, RETURN } from "./code.ts";
import { type Codec, createCodec } from "./codec.ts";
import { enumeration, nthTuple } from "./domain-order.ts";
import { BLOCKED, caught, createMachine, fail, failRange, start } from "./machine.ts";
import { firstStray, isInside, outsideText } from "./range.ts";

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
  /** Of the current state; for a step invariant `before` is `s` and the current state `next`. `instance`: of what has parameters. */
  holds(property: number, before?: CellRecord | null, instance?: number): Judgement;
  /** Of the current state: the goal of a `leadsTo`. */
  reaches(property: number, instance?: number): Judgement;
  /** What an instance of a property with parameters is given. */
  argsOf(property: number, instance: number): readonly Value[];
  /** Of the current state: what a `refines` makes of it, nothing of it shared, or the failure. */
  mapped(property: number): { readonly state: Cell } | Failure;
  constraint(): Judgement;
  /** Of the step from `before` to the current state. */
  stepConstraint(before: CellRecord): Judgement;
  /** What the model's view says of the current state: states are one where it is equal. Null where there is none. */
  view(): string | Failure | null;
  terminated(): Judgement;
}

/** Blocked attempts after which a generator lets go. */
const PATIENCE = 4096;

/** What a trace does not touch is not compiled: each part when it is first asked for. */
export function createInterpreter(model: SpecModel, watch: Watch | null = null): Interpreter {
  const machine = createMachine();
  const bodies = createBodies(machine, model.functions, watch);
  const codec = once(() => createCodec(model.state));
  const predicate = (name: string, body: Body | null): (() => Compiled | null) =>
    once(() => (body === null ? null : bodies.compile(name, body)));

  const actions = model.actions.map((a, i) => once(() => sourceOf(a, i, bodies)));
  const allActions = once(() => actions.map((source) => source()));
  const prologues = once(() => model.prologues.map((a, i) => sourceOf(a, i, bodies)));
  const init = once(() => bodies.compile("init", model.init));
  const initFilter = predicate("init", model.options.initFilter);
  const constraint = predicate("constraint", model.options.constraint);
  const stepConstraint = predicate("stepConstraint", model.options.stepConstraint);
  const view = predicate("view", model.options.view);
  const termination = predicate("termination", model.termination);
  const properties = model.properties.map((p) => predicate(p.name, p.body));
  const goals = model.properties.map((p) => predicate(p.name, p.goal));
  const owners: readonly { readonly params: readonly Param[] }[] = [...model.actions, ...model.properties];
  const domains = owners.map(({ params }) => once(() => params.map((p) => enumeration(p.domain))));
  const valuesOf = (owner: number, instance: number): readonly Value[] => {
    const cells = nthTuple(domains[owner]?.() ?? [], instance);
    return (owners[owner]?.params ?? []).map((p, k) => toValue(p.domain, cells[k]));
  };
  const given = model.properties.map((p) => once(() => argumentsOf(p.params)));

  /** Throws where the predicate fails. */
  const isTrue = (predicate: Compiled): boolean =>
    predicate.run(freshFrame(predicate.size)) === RETURN && Boolean(machine.returned);

  const initialSource: Source = {
    index: -1,
    count: 1,
    attemptWith: () => BLOCK,
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

  /** What is left where the predicate has run; nothing that it has done stays. */
  const evaluated = <T>(
    predicate: Compiled,
    result: (ended: Completion) => T,
    put?: (frame: Frame) => void,
  ): T | Failure => {
    const mark = machine.log.mark();
    start(machine);
    try {
      const frame = freshFrame(predicate.size);
      put?.(frame);
      return result(predicate.run(frame));
    } catch (e) {
      const signal = caught(e);
      return signal === BLOCKED ? result(BLOCK) : (signal as Failure);
    } finally {
      machine.log.undo(mark);
    }
  };

  const judged = (predicate: Compiled | null, otherwise: boolean, put?: (frame: Frame) => void): Judgement =>
    predicate === null
      ? otherwise
      : evaluated(predicate, (ended) => ended === RETURN && Boolean(machine.returned), put);

  const instanceOf =
    (property: number, instance: number) =>
    (frame: Frame): void =>
      given[property]?.().put(frame, instance);

  /** `s` is `before` and `next` the current state. */
  const between = <T>(before: CellRecord, ask: () => T): T => {
    const after = machine.now;
    machine.next = after;
    machine.now = before;
    const result = ask();
    machine.now = after;
    return result;
  };

  machine.isEnabled = (indices, args, from, at) => {
    for (const [k, { name, domain }] of (model.actions[indices[0] ?? -1]?.params ?? []).entries())
      if (!isInside(domain, args[k])) failRange(`${name} of enabled(…)`, outsideText(domain, args[k]), at);
    const found = firstStray(model.state, from);
    if (found !== null) fail({ kind: "range", ...found, at: null });
    return inSandbox(machine, from, () => indices.some((i) => canStep(machine, actions[i]?.(), args)));
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
    args: (action, instance) => valuesOf(action, instance),
    argsOf: (property, instance) => valuesOf(model.actions.length + property, instance),
    stray() {
      const found = firstStray(model.state, machine.now);
      return found === null ? null : { kind: "range", ...found, at: null };
    },
    holds(property, before = null, instance = 0) {
      const judge = (): Judgement => judged(properties[property]?.() ?? null, true, instanceOf(property, instance));
      return before === null ? judge() : between(before, judge);
    },
    reaches: (property, instance = 0) => judged(goals[property]?.() ?? null, true, instanceOf(property, instance)),
    mapped(property) {
      const body = properties[property]?.() ?? null;
      if (body === null) throw new Error(`no property ${property}`);
      return evaluated(body, (ended) => {
        if (ended !== RETURN) throw new Error(`${body.name} gives no state`);
        return { state: copy(machine.returned) };
      });
    },
    constraint: () => judged(constraint(), true),
    stepConstraint: (before) => between(before, () => judged(stepConstraint(), true)),
    view() {
      const predicate = view();
      return predicate === null ? null : evaluated(predicate, () => contentText(machine.returned));
    },
    terminated: () => judged(termination(), false),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** Rests and live locals have no value before the prologues have run. */
function withHidden(model: SpecModel, state: CellRecord): CellRecord {
  for (const f of model.state.fields) {
    if (f.hidden === undefined) continue;
    state[f.name] = f.domain.kind === "table" ? new Array<Cell>(scalarSize(f.domain.key)).fill(undefined) : undefined;
  }
  return state;
}
