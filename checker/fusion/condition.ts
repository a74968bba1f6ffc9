/**
 * "Nobody else stands there" as an expression over the state.
 * In: an absence, the processes' pc fields, the instance that is asked. Out: `Expr`; it may need a local for each process.
 * Not here: when it is needed (`absence.ts`).
 */
import { BOOLEAN, type Domain, type Field, type Literal } from "../../ir/domain.ts";
import type { Expr, Type } from "../../ir/expr.ts";
import type { Action, SpecModel } from "../../ir/model.ts";
import type { Span } from "../../ir/span.ts";
import type { Absence } from "./absence.ts";

/** `self`: of the action whose process asks. `local`: gives a new slot of that type. */
export function conditionOf(
  model: SpecModel,
  { nobodyAt, unlike }: Absence,
  asking: Action,
  local: (name: string, type: Type) => number,
): Expr {
  const { at } = asking.origin;
  const own = asking.origin.kind === "process" ? asking.origin.process : null;
  const parts: Expr[] = unlike.map(({ fields, value }) => differs(placeOf(model, fields, at), value, at));
  for (const [process, pcs] of nobodyAt) {
    const field = model.state.fields.find((f) => f.hidden?.kind === "pc" && f.hidden.process === process);
    if (field === undefined) throw new Error(`no pc of ${process}`);
    const whole = placeOf(model, [field.name], at);
    const steps = model.actions.find((a) => a.origin.kind === "process" && a.origin.process === process);
    const [param] = steps?.params ?? [];
    if (param === undefined || field.domain.kind !== "table") {
      // The only instance is the one that asks.
      if (process !== own) parts.push(...pcs.map((pc) => differs(whole, pc, at)));
      continue;
    }
    const slot = local(param.name, param.domain);
    const someone: Expr = { kind: "local", slot, at, type: param.domain };
    const pc: Expr = { kind: "index", of: whole, key: someone, at, type: field.domain.value };
    const elsewhere = all(
      pcs.map((value) => differs(pc, value, at)),
      at,
    );
    const self = asking.params[0];
    const isSelf: Expr | null =
      process === own && self !== undefined
        ? compare("===", someone, { kind: "local", slot: self.slot, at, type: self.domain }, at)
        : null;
    const value: Expr =
      isSelf === null ? elsewhere : { kind: "logical", op: "||", left: isSelf, right: elsewhere, at, type: BOOLEAN };
    const lambda = { params: [slot], body: { kind: "return", value, at }, at } as const;
    parts.push({ kind: "quantifier", op: "every", domains: [param.domain], lambda, at, type: BOOLEAN });
  }
  return all(parts, at);
}

function all(parts: readonly Expr[], at: Span): Expr {
  const [first, ...more] = parts;
  if (first === undefined) return { kind: "literal", value: true, at, type: BOOLEAN };
  return more.reduce<Expr>((left, right) => ({ kind: "logical", op: "&&", left, right, at, type: BOOLEAN }), first);
}

const compare = (op: "===" | "!==", left: Expr, right: Expr, at: Span): Expr => ({
  ...{ kind: "binary", op, left, right, at, type: BOOLEAN },
});

const differs = (place: Expr, value: Literal, at: Span): Expr =>
  compare("!==", place, { kind: "literal", value, at, type: { kind: "enum", values: [value] } }, at);

function placeOf(model: SpecModel, fields: readonly string[], at: Span): Expr {
  let place: Expr = { kind: "state", when: "now", at, type: { kind: "state" } };
  let domain: Domain = model.state;
  for (const name of fields) {
    const field: Field | undefined = domain.kind === "record" ? domain.fields.find((f) => f.name === name) : undefined;
    if (field === undefined) throw new Error(`no part ${fields.join(".")} of the state`);
    domain = field.domain;
    place = { kind: "field", of: place, name, at, type: domain };
  }
  return place;
}
