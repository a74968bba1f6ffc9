/**
 * Binding one model: from syntax to `SpecModel`, typed and indexed.
 * In: `SpecSource`, the builders found in it, a model, `--set`. Out: `Staged<SpecModel>`; several diagnostics per run.
 * Not here: the parts of a model (`parts.ts`, `properties.ts`, `fairness.ts`), processes as actions (`3-lower/`).
 */
import {
  argumentCount,
  expectOutsideCheck,
  nothingChecked,
  nothingToDo,
  stateAsValue,
  unknownAssertion,
} from "../../ir/codes/bind.ts";
import { viewHidesTime } from "../../ir/codes/bind-time.ts";
import { type Diagnostic, hasErrors, type Staged } from "../../ir/diagnostic.ts";
import { BOOLEAN } from "../../ir/domain.ts";
import { type Body, type Expect, isTemporal, type Property, type SpecModel } from "../../ir/model.ts";
import type { SpecSource } from "../../ir/source.ts";
import type { SyntaxFunction } from "../../ir/syntax.ts";
import { bindBody, type Root } from "./body.ts";
import type { Builders } from "./builders.ts";
import { assumed, constantsOf } from "./constants.ts";
import { type Context, constantValues, contextOf, declarationOf, report } from "./context.ts";
import { domainOf } from "./domains.ts";
import { declaredFairness } from "./fairness.ts";
import type { ModelDeclaration } from "./models.ts";
import { bindParts, NEXT, NOW, stateDomain } from "./parts.ts";
import { bindProperties, withIdSets } from "./properties.ts";

/** Null where the model could not be bound; the diagnostics say why. */
export function bind(
  source: SpecSource,
  builders: Builders,
  model: ModelDeclaration,
  set: ReadonlyMap<string, string>,
): Staged<SpecModel | null> {
  const diagnostics: Diagnostic[] = [];
  if (builders.spec === null) return { value: null, diagnostics };
  const checkedTexts =
    model.check === null ? null : new Set(model.check.filter((c) => c.kind === "text").map((c) => c.name));
  const constants = valuesOf(source, builders, model, set, diagnostics);
  const context = contextOf({ source, builders, constants, diagnostics, idSets: [], checkedTexts });
  const assumptions = assumed(source, builders, constants, model, (d) => diagnostics.push(d));
  const state = stateDomain(context);
  if (state === null) return { value: null, diagnostics };
  context.state = state;
  const parts = bindParts(context, state);
  if (parts === null) return { value: null, diagnostics };
  const isChecked = (name: string): boolean =>
    model.check === null || model.check.some((c) => c.kind === "property" && c.name === name);
  const asking = { name: model.name, at: model.at, isChecked };
  const properties = bindProperties(context, asking).filter((p) => isChecked(p.name));
  const fairness = [...parts.fairness, ...declaredFairness(context, parts)];
  reportUnknownTexts(context, model);
  reportHiddenTime(context, model, properties);
  // Bound before the functions are listed: an option may be the only one that calls a helper.
  const options = {
    initFilter: condition(context, model.init, [NOW]),
    constraint: condition(context, model.constraint, [NOW]),
    stepConstraint: condition(context, model.stepConstraint, [NOW, NEXT]),
    view: viewBody(context, model.view),
  };
  const value: SpecModel = {
    file: source.entry,
    name: model.name,
    doc: model.doc,
    at: model.at,
    constants: constantValues(context),
    idSets: context.idSets,
    state,
    init: parts.init,
    prologues: [],
    actions: parts.actions,
    processes: parts.processes,
    procedures: parts.procedures,
    functions: context.functions.list.flatMap((f) => (f === null ? [] : [f])),
    properties: properties.map((p) => withIdSets(p, context.idSets)),
    fairness,
    assertions: context.assertions,
    termination: null,
    controlGraphs: [],
    options: {
      expect: model.expect satisfies Expect,
      deadlock: model.deadlock,
      symmetry: model.symmetry,
      ...options,
      assumptions,
    },
  };
  const head = model.at ?? builders.spec.callee.at;
  if (value.actions.length === 0 && value.processes.length === 0) report(context, nothingToDo(builders.spec.callee.at));
  const checks = value.properties.length + value.assertions.length + assumptions + (model.deadlock === "fail" ? 1 : 0);
  // An assertion that the constants make dead is checked all the same.
  const asserts =
    model.check === null ? context.assertionTexts.size : model.check.filter((c) => c.kind === "text").length;
  if (checks === 0 && asserts === 0) report(context, nothingChecked(head, { model: model.name }));
  return { value: hasErrors(diagnostics) ? null : value, diagnostics };
}

/** Values of all constants: the model's own, and those that only a spec has that is refined. */
function valuesOf(
  source: SpecSource,
  builders: Builders,
  model: ModelDeclaration,
  set: ReadonlyMap<string, string>,
  diagnostics: Diagnostic[],
): Context["constants"] {
  const draft = contextOf({
    ...{ source, builders, constants: new Map(), diagnostics, idSets: [] },
    checkedTexts: null,
  });
  const values = (of: Builders, given: Pick<ModelDeclaration, "constants">, set: ReadonlyMap<string, string>) =>
    constantsOf(
      source,
      of,
      given,
      set,
      (t, name) => domainOf(draft, t, name, { finite: false }),
      (d) => diagnostics.push(d),
    );
  const own = values(builders, model, set);
  const theirs = [...builders.others.values()].flatMap((other) => {
    const constants = other.constants.filter(({ declaration }) => !own.has(declaration));
    return [...values({ ...other, constants }, { constants: [] }, new Map())];
  });
  return new Map([...theirs, ...own]);
}

function condition(context: Context, f: SyntaxFunction | null, roots: readonly Root[]): Body | null {
  return f === null ? null : bindBody(context, f, "this option", roots, BOOLEAN).body;
}

/** Any value: equal ones are told by their content. */
function viewBody(context: Context, f: SyntaxFunction | null): Body | null {
  if (f === null) return null;
  const before = context.diagnostics.length;
  const { body, returns } = bindBody(context, f, "this option", [NOW], null);
  if (context.diagnostics.length > before) return body;
  if (returns.kind === "state") report(context, stateAsValue(f.at));
  if (returns.kind === "void")
    report(context, argumentCount(f.at, { what: "view", wants: "a function that gives a value" }));
  return body;
}

/** States of the same view are one state, although they may go on differently. */
function reportHiddenTime(context: Context, { view, check }: ModelDeclaration, properties: readonly Property[]): void {
  const temporal = properties.find((p) => isTemporal(p.kind));
  if (view === null || temporal === undefined) return;
  report(context, viewHidesTime(view.at, { name: temporal.name, property: temporal.at, isNamed: check !== null }));
}

/** A text that `check` or `expect` names must stand in some assertion, whatever the constants make of it; one that is expected must be checked. */
function reportUnknownTexts(context: Context, model: ModelDeclaration): void {
  const { check, expectedText: expected } = model;
  const named = [...(check ?? []).filter((c) => c.kind === "text"), ...(expected === null ? [] : [expected])];
  const reported = new Set<string>();
  for (const c of named) {
    if (context.assertionTexts.has(c.name) || reported.has(c.name)) continue;
    reported.add(c.name);
    const isPart = context.builders.built.some((b) => declarationOf(context, b.declaration).name === c.name);
    report(context, unknownAssertion(c.at, { text: c.name, known: [...context.assertionTexts], isPart }));
  }
  if (expected === null || check === null || check.some((c) => c.name === expected.name)) return;
  if (context.assertionTexts.has(expected.name) && !context.thrownTexts.has(expected.name)) {
    report(context, expectOutsideCheck(expected.at, { what: `"${expected.name}"` }));
  }
}
