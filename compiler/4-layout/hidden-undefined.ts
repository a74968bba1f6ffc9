/**
 * Whether a place may hold `undefined` although its type says that it does not: after `x!`, a cast, or `let x!: T`.
 * In: a lowered model. Out: `hidesUndefined`.
 * Not here: what may then not be relied upon (`living-locals.ts`). What TypeScript has narrowed is not looked for: it is true.
 */
import { alternatives, type Domain } from "../../ir/domain.ts";
import type { Expr, Type } from "../../ir/expr.ts";
import type { Body, SpecModel } from "../../ir/model.ts";
import { isStmt, type Node, walk } from "../../ir/walk.ts";

/** True where some expression, or some local, has a type without `undefined` though what it is made of may be that. */
export function hidesUndefined(model: SpecModel): boolean {
  const { initFilter, constraint, stepConstraint, view } = model.options;
  const owned = [...model.prologues, ...model.actions, ...model.functions, ...model.properties].map((x) => x.body);
  const goals = model.properties.map((p) => p.goal);
  return [model.init, ...owned, ...goals, model.termination, initFilter, constraint, stepConstraint, view].some(
    (b) => b !== null && bodyHides(model, b),
  );
}

function bodyHides(model: SpecModel, body: Body): boolean {
  let found = false;
  walk(body.code, (n) => {
    found ||= hides(model, body, n);
    return !found;
  });
  return found;
}

const mayBeUndefined = (t: Type | undefined): boolean =>
  t !== undefined &&
  t.kind !== "state" &&
  t.kind !== "void" &&
  t.kind !== "error" &&
  alternatives(t).some((m) => m.kind === "undefined");

function hides(model: SpecModel, body: Body, n: Node): boolean {
  if (isStmt(n)) return n.kind === "let" && n.value === null && !mayBeUndefined(body.locals[n.slot]?.type);
  return n.type.kind !== "void" && !mayBeUndefined(n.type) && comesAsUndefined(model, body, n);
}

/** From what it is made of alone. */
function comesAsUndefined(model: SpecModel, body: Body, e: Expr): boolean {
  switch (e.kind) {
    case "undefined":
    case "optional":
      return true;
    case "local":
      return mayBeUndefined(body.locals[e.slot]?.type);
    case "field":
      return fieldsOf(e.of.type, e.name).some(mayBeUndefined);
    case "index":
      return partsOf(e.of.type).some(mayBeUndefined);
    case "seqMethod":
      return (
        ["at", "pop", "shift", "find", "findLast"].includes(e.op) ||
        ((e.op === "reduce" || e.op === "reduceRight") && e.args.some((a) => mayBeUndefined(a.type)))
      );
    case "mapMethod":
      return e.op === "get";
    case "conditional":
      return mayBeUndefined(e.then.type) || mayBeUndefined(e.else.type);
    case "logical":
      return mayBeUndefined(e.right.type) || (e.op !== "??" && mayBeUndefined(e.left.type));
    case "assign":
      return mayBeUndefined(e.value.type);
    case "call":
      return mayBeUndefined(model.functions[e.function]?.returns);
    case "clone":
      return mayBeUndefined(e.of.type);
    case "pick":
      return pickedTypes(e).some(mayBeUndefined);
    default:
      return false;
  }
}

const recordsOf = (t: Type): readonly Domain[] =>
  t.kind === "state" || t.kind === "void" || t.kind === "error" ? [] : alternatives(t);

const fieldsOf = (t: Type, name: string): readonly Domain[] =>
  recordsOf(t).flatMap((d) =>
    d.kind === "record" ? d.fields.filter((f) => f.name === name).map((f) => f.domain) : [],
  );

const partsOf = (t: Type): readonly Domain[] =>
  recordsOf(t).flatMap((d) => {
    if (d.kind === "table" || d.kind === "map") return [d.value];
    if (d.kind === "record") return d.fields.map((f) => f.domain);
    return d.kind === "seq" ? [d.of] : [];
  });

function pickedTypes(e: Expr & { kind: "pick" }): readonly Type[] {
  switch (e.from.kind) {
    case "domain":
      return [e.from.domain];
    case "collection":
      return recordsOf(e.from.of.type).flatMap((d) =>
        d.kind === "seq" || d.kind === "set" || d.kind === "bag" ? [d.of] : [],
      );
    case "list":
      return e.from.items.map((x) => x.type);
  }
}
