/**
 * The bodies of a model, ready to run: actions by number and instance, the initial step, predicates.
 * In: compiled bodies. Out: `createRunner`.
 * Not here: bodies (`bodies/`), trying every choice (`drivers.ts`), what a predicate's answer means (`judge.ts`).
 */
import { alternatives } from "../../../ir/domain.ts";
import type { Action, Body, Param } from "../../../ir/model.ts";
import { scalarSize } from "../../../ir/value.ts";
import type { Emission } from "../emission.ts";
import {
  block,
  br,
  brTable,
  type Code,
  call,
  get,
  i32,
  i32c,
  i64,
  i64c,
  label,
  loop,
  ret,
  set,
  unreachable,
  when,
} from "../wasm/code.ts";
import type { Func } from "../wasm/module.ts";
import { ABSENT_CELL, addressOf, isTruthy, objectCell, UNDEFINED_CELL } from "./atoms.ts";
import { BLOCKED, ENDED, FAILED, MOST_ITERATIONS, MOST_MADE, RANGE_FAILURE } from "./machine.ts";
import { predicateOf } from "./model-parts.ts";
import type { Objects } from "./objects.ts";

/** What compiles bodies: a function from the cells of a body's first locals, its parameters, to a completion (`machine.ts`). */
export interface Bodies {
  body(name: string, body: Body, params: number): Func;
}

/** What a predicate comes to. */
export const JUDGED_FALSE = 0;
export const JUDGED_TRUE = 1;
export const JUDGED_ASSERTION = 2;
export const JUDGED_RANGE = 3;

export interface Runner {
  /** (action i32, instance i32) → completion; on the state at `now`, whose record it writes. */
  readonly run: Func;
  /** () → completion: makes an initial state and leaves its record's address in `now`. */
  readonly initial: Func;
  /** How many instances each action has. */
  readonly instances: readonly number[];
  /**
   * () → i32, of a property with parameters (instance i32) → i32: what the predicate comes to on `now` (and `next`). True of everything
   * where there is none.
   */
  readonly property: readonly Func[];
  /** By property: the goal of a `leadsTo`; null of the others. */
  readonly goal: readonly (Func | null)[];
  readonly inside: Func;
  /** The step constraint, on `now` and `next`. */
  readonly allows: Func;
  /** False where there is none. */
  readonly terminated: Func;
  /** Before a body runs that is not part of another. */
  readonly start: Func;
}

export function createRunner(e: Emission, o: Objects, bodies: Bodies): Runner {
  const { model, module } = e;
  const { constraint, initFilter, stepConstraint } = model.options;
  const start = startFunc(e, o);
  const predicate = (name: string, body: Body | null, otherwise: number, params: readonly Param[] = []): Func => {
    const f = module.func(`whether.${name}`, params.length === 0 ? [] : [["instance", "i32"]], "i32");
    f.body = body === null ? [i32c(otherwise)] : judged(f, o, start, bodies.body(name, body, params.length), params);
    return f;
  };
  const actions = model.actions.map((a, i) => attempt(e, o, bodies, a, `${a.name}.${i}`));
  const prologues = model.prologues.map((a, i) => attempt(e, o, bodies, a, `prologue.${a.name}.${i}`));
  const init = bodies.body("init", model.init, 0);
  const filter = initFilter === null ? null : bodies.body("initFilter", initFilter, 0);
  return {
    run: dispatch(e, actions),
    initial: initialFunc(e, o, init, prologues, filter),
    instances: actions.map((a) => a.instances),
    property: model.properties.map((p) => predicate(p.name, predicateOf(p), JUDGED_TRUE, p.params)),
    goal: model.properties.map((p) =>
      p.goal === null ? null : predicate(`${p.name}.goal`, p.goal, JUDGED_TRUE, p.params),
    ),
    inside: predicate("constraint", constraint, JUDGED_TRUE),
    allows: predicate("stepConstraint", stepConstraint, JUDGED_TRUE),
    terminated: predicate("termination", model.termination, JUDGED_FALSE),
    start,
  };
}

function startFunc(e: Emission, o: Objects): Func {
  const f = e.module.func("start", []);
  f.body = [
    set(o.heap, i32.add(get(e.area), i32c(o.arena))),
    set(o.iterations, i32c(MOST_ITERATIONS)),
    set(o.calls, i32c(0)),
    set(o.room, i32c(MOST_MADE)),
    set(o.result, i64c(UNDEFINED_CELL)),
  ];
  return f;
}

/** Blocked is false; a failure is told by its class. */
function judged(f: Func, o: Objects, start: Func, body: Func, params: readonly Param[]): Code[] {
  const { takes, args } = instanceArguments(o, f, params);
  const completion = f.local("completion", "i32");
  const isRange = i32.eq(get(o.failure), i32c(RANGE_FAILURE));
  return [
    call(start, []),
    ...takes,
    set(completion, call(body, args)),
    when(i32.eq(get(completion), i32c(BLOCKED)), [ret(i32c(JUDGED_FALSE))]),
    when(i32.eq(get(completion), i32c(FAILED)), [ret(i32.add(i32c(JUDGED_ASSERTION), isRange))]),
    isTrue(o),
  ];
}

/** i32: the truth of what the last body returned. */
const isTrue = (o: Objects): Code => isTruthy(o.atoms, get(o.result));

/** An action with each of its combinations of arguments. */
interface Attempt {
  /** (instance i32) → completion. */
  readonly func: Func;
  readonly instances: number;
}

/** Instances are numbered in 32 bits. */
const MOST_INSTANCES = 2 ** 32 - 1;

function attempt(e: Emission, o: Objects, bodies: Bodies, action: Action, name: string): Attempt {
  const { params } = action;
  const body = bodies.body(name, action.body, params.length);
  const func = e.module.func(`${name}.instance`, [["instance", "i32"]], "i32");
  const { takes, args, instances } = instanceArguments(o, func, params);
  func.body = [...takes, call(body, args)];
  return { func, instances };
}

/** Instances count through the arguments, the last one fastest. `func` has the instance as its first parameter where there are any. */
function instanceArguments(
  o: Objects,
  func: Func,
  params: readonly Param[],
): { readonly takes: readonly Code[]; readonly args: readonly Code[]; readonly instances: number } {
  if (params.length === 0) return { takes: [], args: [], instances: 1 };
  const left = func.local("left", "i64");
  const args = params.map((_, i) => func.local(`arg${i}`, "i64"));
  const counts = params.map((p) => o.enumerations.count(p.domain));
  const instances = counts.reduce((n, count) => n * count, 1n);
  if (instances > MOST_INSTANCES) throw new Error(`${func.name} has more instances than can be numbered`);
  const takes = params
    .map((p, i) => {
      const n = counts[i] ?? 1n;
      const arg = args[p.slot];
      if (arg === undefined) throw new Error(`${func.name} has a parameter that is none of its first locals`);
      // What has a parameter without values has no instances, and this is never run.
      if (n === 0n) return [unreachable];
      const taken = set(arg, call(o.enumerations.nth(p.domain), [i64.rem_u(get(left), i64c(n))]));
      return i === 0 || n === 1n ? [taken] : [taken, set(left, i64.div_u(get(left), i64c(n)))];
    })
    .toReversed();
  return {
    takes: [set(left, i64.extend_u(get(func.param(0)))), ...takes.flat()],
    args: args.map((a) => get(a)),
    instances: Number(instances),
  };
}

function dispatch(e: Emission, attempts: readonly Attempt[]): Func {
  const f = e.module.func(
    "run",
    [
      ["action", "i32"],
      ["instance", "i32"],
    ],
    "i32",
  );
  const labels = attempts.map((_, i) => label(`action${i}`));
  const none = label("none");
  const cases = attempts.reduce<readonly Code[]>(
    (before, { func }, i) => [block(labels[i] ?? null, before), ret(call(func, [get(f.param(1))]))],
    [brTable(get(f.param(0)), labels, none)],
  );
  f.body = [block(none, cases), unreachable];
  return f;
}

/** The author's part, then the prologues of all instances of all processes, then the filter. */
function initialFunc(e: Emission, o: Objects, init: Func, prologues: readonly Attempt[], filter: Func | null): Func {
  const f = e.module.func("initial.attempt", [], "i32");
  const completion = f.local("completion", "i32");
  const instance = f.local("instance", "i32");
  const orLeave = (run: Code): Code[] => [set(completion, run), when(get(completion), [ret(get(completion))])];
  const all = prologues.flatMap(({ func, instances }) => {
    const next = label("next");
    if (instances === 0) return [];
    return [
      set(instance, i32c(0)),
      loop(next, [
        ...orLeave(call(func, [get(instance)])),
        set(instance, i32.add(get(instance), i32c(1))),
        br(next, i32.lt_u(get(instance), i32c(instances))),
      ]),
    ];
  });
  const kept =
    filter === null
      ? []
      : [
          set(o.result, i64c(UNDEFINED_CELL)),
          ...orLeave(call(filter, [])),
          when(i32.eqz(isTrue(o)), [ret(i32c(BLOCKED))]),
        ];
  f.body = [
    ...orLeave(call(init, [])),
    set(o.now, addressOf(get(o.result))),
    ...withOptional(e, o),
    ...withHidden(e, o, f),
    ...all,
    ...kept,
    i32c(ENDED),
  ];
  return f;
}

/** A record that was just made may lack fields; those that read the state take it that each is there. */
function withOptional(e: Emission, o: Objects): readonly Code[] {
  return e.model.state.fields.flatMap(({ name, domain, hidden }) => {
    if (hidden !== undefined || !alternatives(domain).some((d) => d.kind === "undefined")) return [];
    const offset = o.families.fieldOffset({ kind: "state" }, name);
    const isAbsent = i64.eq(i64.load(get(o.now), offset), i64c(ABSENT_CELL));
    return [when(isAbsent, [i64.store(get(o.now), i64c(UNDEFINED_CELL), offset)])];
  });
}

/** Rests and live locals have no value before the prologues have run. */
function withHidden(e: Emission, o: Objects, f: Func): readonly Code[] {
  const made = f.local("made", "i32");
  const nothing = i64c(UNDEFINED_CELL);
  return e.model.state.fields.flatMap(({ name, domain, hidden }) => {
    if (hidden === undefined) return [];
    const offset = o.families.fieldOffset({ kind: "state" }, name);
    if (domain.kind !== "table") return [i64.store(get(o.now), nothing, offset)];
    const rows = scalarSize(domain.key);
    return [
      set(made, call(o.alloc, [i32c(8 * rows)])),
      ...Array.from({ length: rows }, (_, i) => i64.store(get(made), nothing, 8 * i)),
      i64.store(get(o.now), objectCell("table", get(made), rows), offset),
    ];
  });
}
