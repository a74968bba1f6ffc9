/**
 * What a spec does: its state, its initial state, actions, processes and procedures, with their options.
 * In: builders' calls. Out: the parts of a `SpecModel` that neither properties nor a model's options are.
 * Not here: properties (`properties.ts`), fairness of several parts (`fairness.ts`), the model as a whole (`bind.ts`).
 */
import { argumentCount, builderArgument, notConstant, unknownOption } from "../../ir/codes/bind.ts";
import { type Domain, type RecordDomain, size } from "../../ir/domain.ts";
import type { Action, Body, Fairness, Param, Procedure, Process } from "../../ir/model.ts";
import type { Span } from "../../ir/span.ts";
import type { SyntaxExpr, SyntaxFunction } from "../../ir/syntax.ts";
import { bindBody, type Root } from "./body.ts";
import type { Built } from "./builders.ts";
import { type Context, declarationOf, report } from "./context.ts";
import { declaredFunction } from "./declared-function.ts";
import { domainOf } from "./domains.ts";
import { enumerable } from "./enumerable.ts";
import { evaluate, isTable, type StaticValue } from "./static.ts";

export const NOW: Root = { kind: "state", when: "now" };
export const NEXT: Root = { kind: "state", when: "next" };

/** Null, and reported, where it is none. */
export function stateDomain(context: Context): RecordDomain | null {
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

export interface Parts {
  readonly init: Body;
  readonly actions: readonly Action[];
  readonly processes: readonly Process[];
  readonly procedures: readonly Procedure[];
  /** What their own options say. */
  readonly fairness: readonly Fairness[];
}

/** Null where nothing gives the initial state. */
export function bindParts(context: Context, state: RecordDomain): Parts | null {
  const initial = declaredFunction(context.source, context.builders.spec?.args[0]?.value);
  if (initial === null) return null;
  const init = bindBody(context, initial, "the initial state", [], state).body;
  const actions: Action[] = [];
  const processes: Process[] = [];
  const procedures: Procedure[] = [];
  const fairness: Fairness[] = [];
  for (const built of context.builders.built) {
    if (built.kind !== "action" && built.kind !== "process" && built.kind !== "procedure") continue;
    const f = functionOf(context, built, 0);
    if (f === null) continue;
    const fair = (kind: Fairness["of"][number]["kind"], index: number, { fair }: Options): void => {
      if (fair !== null) fairness.push({ ...fair, each: true, of: [{ kind, index }] });
    };
    switch (built.kind) {
      case "action": {
        const bound = bindAction(context, built, f);
        fair("action", actions.length, readOptions(context, built, ["fair"]));
        actions.push(bound);
        break;
      }
      case "process": {
        const bound = bindProcess(context, built, f);
        const options = readOptions(context, built, ["fair", "daemon"]);
        fair("process", processes.length, options);
        processes.push({ ...bound, daemon: options.daemon });
        break;
      }
      case "procedure":
        procedures.push(bindProcedure(context, built, f));
    }
  }
  return { init, actions, processes, procedures, fairness };
}

/** The function that a builder is given. Null, and reported, where it is given something else. */
export function functionOf(context: Context, built: Built, argument: number): SyntaxFunction | null {
  const given = built.call.args[argument];
  const sequential = built.kind === "process" || built.kind === "procedure";
  const f = sequential && given?.value.kind !== "function" ? null : declaredFunction(context.source, given?.value);
  if (f?.generator === sequential) return f;
  const wants = sequential
    ? "a generator written in place: `function* (s, self: P) { … }`"
    : built.kind === "leadsTo"
      ? "two functions: `(s) => …, (s) => …`"
      : "a function: `(s) => …`";
  report(context, builderArgument(given?.value.at ?? built.call.at, { builder: built.kind, wants }));
  return null;
}

/** Domains of the parameters after the state, as written. */
export function parameters(context: Context, built: Built, f: SyntaxFunction, finite: boolean): readonly Root[] {
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
  return {
    name: declaration.name,
    doc: declaration.doc,
    comment: declaration.doc === null ? null : firstLine(declaration.doc.text),
    origin: { kind: "action", at: declaration.nameAt },
    params,
    body,
  };
}

function bindProcess(context: Context, built: Built, f: SyntaxFunction): Omit<Process, "daemon"> {
  const declaration = declarationOf(context, built.declaration);
  if (f.params.length > 2)
    report(context, argumentCount(f.at, { what: "process", wants: "the state and at most one parameter" }));
  const { body, params } = bindBody(context, f, "a process", parameters(context, built, f, true), null);
  const param: Param | null = params[0] ?? null;
  return { name: declaration.name, doc: declaration.doc, at: declaration.nameAt, param, body };
}

function bindProcedure(context: Context, built: Built, f: SyntaxFunction): Procedure {
  const declaration = declarationOf(context, built.declaration);
  const { body, params, returns } = bindBody(context, f, "a procedure", parameters(context, built, f, false), null);
  return { name: declaration.name, at: declaration.nameAt, params, body, returns };
}

interface Options {
  readonly daemon: boolean;
  readonly fair: Pick<Fairness, "kind" | "at"> | null;
}

/** What a builder's options say with the model's constants: an option that is `undefined` is not there. */
function readOptions(context: Context, built: Built, known: readonly string[]): Options {
  const given = built.call.args[1]?.value;
  const options: { -readonly [K in keyof Options]: Options[K] } = { daemon: false, fair: null };
  if (given === undefined) return options;
  const written = taken(context, given);
  if (written.kind !== "object") {
    report(
      context,
      builderArgument(given.at, {
        builder: built.kind,
        wants: `its options written in place: \`{ ${known.includes("daemon") ? "daemon: true" : 'fair: "weak"'} }\``,
      }),
    );
    return options;
  }
  const read = (name: string, value: StaticValue | null, at: Span, valueAt: Span): void => {
    if (!known.includes(name)) report(context, unknownOption(at, { what: name, known }));
    else if (name === "fair" && (value === "weak" || value === "strong")) options.fair = { kind: value, at };
    else if (name === "fair" && value === undefined) options.fair = null;
    else if (name === "daemon" && (typeof value === "boolean" || value === undefined)) options.daemon = value ?? false;
    else report(context, notConstant(valueAt, { what: `the option ${name}` }));
  };
  for (const m of written.members) {
    const found = evaluate(context, m.value);
    if (m.kind === "property") {
      read(m.name, found === null ? null : found.value, m.at, m.value.at);
      continue;
    }
    if (found === null || !isTable(found.value)) report(context, unknownOption(m.at, { what: "a spread", known }));
    else for (const [name, value] of Object.entries(found.value)) read(name, value, m.at, m.at);
  }
  return options;
}

/** Of `c ? a : b` the one that the constants choose. */
function taken(context: Context, e: SyntaxExpr): SyntaxExpr {
  if (e.kind !== "conditional") return e;
  const test = evaluate(context, e.test);
  return test === null ? e : taken(context, test.value ? e.then : e.else);
}
