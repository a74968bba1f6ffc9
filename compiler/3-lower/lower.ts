/**
 * Lowering: processes become actions over a pc, and the model is told which identity sets the spec orders.
 * In: a `SpecModel` as bound. Out: a `SpecModel` without processes and procedures, with diagnostics.
 * Not here: each part of it (the files beside this).
 */
import type { Diagnostic, Staged } from "../../ir/diagnostic.ts";
import type { Expr } from "../../ir/expr.ts";
import type { Action, Body, Process, Property, Rest, SpecModel } from "../../ir/model.ts";
import { mapBody } from "../../ir/rebuild.ts";
import type { Span } from "../../ir/span.ts";
import { stateBeforeFirstYield } from "./before-yield.ts";
import { controlGraph, describe, restNode } from "./control-graph.ts";
import { loweredEnabled } from "./enabled.ts";
import { endlessLoops } from "./endless-loops.ts";
import { loweredFairness } from "./fairness.ts";
import { flatten } from "./flatten.ts";
import { freshness, type IsFresh } from "./fresh.ts";
import { fieldsOf, hiddenState, type Taken } from "./hidden-state.ts";
import { inlineProcedures } from "./inline.ts";
import { duplicateLabels } from "./labels.ts";
import { has, liveness } from "./liveness.ts";
import { inTextOrder } from "./numbers.ts";
import { orderedUses } from "./order.ts";
import { type Pcs, pcTest, terminationBody } from "./pc-tests.ts";
import { sharedAcrossYields } from "./references.ts";
import { type Lowered, prologue } from "./steps.ts";

export function lower(model: SpecModel): Staged<SpecModel> {
  const diagnostics: Diagnostic[] = [...duplicateLabels(model)];
  const bodies = model.processes.map((process) => inlineProcedures(model, process, diagnostics));
  const uses = orderedUses(model, bodies);
  diagnostics.push(...uses.diagnostics);

  const isFresh = freshness(model);
  const taken: Taken = new Set(model.state.fields.map((f) => f.name));
  const lowered = model.processes.map((process, i) =>
    lowerProcess(model, process, bodies[i] ?? process.body, isFresh, taken, diagnostics),
  );
  const pcs = lowered.map(pcsOf);
  const { actions, numbers } = inTextOrder(model, lowered);
  const expr = (e: Expr): Expr => (e.kind === "enabled" ? loweredEnabled(e, numbers) : pcTest(e, pcs));
  const body = (b: Body): Body => mapBody(b, { expr });
  const maybe = (b: Body | null): Body | null => (b === null ? null : body(b));
  const action = (a: Action): Action => ({ ...a, body: body(a.body) });
  const property = (p: Property): Property => {
    const refined = p.refined === null ? null : lower(p.refined);
    diagnostics.push(...(refined?.diagnostics ?? []));
    return { ...p, body: body(p.body), goal: maybe(p.goal), refined: refined?.value ?? null };
  };
  const value: SpecModel = {
    ...model,
    idSets: model.idSets.map((set, i) => ({ ...set, ordered: [...set.ordered, ...(uses.ordered[i] ?? [])] })),
    state: { ...model.state, fields: [...model.state.fields, ...lowered.flatMap((l) => fieldsOf(l.hidden))] },
    init: body(model.init),
    prologues: lowered.map(prologue).map(action),
    actions: actions.map(action),
    processes: [],
    procedures: [],
    functions: model.functions.map((f) => ({ ...f, body: body(f.body) })),
    properties: model.properties.map(property),
    fairness: loweredFairness(model.fairness, numbers),
    termination: terminationBody(pcs, model.at ?? model.processes[0]?.at ?? headOf(model.file)),
    controlGraphs: lowered.map((l) => describe(l.flow, l.process, restsOf(l), model)),
    options: {
      ...model.options,
      initFilter: maybe(model.options.initFilter),
      constraint: maybe(model.options.constraint),
      stepConstraint: maybe(model.options.stepConstraint),
      view: maybe(model.options.view),
    },
  };
  return { value, diagnostics };
}

function lowerProcess(
  model: SpecModel,
  process: Process,
  body: Body,
  isFresh: IsFresh,
  taken: Taken,
  diagnostics: Diagnostic[],
): Lowered {
  const flow = controlGraph(flatten(body, isFresh, diagnostics));
  const live = liveness(flow);
  diagnostics.push(...stateBeforeFirstYield(flow, process.name, model));
  diagnostics.push(...endlessLoops(flow, process.name));
  diagnostics.push(...sharedAcrossYields(flow, live, isFresh));
  return { process, flow, live, hidden: hiddenState(process, flow, live, taken, diagnostics) };
}

function pcsOf(l: Lowered): Pcs {
  const labels = new Map<string, string[]>();
  for (const name of l.flow.rests) {
    const { pc, yield: at } = restNode(l.flow, name);
    labels.set(at.label, [...(labels.get(at.label) ?? []), pc]);
  }
  return { process: l.process, pc: l.hidden.pc, labels };
}

const restsOf = (l: Lowered): readonly Rest[] =>
  l.flow.rests.map((name) => {
    const { pc, yield: at } = restNode(l.flow, name);
    const kept = [...l.hidden.locals].filter(([slot]) => has(l.live.get(name) ?? 0n, slot));
    return { pc, label: at.label, at: at.labelAt, comment: at.comment, live: kept.map(([, f]) => f.field.name) };
  });

const headOf = (file: string): Span => ({ file, start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 });
