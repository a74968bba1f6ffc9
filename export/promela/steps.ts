/**
 * What a Promela program is written from: lines of Murphi for each step and property.
 * In: actions, bodies. Out: `judge`, `guarded`, `tried`.
 * Not here: what is made of the lines (`program.ts`).
 */
import { alternatives, isScalar } from "../../ir/domain.ts";
import type { Action, Body } from "../../ir/model.ts";
import { walk } from "../../ir/walk.ts";
import { demand } from "../murphi/choices.ts";
import { resultOf } from "../murphi/results.ts";
import { type Choice, createRoutine, type Routine, type World } from "../murphi/routine.ts";
import { leading, parameters } from "../murphi/rules.ts";
import { statement } from "../murphi/statements.ts";

/** Up to so many options are written for a step with a plain guard, one for each value of its parameters. */
const MOST_OPTIONS = 64;

export interface Judgement {
  readonly routine: Routine;
  readonly text: string;
}

export function judge(world: World, body: Body, state: string, next: string | null): Judgement {
  const r = createRoutine(world, body.locals, body.code, { state, next, leave: { kind: "line", text: "" } });
  return { routine: r, text: resultOf(r, body) };
}

export interface Guarded {
  readonly kind: "guarded";
  readonly action: Action;
  readonly params: readonly Choice[];
  readonly conditions: readonly string[];
  readonly body: Routine;
}
export interface Tried {
  readonly kind: "tried";
  readonly action: Action;
  readonly params: readonly Choice[];
  readonly body: Routine;
}

/** Conditions first, nothing chosen: a step that is taken or not. */
export function guarded(world: World, action: Action): Guarded | null {
  const { locals, code } = action.body;
  const guards = action.params.every((x) => isScalar(x.domain)) ? leading(code) : null;
  let returns = false;
  walk(code, (n) => {
    if (n.kind === "return" && n.value === null) returns = true;
  });
  if (guards === null || returns) return null;
  const guard = createRoutine(world, locals, code, { state: "s", blocked: "", leave: { kind: "line", text: "" } });
  const { choices: params, guards: members } = parameters(guard, action);
  const conditions = [...members];
  for (const s of guards) if (s.kind === "when") conditions.push(world.knot.valueOf(guard, s.test).text);
  if (guard.lines.length > 0 || conditions.length === 0) return null;
  const body = createRoutine(world, locals, code, {
    state: "s",
    leave: { kind: "line", text: "" },
    within: guard.names,
  });
  for (const [slot, term] of guard.slots) body.slots.set(slot, term);
  const statements = code.kind === "block" ? code.body : [code];
  for (const s of statements.slice(guards.length)) statement(body, s);
  const tuples = action.params.reduce((n, x) => n * sizeOf(world, x.domain), 1);
  return tuples > MOST_OPTIONS ? null : { kind: "guarded", action, params, conditions, body };
}

const sizeOf = (world: World, d: Action["params"][number]["domain"]): number =>
  alternatives(d).some((m) => m.kind === "number")
    ? Number.POSITIVE_INFINITY
    : world.codes.range(d).hi - world.codes.range(d).lo + 1;

export function tried(world: World, action: Action): Tried {
  const { locals, code } = action.body;
  const r = createRoutine(world, locals, code, {
    state: "s",
    blocked: "return false;",
    leave: { kind: "line", text: "return true;" },
  });
  const { choices: params, guards } = parameters(r, action);
  for (const g of guards) demand(r, g);
  statement(r, code);
  return { kind: "tried", action, params, body: r };
}
