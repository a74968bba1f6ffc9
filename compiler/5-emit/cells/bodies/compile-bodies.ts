/**
 * Bodies, compiled to functions over cells: ties expressions, statements, lambdas and the model's functions together.
 * In: emission, objects, `Body`s. Out: `compileBodies`.
 * Not here: each kind of expression and statement (the files beside this), who calls the functions (`../drivers.ts`).
 */
import { callWeight } from "../../../../ir/call-weight.ts";
import type { Body, Fn } from "../../../../ir/model.ts";
import type { Emission } from "../../emission.ts";
import { type Code, get, i32, i32c, i64c, set, when } from "../../wasm/code.ts";
import type { Func, Local } from "../../wasm/module.ts";
import { UNDEFINED_CELL } from "../atoms.ts";
import { ENDED, MOST_CALLS } from "../machine.ts";
import type { Objects } from "../objects.ts";
import type { Probe } from "../probe.ts";
import type { Bodies } from "../runner.ts";
import { certainSlots } from "./certain.ts";
import { cell, run } from "./expressions.ts";
import { createTemps, failRange, type Knot, type Scope, type Shared } from "./scope.ts";
import { lambdaCell, lambdaTest, statement } from "./statements.ts";
import { test } from "./truth.ts";

/**
 * A body becomes a function (cells of its first slots) → i32 completion: `ENDED` with the returned cell in the machine's `result`,
 * `BLOCKED`, or `FAILED` with `failure` set. Values of its parameters are taken to be of their domains. `heap`, `iterations` and
 * `calls` are set back by whoever begins an attempt.
 */
export function compileBodies(emission: Emission, objects: Objects, probe: Probe | null): Bodies {
  const shared: Shared = {
    ...createShared(emission, objects, (f, body, params, trusted) => {
      f.body = codeOf(shared, f, body, params, trusted);
    }),
    tried(index) {
      const known = tried.get(index);
      if (known !== undefined) return known;
      const action = emission.model.actions[index];
      if (action === undefined || probe === null) throw new Error(`action ${index} cannot be tried`);
      const made = probe.enabled(action, action.name, body(action.name, action.body, action.params.length));
      tried.set(index, made);
      return made;
    },
  };
  const tried = new Map<number, Func>();
  const bodies = new Map<Body, Func>();
  /** One function for each: an action is both taken and tried. */
  const body: Bodies["body"] = (name, of, params) => {
    const known = bodies.get(of);
    if (known !== undefined) return known;
    const slots = Array.from({ length: params }, (_, slot) => slot);
    const f = emission.module.func(name, slots.map(named), "i32");
    bodies.set(of, f);
    f.body = codeOf(shared, f, of, slots, true);
    return f;
  };
  return { body };
}

const named = (slot: number): readonly [string, "i64"] => [`slot ${slot}`, "i64"];

type Fill = (f: Func, body: Body, params: readonly number[], trusted: boolean) => void;

function createShared(emission: Emission, objects: Objects, fillBody: Fill): Omit<Shared, "tried"> {
  const { module, model } = emission;
  const made = new Map<string, Func>();
  const callees = new Map<number, Func>();
  return {
    emission,
    objects,
    runtime(name, params, result, body) {
      const known = made.get(name);
      if (known !== undefined) return known;
      const f = module.func(
        name,
        params.map((type, i) => [`p${i}`, type] as const),
        result,
      );
      // Known before it has a body: it may call itself.
      made.set(name, f);
      f.body = body(f);
      return f;
    },
    callee(index) {
      const known = callees.get(index);
      if (known !== undefined) return known;
      const fn: Fn | undefined = model.functions[index];
      if (fn === undefined) throw new Error(`no function ${index}`);
      const params = Array.from({ length: fn.params }, (_, slot) => slot);
      const f = module.func(fn.name, params.map(named), "i32");
      callees.set(index, f);
      fillBody(f, fn.body, params, false);
      f.body = [...countCall(objects, callWeight(fn)), ...f.body];
      return f;
    },
  };
}

/** A call more that has not returned; a failure past the last that there may be. The caller takes it off again. */
function countCall(objects: Objects, weight: number): readonly Code[] {
  return [
    set(objects.calls, i32.add(get(objects.calls), i32c(weight))),
    when(i32.gt_s(get(objects.calls), i32c(MOST_CALLS)), failRange({ shared: { objects } })),
  ];
}

const knot: Knot = {
  cell: (s, e) => s.temps.expression(() => cell(s, e)),
  test: (s, e) => s.temps.expression(() => test(s, e)),
  run: (s, e) => s.temps.expression(() => run(s, e)),
  stmt: statement,
  lambdaCell,
  lambdaTest,
};

/** Slots that are no parameters are `undefined` at first. */
function codeOf(shared: Shared, f: Func, body: Body, params: readonly number[], trusted: boolean): readonly Code[] {
  const slots = body.locals.map((l, slot): Local => {
    const param = params.indexOf(slot);
    return param >= 0 ? f.param(param) : f.local(l.name, "i64");
  });
  const scope: Scope = {
    shared,
    func: f,
    knot,
    slots,
    types: body.locals.map((l) => l.type),
    certain: certainSlots(body, params, trusted),
    temps: createTemps(f),
    jumps: new Map(),
    lambda: null,
  };
  const blank = slots.flatMap((l, slot) => (params.includes(slot) ? [] : [set(l, i64c(UNDEFINED_CELL))]));
  return [...blank, ...statement(scope, body.code), set(shared.objects.result, i64c(UNDEFINED_CELL)), i32c(ENDED)];
}
