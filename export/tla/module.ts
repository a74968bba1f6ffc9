/**
 * A model as a TLA+ module and the configuration that TLC takes.
 * In: a lowered model. Out: `toTla`; throws `DoesNotFit`.
 * Not here: code (`statements.ts`, `expressions.ts`).
 */
import type { Action, SpecModel } from "../../ir/model.ts";
import { doesNotFit } from "../does-not-fit.ts";
import { refuseDoubts } from "../doubts.ts";
import { titleOf } from "../murphi/rules.ts";
import { lambda, placeOf, valueOf } from "./expressions.ts";
import { type Formula, layOut } from "./formula.ts";
import { initial } from "./initial.ts";
import { createNames } from "./names.ts";
import { valueAs } from "./objects.ts";
import { fairnessOf, predicate, propertyOf } from "./properties.ts";
import { bindValue, bodyScope, type Cell, type Scope, type Shared, stateCells, textOf } from "./scope.ts";
import { body, run } from "./statements.ts";
import { docLines, parameterNames, stepOf } from "./step.ts";
import { comparable, typeCheck } from "./values.ts";

export interface TlaFiles {
  readonly module: string;
  readonly configuration: string;
}

export function toTla(model: SpecModel, moduleName: string): TlaFiles {
  refuseDoubts(model);
  for (const f of model.state.fields) comparable(f.domain);
  const names = createNames();
  const ids = model.idSets.map((set) => ({
    set: names.fresh(set.name),
    members: Array.from({ length: set.size }, (_, i) => names.fresh(`${set.name}_${i}`)),
  }));
  const variables = new Map(model.state.fields.map((f) => [f.name, names.fresh(f.name)]));
  const actionNames = model.actions.map((a) => names.fresh(JSON.parse(titleOf(a)) as string));
  const propertyNames = model.properties.map((p) => names.fresh(p.name));
  const shared: Shared = {
    knot: { valueOf, valueAs, placeOf, lambda, body },
    model,
    names,
    variables,
    actionName: (i) => actionNames[i] ?? doesNotFit("an action that is not there"),
    idName: (set) => ids[set]?.set ?? doesNotFit("identities that are not there"),
    idText: (set, i) => ids[set]?.members[i] ?? doesNotFit("an identity that is not there"),
    helpers: new Set(),
  };
  const all = [...variables.values()];
  const init = initial(shared, model, all);
  const actions = model.actions.map((a, i) => actionOf(shared, a, shared.actionName(i), all));
  const next = model.actions.map((a, i) => stepOf(shared, a, shared.actionName(i)));
  const terminates = terminating(shared, model);
  const types = model.state.fields.map((f) => {
    const own = createNames(names);
    return `/\\ ${typeCheck(f.domain, variables.get(f.name) as string, shared.idName, (wish) => own.fresh(wish))}`;
  });
  const properties = model.properties.map((p, i) => propertyOf(shared, p, propertyNames[i] as string));
  const fairness = model.fairness.flatMap((f) => fairnessOf(shared, model, f));
  const { constraint, stepConstraint, view } = model.options;
  const options = [
    ...(constraint === null
      ? []
      : [{ word: "CONSTRAINT", ...predicate(shared, constraint, names.fresh("Constraint")) }]),
    ...(stepConstraint === null
      ? []
      : [{ word: "ACTION_CONSTRAINT", ...predicate(shared, stepConstraint, names.fresh("StepConstraint")) }]),
    ...(view === null ? [] : [{ word: "VIEW", ...predicate(shared, view, names.fresh("View")) }]),
  ];
  const constants = ["null", "undefined", ...ids.flatMap((x) => x.members)];
  const module = [
    `${"-".repeat(20)} MODULE ${moduleName} ${"-".repeat(20)}`,
    ...comment([
      `Model ${model.name} of ${model.file.split("/").at(-1)}, written by racespec.`,
      ...(model.doc?.text.split("\n") ?? []),
      ...model.constants.map((c) => `  ${c.name} = ${JSON.stringify(c.value)}`),
    ]),
    "EXTENDS Integers, Sequences, FiniteSets, Bags, TLC",
    "",
    "\\* Model values: they are equal to nothing but themselves.",
    `CONSTANTS ${constants.join(", ")}`,
    "",
    ...ids.map((x) => `${x.set} == {${x.members.join(", ")}}`),
    ...(ids.length === 0 ? [] : [""]),
    `VARIABLES ${all.join(", ")}`,
    "",
    `vars == <<${all.join(", ")}>>`,
    "",
    ...helperLines(shared),
    "\\* What racespec checks of every state: ranges of types.",
    "TypeOK ==",
    ...types.map((t) => `  ${t}`),
    "",
    ...init,
    "",
    ...actions.flatMap((a) => [...a, ""]),
    ...(terminates === null ? [] : [...terminates, ""]),
    "Next ==",
    ...[...next, ...(terminates === null ? [] : ["Terminating"])].map((x) => `  \\/ ${x}`),
    "",
    `Spec == Init /\\ [][Next]_vars${fairness.map((f) => `\n  /\\ ${f}`).join("")}`,
    "",
    ...options.flatMap((o) => [...o.lines, ""]),
    ...properties.flatMap((p) => [...p.lines, ""]),
    "=".repeat(60),
    "",
  ].join("\n");
  const said = (word: string): readonly string[] =>
    properties.flatMap((p) => (p.word === word ? [`${word} ${p.name}`] : []));
  const configuration = [
    "SPECIFICATION Spec",
    ...constants.map((c) => `CONSTANT ${c} = ${c}`),
    "INVARIANT TypeOK",
    ...said("INVARIANT"),
    ...said("PROPERTY"),
    ...options.map((o) => `${o.word} ${o.name}`),
    `CHECK_DEADLOCK ${model.options.deadlock === "fail" ? "TRUE" : "FALSE"}`,
    "",
  ].join("\n");
  return { module, configuration };
}

const comment = (lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ["(*", ...lines.map((l) => `  ${l.replaceAll("*)", "* )").replaceAll("(*", "( *")}`), "*)"];
function helperLines(shared: Shared): readonly string[] {
  const lines: string[] = [];
  if (shared.helpers.has("Rem"))
    lines.push(
      "\\* The remainder has the sign of what is divided.",
      "Rem(a, b) == LET c == IF b < 0 THEN -b ELSE b IN IF a < 0 THEN -((-a) % c) ELSE a % c",
      "",
    );
  if (shared.helpers.has("Sum"))
    lines.push(
      "RECURSIVE Sum(_)",
      "Sum(f) == IF DOMAIN f = {} THEN 0 ELSE LET x == CHOOSE x \\in DOMAIN f : TRUE IN f[x] + Sum([y \\in DOMAIN f \\ {x} |-> f[y]])",
      "",
    );
  return lines;
}

/** What the variables are after a step. */
function primed(s: Scope, all: readonly string[]): Formula {
  const changed = all.filter((v) => {
    const c = s.cells.get(v);
    return c === undefined || c.base !== v || c.updates.length > 0;
  });
  const same = all.filter((v) => !changed.includes(v));
  return [
    ...changed.map((v) => ({ kind: "is" as const, text: `${v}' = ${textOf(s.cells.get(v) as Cell)}` })),
    ...(same.length === 0
      ? []
      : [
          {
            kind: "is" as const,
            text: same.length === 1 ? `UNCHANGED ${same[0]}` : `UNCHANGED <<${same.join(", ")}>>`,
          },
        ]),
  ];
}

function actionOf(shared: Shared, a: Action, name: string, all: readonly string[]): readonly string[] {
  const own = createNames(shared.names);
  const s = bodyScope(shared, a.body, own, stateCells(shared));
  const params = parameterNames(a, own);
  a.params.forEach((p, i) => {
    bindValue(s, p.slot, params[i] as string);
  });
  const formula = run(s, a.body.code, (x) => primed(x, all));
  return [
    ...docLines(a.comment ?? a.doc?.text ?? null),
    `${name}${params.length === 0 ? "" : `(${params.join(", ")})`} ==`,
    ...layOut(formula).map((line) => `  ${line}`),
  ];
}

function terminating(shared: Shared, model: SpecModel): readonly string[] | null {
  if (model.termination === null || model.options.deadlock !== "fail") return null;
  const names = createNames(shared.names);
  const text = body(bodyScope(shared, model.termination, names, stateCells(shared)), model.termination.code);
  if (text === "FALSE") return null;
  return ["\\* All is done: that is no deadlock.", "Terminating ==", `  /\\ ${text}`, "  /\\ UNCHANGED vars"];
}
