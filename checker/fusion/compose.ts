/**
 * One step made of several: from a rest that stays, through rests that go, to the next ones that stay.
 * In: a lowered model, a plan. Out: the fused model, and which steps each of its actions is made of.
 * Not here: which rests go (`plan.ts`).
 */
import { BOOLEAN, type Domain, type Field, type RecordDomain } from "../../ir/domain.ts";
import type { Expr, FlowBlock, FlowEnd, Stmt, Type } from "../../ir/expr.ts";
import type { Action, ControlGraph, Local, Origin, SpecModel } from "../../ir/model.ts";
import { mapStmt } from "../../ir/rebuild.ts";
import type { Span } from "../../ir/span.ts";
import { isStmt, walk } from "../../ir/walk.ts";
import type { Absence } from "./absence.ts";
import { conditionOf } from "./condition.ts";
import type { Plan, ProcessPlan } from "./plan.ts";
import { restLeft } from "./units.ts";

export interface Fused {
  readonly model: SpecModel;
  /** By action of the fused model: the actions of the original whose steps it may stand for, the first one first. */
  readonly parts: readonly (readonly number[])[];
}

/** One process with its part of the plan. */
interface Task {
  readonly model: SpecModel;
  readonly graph: ControlGraph;
  readonly pc: Field;
  readonly gone: ReadonlySet<string>;
  readonly perhaps: ReadonlyMap<string, Absence>;
  /** Fields of locals that live at no rest that stays. */
  readonly passing: readonly Field[];
  /** Pc value → the action that leaves it. */
  readonly leaving: ReadonlyMap<string, number>;
}

export function compose(model: SpecModel, plan: Plan): Fused {
  const tasks = new Map<string, Task>();
  for (const graph of model.controlGraphs) {
    const task = taskOf(model, graph, plan.get(graph.process));
    if (task !== null) tasks.set(graph.process, task);
  }
  const actions: Action[] = [];
  const parts: (readonly number[])[] = [];
  for (const [index, action] of model.actions.entries()) {
    const task = action.origin.kind === "process" ? tasks.get(action.origin.process) : undefined;
    const pc = task === undefined ? null : restLeft(action, task.pc.name);
    if (task === undefined || pc === null) {
      actions.push(action);
      parts.push([index]);
    } else if (!task.gone.has(pc)) {
      const fused = fuseFrom(task, index, pc);
      actions.push(fused.action);
      parts.push(fused.parts);
    }
  }
  const all = [...tasks.values()];
  const dropped = new Set(all.flatMap((t) => t.passing.map((f) => f.name)));
  const pcs = new Map(all.map((t) => [t.pc.name, t.gone]));
  const fields = model.state.fields.flatMap((f) => {
    const gone = pcs.get(f.name);
    return dropped.has(f.name) ? [] : [gone === undefined ? f : { ...f, domain: without(f.domain, gone) }];
  });
  const state: RecordDomain = { ...model.state, fields };
  const controlGraphs = model.controlGraphs.map((g) => {
    const gone = tasks.get(g.process)?.gone;
    return gone === undefined ? g : { ...g, rests: g.rests.filter((r) => !gone.has(r.pc)) };
  });
  // Fairness names actions of the original; a model of which it is asked is not fused (`ir/fusible.ts`).
  return { model: { ...model, state, actions, fairness: [], controlGraphs }, parts };
}

function taskOf(model: SpecModel, graph: ControlGraph, plan: ProcessPlan | undefined): Task | null {
  const { process } = graph;
  const pc = model.state.fields.find((f) => f.hidden?.kind === "pc" && f.hidden.process === process);
  if (pc === undefined || plan === undefined || plan.gone.size + plan.perhaps.size === 0) return null;
  const { gone, perhaps } = plan;
  const live = new Set(graph.rests.filter((r) => !gone.has(r.pc)).flatMap((r) => r.live));
  const passing = model.state.fields.filter(
    (f) => f.hidden?.kind === "local" && f.hidden.process === process && !live.has(f.name),
  );
  const leaving = new Map<string, number>();
  for (const [index, a] of model.actions.entries()) {
    if (a.origin.kind !== "process" || a.origin.process !== process) continue;
    const left = restLeft(a, pc.name);
    if (left !== null) leaving.set(left, index);
  }
  return { model, graph, pc, gone, perhaps, passing, leaving };
}

/** The domain of a pc, one instance's or a row for each, without some of its values. */
function without(d: Domain, gone: ReadonlySet<string>): Domain {
  switch (d.kind) {
    case "table":
      return { ...d, value: without(d.value, gone) };
    case "union":
      return { ...d, of: d.of.map((m) => without(m, gone)) };
    case "enum":
      return { ...d, values: d.values.filter((v) => typeof v !== "string" || !gone.has(v)) };
    default:
      return d;
  }
}

/** Locals of the fused body. */
interface Slots {
  readonly locals: Local[];
  /** Which rest that goes the process has come to. */
  readonly rest: number;
  /** What stands for the fields that are dropped. */
  readonly passing: ReadonlyMap<string, number>;
}

function fuseFrom(
  task: Task,
  first: number,
  pc: string,
): { readonly action: Action; readonly parts: readonly number[] } {
  const actionAt = (rest: string): number => {
    const found = task.leaving.get(rest);
    if (found === undefined) throw new Error(`no step leaves ${rest}`);
    return found;
  };
  const steps = (index: number): Action => task.model.actions[index] as Action;
  const passed: string[] = [pc];
  for (const rest of passed)
    for (const to of restsPassed(task, steps(actionAt(rest)))) if (!passed.includes(to)) passed.push(to);
  const parts = passed.map(actionAt);
  const start = steps(first);
  if (parts.length === 1) return { action: start, parts };

  const { at } = start.origin;
  const locals: Local[] = [...start.body.locals];
  const add = (name: string, type: Type): number => locals.push({ name, type, at }) - 1;
  const rest = add("rest", { kind: "enum", values: [null, ...task.gone] });
  const passing = new Map(task.passing.map((f) => [f.name, add(f.name, rowOf(f, start))]));
  const slots: Slots = { locals, rest, passing };
  const bodies = parts.map((part) => stepInside(task, slots, steps(part), part === first));
  const ways = parts.map((part) => restsPassed(task, steps(part)));
  const goesOn = parts.map((part) => hasOneWay(task, steps(part)));
  const tests = new Map<string, Expr>();
  for (const [i, to] of passed.entries()) {
    const absence = task.perhaps.get(to);
    tests.set(to, absence === undefined ? isAt(rest, to, at) : stopsNot(task, steps(parts[i] ?? first), absence, add));
  }
  const blocks = dispatched(bodies, ways, goesOn, passed, tests);
  const given = (slot: number): Stmt => ({ kind: "let", slot, value: null, at });
  const [guard] = start.body.code.kind === "block" ? start.body.code.body : [];
  if (guard === undefined) throw new Error("a step without its guard");
  const code: Stmt = {
    kind: "block",
    body: [guard, given(rest), ...[...passing.values()].map(given), { kind: "flow", blocks, at }],
    at,
  };
  const origin = originOf(task, start.origin, parts.map(steps));
  return { action: { ...start, origin, body: { locals, code } }, parts };
}

/** One instance's part of a field. */
const rowOf = (f: Field, action: Action): Domain =>
  action.params.length > 0 && f.domain.kind === "table" ? f.domain.value : f.domain;

/** The pc value that an expression assigns to the instance's own pc; undefined for any other expression. */
function restAssigned(task: Task, e: Expr): string | null | undefined {
  if (e.kind !== "assign" || e.op !== "=") return undefined;
  const whole = e.target.kind === "index" ? e.target.of : e.target;
  if (whole.kind !== "field" || whole.of.kind !== "state" || whole.name !== task.pc.name) return undefined;
  if (e.value.kind !== "literal" || (e.value.value !== null && typeof e.value.value !== "string"))
    throw new Error("a pc is given something else than a rest");
  return e.value.value;
}

function restsAssigned(task: Task, action: Action): readonly (string | null)[] {
  const found = new Set<string | null>();
  walk(action.body.code, (n) => {
    const to = isStmt(n) ? undefined : restAssigned(task, n);
    if (to !== undefined) found.add(to);
  });
  return [...found];
}

/** Rests that go, always or perhaps, among those to which a step may come. */
const restsPassed = (task: Task, action: Action): readonly string[] =>
  restsAssigned(task, action).flatMap((rest) =>
    rest !== null && (task.gone.has(rest) || task.perhaps.has(rest)) ? [rest] : [],
  );

/** True where a step can come to nothing but one rest that goes; a way back to the rest it leaves assigns nothing. */
function hasOneWay(task: Task, action: Action): boolean {
  const { origin } = action;
  if (origin.kind !== "process" || origin.to.length !== 1 || origin.to[0] === origin.from) return false;
  const [only, ...more] = restsAssigned(task, action);
  return more.length === 0 && typeof only === "string" && task.gone.has(only);
}

/** A block for each body, and behind each the question where to go on. */
function dispatched(
  bodies: readonly (readonly Stmt[])[],
  ways: readonly (readonly string[])[],
  goesOn: readonly boolean[],
  passed: readonly string[],
  tests: ReadonlyMap<string, Expr>,
): readonly FlowBlock[] {
  const blocks: FlowBlock[] = bodies.map((body) => ({ body, end: { kind: "stop" } }));
  for (const [i, tos] of ways.entries()) {
    const end = (k: number): FlowEnd => {
      const to = tos[k];
      const test = to === undefined ? undefined : tests.get(to);
      if (to === undefined || test === undefined) return { kind: "stop" };
      if (goesOn[i]) return { kind: "goto", to: passed.indexOf(to) };
      // Behind the last question comes a block that stops.
      const next = blocks.push({ body: [], end: { kind: "stop" } }) - 1;
      const branch: FlowEnd = { kind: "branch", test, then: passed.indexOf(to), else: next };
      blocks[next] = { body: [], end: end(k + 1) };
      return branch;
    };
    const body = bodies[i] ?? [];
    const made = end(0);
    blocks[i] = { body, end: made };
  }
  return blocks;
}

/** The process has come to a rest that it need not stop at while nobody else stands where it matters. */
function stopsNot(task: Task, leaving: Action, absence: Absence, add: (name: string, type: Type) => number): Expr {
  const [guard] = leaving.body.code.kind === "block" ? leaving.body.code.body : [];
  if (guard?.kind !== "when") throw new Error("a step without its guard");
  const { at } = leaving.origin;
  const right = conditionOf(task.model, absence, leaving, add);
  return { kind: "logical", op: "&&", left: guard.test, right, at, type: BOOLEAN };
}

function isAt(slot: number, to: string, at: Span): Expr {
  const type: Type = { kind: "enum", values: [null, to] };
  return {
    kind: "binary",
    op: "===",
    left: { kind: "local", slot, at, type },
    right: { kind: "literal", value: to, at, type: { kind: "enum", values: [to] } },
    at,
    type: BOOLEAN,
  };
}

/** The body of one of the steps, over the slots of the fused one, without its guard. */
function stepInside(task: Task, slots: Slots, action: Action, isFirst: boolean): readonly Stmt[] {
  const { body, params } = action;
  const numbers = body.locals.map((local, slot) =>
    isFirst || slot < params.length ? slot : slots.locals.push(local) - 1,
  );
  const asLocal = (e: Expr): Expr => {
    const whole = e.kind === "index" ? e.of : e;
    if (whole.kind !== "field" || whole.of.kind !== "state") return e;
    const slot = slots.passing.get(whole.name);
    if (slot === undefined) return e;
    // Of a table the row is meant; the table itself is a part of the expression that comes next.
    if (params.length > 0 && e.kind !== "index") return e;
    return { kind: "local", slot, at: e.at, type: e.type };
  };
  const expr = (e: Expr): Expr => {
    const to = restAssigned(task, e);
    if (e.kind !== "assign" || typeof to !== "string" || !task.gone.has(to)) return asLocal(e);
    return { ...e, target: { kind: "local", slot: slots.rest, at: e.at, type: e.value.type } };
  };
  const code = mapStmt(body.code, { slot: (slot) => numbers[slot] ?? slot, expr });
  if (code.kind !== "block") throw new Error("a step that is no block");
  return code.body.slice(1);
}

/** Leaves the first step's rest, and comes to those of all steps that stay. */
function originOf(task: Task, first: Origin, steps: readonly Action[]): Origin {
  if (first.kind !== "process") return first;
  const stays = new Set(task.graph.rests.flatMap((r) => (task.gone.has(r.pc) ? [] : [r.pc])));
  const all = new Set(steps.flatMap((s) => restsAssigned(task, s)));
  const labels = task.graph.rests.flatMap((r) => (stays.has(r.pc) && all.has(r.pc) ? [r.label] : []));
  const back = first.from !== null && first.to.includes(first.from) ? [first.from] : [];
  return { ...first, to: [...new Set([...back, ...labels]), ...(all.has(null) ? [null] : [])] };
}
