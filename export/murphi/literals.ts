/**
 * Records, tuples, filled tables and new sets.
 * In: `Expr` of those kinds, the place they go to. Out: lines.
 * Not here: sequences (`sequences.ts`).
 */
import { type Domain, isScalar, type RecordDomain } from "../../ir/domain.ts";
import type { Expr, Lambda } from "../../ir/expr.ts";
import { walk } from "../../ir/walk.ts";
import { doesNotFit } from "../does-not-fit.ts";
import { picks } from "../effects.ts";
import { lambdaValue } from "./calls.ts";
import { copy } from "./copies.ts";
import { atMember, eachPath } from "./members.ts";
import { object } from "./places.ts";
import { emit, inside, type Routine, type Term, variable } from "./routine.ts";
import { converted, domainOf, isMember } from "./terms.ts";
import { isEmpty } from "./types.ts";

/** In a variable of its own first: parts of the literal may read the place that it goes to. */
export function storeRecord(r: Routine, to: Term, e: Expr & { kind: "record" | "tuple" }): void {
  if (to.domain.kind === "table") return storeTableLiteral(r, to, e);
  if (to.domain.kind !== "record") return doesNotFit("an object literal here", e.at);
  const reads = e.kind === "record" ? e.parts.some((p) => looks(p.value)) : e.elements.some(looks);
  const into = reads ? variable(r, "made", to.domain) : to;
  const given = new Set<string>();
  const parts =
    e.kind === "tuple" ? e.elements.map((value, i) => ({ kind: "field" as const, name: String(i), value })) : e.parts;
  for (const p of parts) {
    if (p.kind === "spread") spread(r, into, object(r, p.value), given);
    else {
      given.add(p.name);
      r.world.knot.store(r, fieldOf(r, into, to.domain, p.name), p.value);
    }
  }
  for (const f of to.domain.fields) if (!given.has(f.name)) storeUndefined(r, fieldOf(r, into, to.domain, f.name));
  if (into !== to) emit(r, `${to.text} := ${into.text};`);
}

function looks(e: Expr): boolean {
  let found = false;
  walk(e, (n) => {
    if (
      n.kind === "state" ||
      (n.kind === "local" && n.type.kind !== "int" && n.type.kind !== "enum" && n.type.kind !== "id")
    )
      found = true;
    if (n.kind === "call") found = true;
    return !found;
  });
  return found;
}

function fieldOf(r: Routine, of: Term, d: RecordDomain, name: string): Term {
  const field = d.fields.find((f) => f.name === name) ?? doesNotFit(`the field ${name}`);
  return { text: `${of.text}.${r.world.types.field(d, name)}`, domain: field.domain };
}

function spread(r: Routine, into: Term, from: Term, given: Set<string>): void {
  if (from.domain.kind !== "record" || into.domain.kind !== "record") return doesNotFit("a spread of this");
  for (const f of from.domain.fields) {
    given.add(f.name);
    copy(r, fieldOf(r, into, into.domain, f.name), fieldOf(r, from, from.domain, f.name));
  }
}

export function storeUndefined(r: Routine, to: Term): void {
  const { undefinedName } = r.world.codes;
  if (isScalar(to.domain)) emit(r, `${to.text} := ${undefinedName};`);
  else emit(r, `undefine ${to.text};`, `${to.text}.which := 0;`, `${to.text}.plain := ${undefinedName};`);
}

function storeTableLiteral(r: Routine, to: Term, e: Expr & { kind: "record" | "tuple" }): void {
  if (to.domain.kind !== "table" || e.kind !== "record") return doesNotFit("a literal of this table", e.at);
  const { key, value } = to.domain;
  for (const p of e.parts) {
    if (p.kind === "spread") copy(r, to, object(r, p.value));
    else {
      const literal = r.world.codes.literal(/^-?\d+$/.test(p.name) ? Number(p.name) : p.name);
      r.world.knot.store(
        r,
        { text: `${to.text}[${converted(r, { text: literal, domain: { kind: "number" } }, key)}]`, domain: value },
        p.value,
      );
    }
  }
}

export function fillTable(r: Routine, to: Term, e: Expr & { kind: "fill" | "fillWith" }): void {
  if (to.domain.kind !== "table") return doesNotFit("fill of what is no table", e.at);
  const { key, value } = to.domain;
  const { types } = r.world;
  if (isEmpty(key)) return;
  if (e.kind === "fillWith") {
    if (picks(r.world.model, e.lambda.body)) {
      // Each key has a choice of its own: so each is written out.
      for (const code of r.world.codes.all(key))
        storeResult(r, { text: `${to.text}[${code}]`, domain: value }, e.lambda, { text: code, domain: key });
      return;
    }
    const k = r.names.fresh("k");
    emit(r, `for ${k}: ${types.keys(key)} do`);
    emit(
      r,
      ...inside(r, (inner) =>
        storeResult(inner, { text: `${to.text}[${k}]`, domain: value }, e.lambda, { text: k, domain: key }),
      ),
      "end;",
    );
    return;
  }
  const k = r.names.fresh("k");
  const one = variable(r, "each", value);
  r.world.knot.store(r, one, e.value);
  emit(r, `for ${k}: ${types.keys(key)} do ${to.text}[${k}] := ${one.text}; end;`);
}

function storeResult(r: Routine, to: Term, lambda: Lambda, key: Term): void {
  const [param] = lambda.params;
  if (param !== undefined) r.slots.set(param, key);
  lambdaValue(r, lambda, (inner, value) => r.world.knot.store(inner, to, value));
}

/** `new Set()`, `new Set([a, b])`, `new Set(other)`. */
export function storeSet(r: Routine, to: Term, e: Expr & { kind: "set" }): void {
  if (to.domain.kind !== "set") return doesNotFit("a set here", e.at);
  const { of } = to.domain;
  if (isEmpty(of)) return;
  const clear = (): void => clearSet(r, to, of);
  if (e.from === null) return clear();
  if (e.from.kind === "each" && isScalar(of)) {
    const k = r.names.fresh("k");
    emit(r, `for ${k}: ${r.world.types.keys(of)} do ${to.text}[${k}] := ${isMember(r, k, e.from.domain)}; end;`);
    return;
  }
  if (e.from.kind === "seq" && e.from.parts.every((p) => !p.spread)) {
    const members = e.from.parts.map((p) => (isScalar(of) ? r.world.knot.valueOf(r, p.value) : fresh(r, p.value)));
    clear();
    for (const m of members) atMember(r, of, m, (inner, path) => emit(inner, `${to.text}${path} := true;`));
    return;
  }
  const from = object(r, e.from);
  if (from.domain.kind !== "set") return doesNotFit("a set of a sequence", e.at);
  copy(r, to, from);
}

/** An object in a variable of its own: what it is made of may change while the set does. */
function fresh(r: Routine, e: Expr): Term {
  const made = variable(r, "member", domainOf(e));
  r.world.knot.store(r, made, e);
  return made;
}

export function clearSet(r: Routine, set: Term, of: Domain): void {
  if (isEmpty(of)) return;
  eachPath(r, of, (inner, path) => emit(inner, `${set.text}${path} := false;`));
}
