/**
 * The initial states, as racespec has them: the author's part, then what processes begin with.
 * In: a model. Out: `initial`.
 * Not here: steps (`module.ts`).
 */
import type { Domain } from "../../ir/domain.ts";
import type { Expr } from "../../ir/expr.ts";
import type { Action, SpecModel } from "../../ir/model.ts";
import { doesNotFit } from "../does-not-fit.ts";
import { type Formula, layOut, nested } from "./formula.ts";
import { createNames } from "./names.ts";
import {
  bindValue,
  bodyScope,
  type Cell,
  fork,
  named,
  type Scope,
  type Shared,
  setText,
  stateCells,
  textOf,
} from "./scope.ts";
import { body, follow, run } from "./statements.ts";

export function initial(shared: Shared, model: SpecModel, all: readonly string[]): readonly string[] {
  const own = createNames(shared.names);
  const s = bodyScope(shared, model.init, own, new Map());
  const given = [...model.state.fields].filter((f) => f.hidden === undefined);
  const formula = initFormula(s, model, given, all);
  return ["Init ==", ...layOut(formula).map((line) => `  ${line}`)];
}

function initFormula(
  s: Scope,
  model: SpecModel,
  given: readonly { name: string; domain: Domain }[],
  all: readonly string[],
): Formula {
  const { shared } = s;
  return runInitially(s, model, (x, parts) => {
    const at: Scope = { ...x };
    for (const f of given)
      at.cells = new Map([
        ...at.cells,
        [shared.variables.get(f.name) as string, { base: parts.get(f.name) ?? "undefined", updates: [] }],
      ]);
    for (const f of model.state.fields) {
      if (f.hidden === undefined) continue;
      const v = shared.variables.get(f.name) as string;
      const base =
        f.domain.kind === "table"
          ? `[${at.names.fresh("k")} \\in ${setText(at, f.domain.key)} |-> undefined]`
          : "undefined";
      at.cells = new Map([...at.cells, [v, { base, updates: [] }]]);
    }
    const go = (rest: readonly Action[], y: Scope): Formula => {
      const [p, ...more] = rest;
      if (p === undefined) return filtered(y, model, all);
      return overAll(y, p, (z) => go(more, z));
    };
    return go(model.prologues, at);
  });
}

/** A prologue for each value of its parameter, one after the other. */
function overAll(s: Scope, p: Action, end: (s: Scope) => Formula): Formula {
  const [param] = p.params;
  const d = param?.domain;
  const values =
    d === undefined
      ? [null]
      : d.kind === "id"
        ? Array.from({ length: d.size }, (_, i) => s.shared.idText(d.set, i))
        : d.kind === "int"
          ? Array.from({ length: d.hi - d.lo + 1 }, (_, i) => String(d.lo + i))
          : doesNotFit("a process of what are neither identities nor integers", param?.at);
  const go = (i: number, x: Scope): Formula => {
    const value = values[i];
    if (value === undefined) return end(x);
    const inner: Scope = { ...x, slots: new Map(), frame: -1 - i, locals: p.body.locals, openers: [] };
    if (value !== null && param !== undefined) bindValue(inner, param.slot, value);
    return run(inner, p.body.code, (y) => go(i + 1, { ...y, frame: x.frame, locals: x.locals, slots: x.slots }));
  };
  return go(0, s);
}

function filtered(s: Scope, model: SpecModel, all: readonly string[]): Formula {
  const own = [...all].map((v) => ({ kind: "is" as const, text: `${v} = ${textOf(s.cells.get(v) as Cell)}` }));
  const { initFilter } = model.options;
  if (initFilter === null) return own;
  const inner = bodyScope(s.shared, initFilter, s.names, stateCells(s.shared));
  return [...own, { kind: "is", text: body(inner, initFilter.code) }];
}

/** The same of the code that gives the initial state: `end` gets the values of its fields. */
function runInitially(
  s: Scope,
  { init, state }: SpecModel,
  end: (s: Scope, parts: ReadonlyMap<string, string>) => Formula,
): Formula {
  const leave = (x: Scope, e: Expr | null): Formula => {
    if (e === null) return doesNotFit("an initial state that is not given", init.code.at);
    const at = fork(x);
    const given = state.fields.filter((f) => f.hidden === undefined);
    const literal = e.kind === "record" && e.parts.every((p) => p.kind === "field") ? e.parts : null;
    const whole = literal === null ? named(at, "initial", at.shared.knot.valueOf(at, e)) : "";
    const parts = given.map((f) => {
      const part = literal?.find((p) => p.kind === "field" && p.name === f.name);
      return [
        f.name,
        part === undefined ? `${whole}.${f.name}` : at.shared.knot.valueAs(at, part.value, f.domain),
      ] as const;
    });
    return nested(at.openers, end({ ...at, openers: [] }, new Map(parts)));
  };
  return follow(s, [init.code], { leave, jump: () => undefined }, () =>
    doesNotFit("an initial state that is not given", init.code.at),
  );
}
