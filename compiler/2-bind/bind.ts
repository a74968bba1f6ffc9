/**
 * Binding one model: from syntax to `SpecModel`, typed and indexed.
 * In: `SpecSource`, the builders found in it, a model, `--set`. Out: `Staged<SpecModel>`; several diagnostics per run.
 * Not here: processes as actions (`3-lower/`).
 */
import {
  argumentCount,
  builderArgument,
  expectOutsideCheck,
  notConstant,
  nothingChecked,
  nothingToDo,
  notInThisVersion,
  unknownAssertion,
  unknownOption,
} from "../../ir/codes/bind.ts";
import { type Diagnostic, hasErrors, type Staged } from "../../ir/diagnostic.ts";
import { BOOLEAN, type Domain, type RecordDomain, size } from "../../ir/domain.ts";
import type {
  Action,
  Body,
  Expect,
  Param,
  Procedure,
  Process,
  Property,
  PropertyKind,
  SpecModel,
} from "../../ir/model.ts";
import type { SpecSource } from "../../ir/source.ts";
import type { SyntaxFunction } from "../../ir/syntax.ts";
import { bindBody, type Root } from "./body.ts";
import type { Builders, Built } from "./builders.ts";
import { assumed, constantsOf } from "./constants.ts";
import { type Context, declarationOf, report } from "./context.ts";
import { declaredFunction } from "./declared-function.ts";
import { domainOf } from "./domains.ts";
import { enumerable } from "./enumerable.ts";
import type { ModelDeclaration } from "./models.ts";
import { evaluate } from "./static.ts";

const NOW: Root = { kind: "state", when: "now" };
const NEXT: Root = { kind: "state", when: "next" };

/** Null where the model could not be bound; the diagnostics say why. */
export function bind(
  source: SpecSource,
  builders: Builders,
  model: ModelDeclaration,
  set: ReadonlyMap<string, string>,
): Staged<SpecModel | null> {
  const diagnostics: Diagnostic[] = [];
  const draft = newContext(source, builders, new Map(), model, diagnostics);
  const constants = constantsOf(
    source,
    builders,
    model,
    set,
    (t, name) => domainOf(draft, t, name, { finite: false }),
    (d) => diagnostics.push(d),
  );
  const context = newContext(source, builders, constants, model, diagnostics);
  if (builders.spec === null) return { value: null, diagnostics };
  const assumptions = assumed(source, builders, constants, model, (d) => diagnostics.push(d));
  const state = stateDomain(context);
  if (state === null) return { value: null, diagnostics };
  context.state = state;
  const bound = bindParts(context, state);
  if (bound === null) return { value: null, diagnostics };
  reportUnknownTexts(context, model);
  const property = (p: Property): boolean =>
    model.check === null || model.check.some((c) => c.kind === "property" && c.name === p.name);
  // Bound before the functions are listed: an option may be the only one that calls a helper.
  const initFilter = optionBody(context, model.init);
  const constraint = optionBody(context, model.constraint);
  const value: SpecModel = {
    file: source.entry,
    name: model.name,
    doc: model.doc,
    at: model.at,
    constants: builders.constants.map(({ declaration }) => ({
      name: declarationOf(context, declaration).name,
      value: constants.get(declaration) ?? null,
    })),
    idSets: context.idSets,
    state,
    init: bound.init,
    prologues: [],
    actions: bound.actions,
    processes: bound.processes,
    procedures: bound.procedures,
    functions: context.functions.list.flatMap((f) => (f === null ? [] : [f])),
    properties: bound.properties.filter(property),
    assertions: context.assertions,
    termination: null,
    controlGraphs: [],
    options: {
      expect: model.expect satisfies Expect,
      deadlock: model.deadlock,
      symmetry: model.symmetry,
      initFilter,
      constraint,
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

function newContext(
  source: SpecSource,
  builders: Builders,
  constants: Context["constants"],
  model: ModelDeclaration,
  diagnostics: Diagnostic[],
): Context {
  const texts = model.check === null ? null : new Set(model.check.filter((c) => c.kind === "text").map((c) => c.name));
  return {
    source,
    builders,
    constants,
    diagnostics,
    idSets: [],
    state: null,
    functions: { list: [], info: [], byKey: new Map() },
    assertions: [],
    assertionTexts: new Set(),
    thrownTexts: new Set(),
    checkedTexts: texts,
    reading: new Set(),
  };
}

function stateDomain(context: Context): RecordDomain | null {
  const type = context.builders.spec?.typeArgs[0];
  if (type === undefined) return null;
  const domain = domainOf(context, type, type.kind === "ref" ? type.name : "State");
  if (domain === null || domain.kind === "record") return domain;
  report(
    context,
    builderArgument(type.at, { builder: "spec", wants: "a record as its state: `interface State { … }`" }),
  );
  return null;
}

interface Parts {
  readonly init: Body;
  readonly actions: readonly Action[];
  readonly processes: readonly Process[];
  readonly procedures: readonly Procedure[];
  readonly properties: readonly Property[];
}

function bindParts(context: Context, state: RecordDomain): Parts | null {
  const initial = declaredFunction(context.source, context.builders.spec?.args[0]?.value);
  if (initial === null) return null;
  const init = bindBody(context, initial, "the initial state", [], state).body;
  const actions: Action[] = [];
  const processes: Process[] = [];
  const procedures: Procedure[] = [];
  const properties: Property[] = [];
  for (const built of context.builders.built) {
    if (built.kind === "model") continue;
    const f = functionOf(context, built);
    if (f === null) continue;
    switch (built.kind) {
      case "action":
        actions.push(bindAction(context, built, f));
        break;
      case "process":
        processes.push(bindProcess(context, built, f));
        break;
      case "procedure":
        procedures.push(bindProcedure(context, built, f));
        break;
      case "invariant":
      case "stepInvariant":
      case "reachable":
        properties.push(bindProperty(context, built, built.kind, f));
    }
  }
  return { init, actions, processes, procedures, properties };
}

function functionOf(context: Context, built: Built): SyntaxFunction | null {
  const [given] = built.call.args;
  const sequential = built.kind === "process" || built.kind === "procedure";
  const f = sequential && given?.value.kind !== "function" ? null : declaredFunction(context.source, given?.value);
  if (f?.generator === sequential) return f;
  const wants = sequential ? "a generator written in place: `function* (s, self: P) { … }`" : "a function: `(s) => …`";
  report(context, builderArgument(given?.value.at ?? built.call.at, { builder: built.kind, wants }));
  return null;
}

/** Domains of the parameters after the state, as written. */
function parameters(context: Context, built: Built, f: SyntaxFunction, finite: boolean): readonly Root[] {
  const name = declarationOf(context, built.declaration).name;
  let instances: bigint | null = 1n;
  let tooMany = false;
  const roots = f.params.slice(1).map((p): Root => {
    const label = p.pattern.kind === "name" ? p.pattern.name : "parameter";
    const domain: Domain | null = p.type === null ? null : domainOf(context, p.type, `${name}(${label})`, { finite });
    const n = domain === null ? 1n : size(domain);
    instances = instances === null || n === null ? null : instances * n;
    if (finite && domain !== null && !tooMany) tooMany = !enumerable({ context }, domain, instances, p.at);
    return { kind: "domain", domain };
  });
  return [NOW, ...roots];
}

const firstLine = (text: string): string | null =>
  text
    .split("\n")
    .find((line) => line.trim() !== "")
    ?.trim() ?? null;

function bindAction(context: Context, built: Built, f: SyntaxFunction): Action {
  const declaration = declarationOf(context, built.declaration);
  const { body, params } = bindBody(context, f, "an action", parameters(context, built, f, true), null);
  readOptions(context, built, ["fair"]);
  return {
    name: declaration.name,
    doc: declaration.doc,
    comment: declaration.doc === null ? null : firstLine(declaration.doc.text),
    origin: { kind: "action", at: declaration.nameAt },
    params,
    body,
    fairness: "none",
  };
}

function bindProcess(context: Context, built: Built, f: SyntaxFunction): Process {
  const declaration = declarationOf(context, built.declaration);
  if (f.params.length > 2)
    report(context, argumentCount(f.at, { what: "process", wants: "the state and at most one parameter" }));
  const { body, params } = bindBody(context, f, "a process", parameters(context, built, f, true), null);
  const options = readOptions(context, built, ["fair", "daemon"]);
  const param: Param | null = params[0] ?? null;
  return {
    name: declaration.name,
    doc: declaration.doc,
    at: declaration.nameAt,
    param,
    body,
    daemon: options.daemon,
    fairness: "none",
  };
}

function bindProcedure(context: Context, built: Built, f: SyntaxFunction): Procedure {
  const declaration = declarationOf(context, built.declaration);
  const { body, params, returns } = bindBody(context, f, "a procedure", parameters(context, built, f, false), null);
  return { name: declaration.name, at: declaration.nameAt, params, body, returns };
}

function bindProperty(context: Context, built: Built, kind: PropertyKind, f: SyntaxFunction): Property {
  const declaration = declarationOf(context, built.declaration);
  const roots: readonly Root[] = kind === "stepInvariant" ? [NOW, NEXT] : [NOW];
  const { body } = bindBody(context, f, "a property", roots, BOOLEAN);
  return { kind, name: declaration.name, doc: declaration.doc, at: declaration.nameAt, body };
}

const optionBody = (context: Context, f: SyntaxFunction | null): Body | null =>
  f === null ? null : bindBody(context, f, "this option", [NOW], BOOLEAN).body;

function readOptions(context: Context, built: Built, known: readonly string[]): { daemon: boolean } {
  const given = built.call.args[1]?.value;
  let daemon = false;
  if (given === undefined) return { daemon };
  if (given.kind !== "object") {
    report(
      context,
      builderArgument(given.at, { builder: built.kind, wants: "its options written in place: `{ daemon: true }`" }),
    );
    return { daemon };
  }
  for (const m of given.members) {
    if (m.kind === "spread" || !known.includes(m.name)) {
      report(context, unknownOption(m.at, { what: m.kind === "spread" ? "a spread" : m.name, known }));
    } else if (m.name === "fair") {
      report(context, notInThisVersion(m.at, { what: "fairness" }));
    } else {
      const value = evaluate(context, m.value)?.value;
      if (typeof value === "boolean") daemon = value;
      else report(context, notConstant(m.value.at, { what: `the option ${m.name}` }));
    }
  }
  return { daemon };
}

/** A text that `check` or `expect` names must stand in some assertion, whatever the constants make of it; one that is expected must be checked. */
function reportUnknownTexts(context: Context, model: ModelDeclaration): void {
  const { check, expectedText: expected } = model;
  const named = [...(check ?? []).filter((c) => c.kind === "text"), ...(expected === null ? [] : [expected])];
  const reported = new Set<string>();
  for (const c of named) {
    if (context.assertionTexts.has(c.name) || reported.has(c.name)) continue;
    reported.add(c.name);
    report(context, unknownAssertion(c.at, { text: c.name, known: [...context.assertionTexts] }));
  }
  if (expected === null || check === null || check.some((c) => c.name === expected.name)) return;
  if (context.assertionTexts.has(expected.name) && !context.thrownTexts.has(expected.name)) {
    report(context, expectOutsideCheck(expected.at, { what: `"${expected.name}"` }));
  }
}
