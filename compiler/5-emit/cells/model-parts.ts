/**
 * All bodies, nodes and domains of a lowered model: what atoms and families are gathered from.
 * In: `SpecModel`. Out: `bodiesOf`, `nodesOf`, `domainsOf`.
 * Not here: what is done with them (`atoms.ts`, `families.ts`).
 */
import type { Domain } from "../../../ir/domain.ts";
import type { Expr, Type } from "../../../ir/expr.ts";
import type { Body, Property, SpecModel } from "../../../ir/model.ts";
import { isStmt, type Node, walk } from "../../../ir/walk.ts";

/** What is asked of a state; null of a refinement, whose body gives a state of another spec and is not compiled. */
export const predicateOf = (p: Property): Body | null => (p.kind === "refines" ? null : p.body);

/** In a fixed order. A model with a view is not searched by generated code, so that its body is none of them. */
export function bodiesOf(model: SpecModel): readonly Body[] {
  const { initFilter, constraint, stepConstraint } = model.options;
  return [
    model.init,
    ...model.prologues.map((a) => a.body),
    ...model.actions.map((a) => a.body),
    ...model.functions.map((f) => f.body),
    ...model.properties.flatMap((p) => [predicateOf(p), p.goal]).filter((b) => b !== null),
    ...[model.termination, initFilter, constraint, stepConstraint].filter((b) => b !== null),
  ];
}

/** Pre-order over all expressions and statements. */
export const nodesOf = (body: Body, visit: (n: Node) => void): void =>
  walk(body.code, (n) => {
    visit(n);
    return true;
  });

/** Some body asks whether a step could be taken: that step is tried while the body waits. */
export function asksEnabled(model: SpecModel): boolean {
  let found = false;
  for (const body of bodiesOf(model)) nodesOf(body, (n) => (found ||= n.kind === "enabled"));
  return found;
}

/** The domain of a type, where it is one. */
const domainOf = (t: Type): readonly Domain[] =>
  t.kind === "state" || t.kind === "void" || t.kind === "error" ? [] : [t];

/** Domains that an expression names, its own type first. */
function named(e: Expr): readonly Domain[] {
  const own = domainOf(e.type);
  if (e.kind === "each" || e.kind === "first") return [...own, e.domain];
  if (e.kind === "quantifier") return [...own, ...e.domains];
  if (e.kind === "pick" && e.from.kind === "domain") return [...own, e.from.domain];
  return own;
}

/** A domain and all within it, outermost first. */
export function* within(d: Domain): Generator<Domain> {
  yield d;
  switch (d.kind) {
    case "record":
      for (const f of d.fields) yield* within(f.domain);
      return;
    case "table":
      yield* within(d.key);
      yield* within(d.value);
      return;
    case "map":
      yield* within(d.key);
      yield* within(d.value);
      return;
    case "set":
    case "bag":
    case "seq":
      yield* within(d.of);
      return;
    case "union":
      for (const m of d.of) yield* within(m);
      return;
    case "int":
    case "enum":
    case "id":
    case "undefined":
    case "number":
      return;
  }
}

/** Every domain of the model with all within it, those of the state first. Each object once, equal ones as often as they occur. */
export function domainsOf(model: SpecModel): readonly Domain[] {
  const known = domains.get(model) ?? gathered(model);
  domains.set(model, known);
  return known;
}

/** Several parts of the emitter ask for them. */
const domains = new WeakMap<SpecModel, readonly Domain[]>();

function gathered(model: SpecModel): readonly Domain[] {
  const found = new Set<Domain>();
  const add = (d: Domain): void => {
    if (found.has(d)) return;
    for (const x of within(d)) found.add(x);
  };
  add(model.state);
  for (const { params } of [...model.prologues, ...model.actions, ...model.properties])
    for (const p of params) add(p.domain);
  for (const f of model.functions) domainOf(f.returns).forEach(add);
  for (const body of bodiesOf(model)) {
    for (const l of body.locals) domainOf(l.type).forEach(add);
    nodesOf(body, (n) => {
      if (!isStmt(n)) named(n).forEach(add);
    });
  }
  return [...found];
}
