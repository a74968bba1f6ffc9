/**
 * A trace with its names back: who takes each step, by which label, what it changes.
 * In: the lowered model and a `Trace` of indices and values. Out: `TraceReport`.
 * Not here: the verdict the trace belongs to (`explain.ts`), the table of columns (`interleaving.ts`).
 */
import type { Action, Body, SpecModel } from "../ir/model.ts";
import type { StateValue, Trace, TraceStep } from "../ir/outcome.ts";
import { keyText, toJson, type Value } from "../ir/value.ts";
import { visitBody } from "../ir/walk.ts";
import { differences, differencesOf } from "./differences.ts";
import { fairTexts } from "./loop-text.ts";
import type { Actor, Change, NamedValue, StateReport, StepReport, TraceReport } from "./report.ts";
import { sameValueWrites } from "./same-value-writes.ts";
import { authorFields, reportState } from "./state-report.ts";
import { printValue } from "./values.ts";

/** A local longer than this is left to the last state. */
const glance = 24;

export function explainTrace(model: SpecModel, trace: Trace): TraceReport {
  const initial = Object.keys(trace.initial).length === 0 ? null : reportState(model, trace.initial);
  const acting = trace.steps.map((step) => actorOf(model, step));
  const actors = orderActors(model, acting);
  const steps: StepReport[] = [];
  let before = trace.initial;
  let reported = reportState(model, trace.initial);
  for (const [i, step] of trace.steps.entries()) {
    const after = step.state === null ? null : reportState(model, step.state);
    const own = acting[i];
    const actor = actors.findIndex((a) => own !== undefined && sameActor(a, own));
    const explained = explainStep(model, step, actor, { before, reported, after });
    // A reader needs to be reminded of locals when the actor changes; after that the changes tell them.
    steps.push(steps.at(-1)?.actor === actor ? { ...explained, locals: [] } : explained);
    if (step.state !== null) before = step.state;
    if (after !== null) reported = after;
  }
  const isInitialChosen = mayChoose(model);
  return {
    initial,
    initialAt: model.init.code.at,
    isInitialChosen,
    steps,
    actors,
    loop: trace.loop,
    fair: fairTexts(model, trace),
  };
}

/** True where a `pick` stands in the initial expression or in a function that it calls. */
function mayChoose(model: SpecModel): boolean {
  const seen = new Set<Body>();
  const chooses = (body: Body): boolean => {
    if (seen.has(body)) return false;
    seen.add(body);
    let found = false;
    visitBody(body, {
      expr: (e) => {
        const called = e.kind === "call" ? model.functions[e.function]?.body : undefined;
        found ||= e.kind === "pick" || (called !== undefined && chooses(called));
      },
    });
    return found;
  };
  return chooses(model.init);
}

interface Around {
  readonly before: StateValue;
  readonly reported: StateReport;
  readonly after: StateReport | null;
}

function explainStep(
  model: SpecModel,
  step: TraceStep,
  actor: number,
  { before, reported, after }: Around,
): StepReport {
  const action = actionOf(model, step);
  const { origin } = action;
  const isProcess = origin.kind === "process";
  const args = action.params.map((p, i) => printValue(p.domain, step.args[i]));
  const self = isProcess ? selfOf(step) : null;
  const mine = (state: StateReport | null): readonly NamedValue[] =>
    state?.resting.find((r) => isProcess && r.process === origin.process && r.self === self)?.locals ?? [];
  const own = step.state === null ? [] : differencesOf(authorFields(model), before, step.state);
  return {
    actor,
    action: isProcess ? null : action.name,
    process: isProcess ? origin.process : null,
    args: action.params.map((p, i) => toJson(p.domain, step.args[i])),
    label: isProcess ? origin.from : null,
    title: isProcess ? (origin.from ?? "(start)") : `${action.name}(${args.join(", ")})`,
    locals: mine(reported)
      .map((l) => `${l.name} = ${printValue(l.domain, l.value)}`)
      .filter((text) => text.length <= glance),
    prose: action.comment,
    at: origin.at,
    changes:
      step.state === null
        ? []
        : [...own, ...sameValueWrites(model, action, step, own), ...localChanges(mine(reported), mine(after))],
    state: after,
  };
}

/** Locals that live on; that one dies is of no interest. */
function localChanges(before: readonly NamedValue[], after: readonly NamedValue[]): readonly Change[] {
  return after.flatMap((l) => {
    const old = before.find((b) => b.name === l.name);
    if (old === undefined) return [{ path: l.name, before: "", after: printValue(l.domain, l.value), local: true }];
    return differences(l.name, l.domain, old.value, l.value, true);
  });
}

function actionOf(model: SpecModel, step: TraceStep): Action {
  const action = model.actions[step.action];
  if (action === undefined) throw new Error(`a trace of ${model.name} names action ${step.action}, which is not there`);
  return action;
}

/** A process has one parameter at most: its self. */
const selfOf = (step: TraceStep): string | null => (step.args.length === 0 ? null : keyText(step.args[0]));

function actorOf(model: SpecModel, step: TraceStep): Actor {
  const { name, origin } = actionOf(model, step);
  if (origin.kind === "action") return { kind: "action", name, self: null };
  return { kind: "process", name: origin.process, self: selfOf(step) };
}

const sameActor = (a: Actor, b: Actor): boolean => a.kind === b.kind && a.name === b.name && a.self === b.self;

function orderActors(model: SpecModel, acting: readonly Actor[]): readonly Actor[] {
  const resting = reportState(model, emptyState(model)).resting;
  const instances: readonly Actor[] = resting.map((r) => ({ kind: "process", name: r.process, self: r.self }));
  const actions: readonly Actor[] = model.actions.map((a) => ({ kind: "action", name: a.name, self: null }));
  return [...instances, ...actions].filter((a) => acting.some((b) => sameActor(a, b)));
}

/** No values at all: enough to list the instances of processes. */
const emptyState = (model: SpecModel): StateValue =>
  Object.fromEntries(model.state.fields.map((f): [string, Value] => [f.name, undefined]));
