/**
 * Expressions that make new objects: boxes, whose parts are values.
 * In: `Expr` of those kinds. Out: one function for each.
 * Not here: copies of what exists (`boxed` in `parts.ts`).
 */

import { alternatives, type Domain } from "../../../ir/domain.ts";
import type { Expr, RecordPart } from "../../../ir/expr.ts";
import { isDomain } from "../../../ir/type.ts";
import { keyText, type Value } from "../../../ir/value.ts";
import type { TRUE } from "./condition.ts";
import type { Val } from "./forms.ts";
import type { Frame } from "./frame.ts";
import { boxed, fieldOf, indexOf, opened } from "./parts.ts";
import type { Run } from "./run.ts";
import { list, visitElements } from "./sequences.ts";
import { elementDomain, memberAt } from "./set-bits.ts";
import { newSet } from "./sets.ts";
import { memberValues } from "./structured.ts";
import { unsupported } from "./unsupported.ts";
import { constant, isScalarVal, membersOf } from "./value.ts";

/** The one member of a kind that an expression's type has. */
function memberOfKind<K extends Domain["kind"]>(e: Expr, kind: K): Extract<Domain, { kind: K }> | null {
  if (!isDomain(e.type)) return null;
  return alternatives(e.type).find((d): d is Extract<Domain, { kind: K }> => d.kind === kind) ?? null;
}

export function recordLiteral(run: Run, f: Frame, e: Expr & { kind: "record" }): Val {
  const table = memberOfKind(e, "table");
  const value = (p: RecordPart): Val => run.bindVal(f.knot.expr(run, f, p.value));
  // What is spread is read at once: a later part may change it.
  if (table !== null) {
    const keys = membersOf(table.key);
    const texts = keys.map((k) => keyText(k as Value));
    const rows: Val[] = keys.map(() => constant(undefined));
    for (const p of e.parts) {
      const made = value(p);
      if (p.kind === "spread")
        for (const [i, k] of keys.entries()) rows[i] = run.bindVal(indexOf(run, made, constant(k)));
      else if (texts.includes(p.name)) rows[texts.indexOf(p.name)] = made;
    }
    return { kind: "table", key: table.key, rows, stored: false };
  }
  const fields = new Map<string, Val>();
  for (const p of e.parts) {
    const made = value(p);
    if (p.kind === "field") fields.set(p.name, made);
    else for (const n of namesOf(made)) fields.set(n, run.bindVal(fieldOf(run, made, n)));
  }
  return { kind: "record", fields, stored: false };
}

function namesOf(v: Val): readonly string[] {
  if (v.kind === "record") return [...v.fields.keys()];
  if (v.kind === "place" && v.place.packing.kind === "record") return v.place.packing.domain.fields.map((x) => x.name);
  return unsupported("a spread");
}

export function tupleLiteral(run: Run, f: Frame, e: Expr & { kind: "tuple" }): Val {
  const fields = new Map(e.elements.map((x, i) => [String(i), run.bindVal(f.knot.expr(run, f, x))]));
  return { kind: "record", fields, stored: false };
}

export function seqLiteral(run: Run, f: Frame, e: Expr & { kind: "seq" }): Val {
  const items: Val[] = [];
  for (const p of e.parts) {
    const value = run.bindVal(f.knot.expr(run, f, p.value));
    if (!p.spread) items.push(value);
    else if (value.kind === "list") items.push(...value.items);
    else return unsupported("a spread whose length is not known");
  }
  return list(items);
}

export function setLiteral(run: Run, f: Frame, e: Expr & { kind: "set" }): Val {
  const { of, max } = memberOfKind(e, "set") ?? unsupported("a set");
  if (max !== null) return unsupported("a set with a bound");
  if (e.from === null) return newSet(run, of, []);
  const from = opened(run, f.knot.expr(run, f, e.from), ["set", "seq"]);
  const isSeq = from.kind === "list" || (from.kind === "place" && from.place.packing.kind === "seq");
  if (isSeq) {
    const items: { readonly value: Val; readonly when: typeof TRUE }[] = [];
    visitElements(run, from, (value, _, when) => void items.push({ value: run.bindVal(value), when }));
    return newSet(run, of, items);
  }
  const domain = elementDomain(from);
  const items = memberValues(domain).map((value, i) => ({ value, when: run.bindCond(memberAt(run, from, i)) }));
  return newSet(run, of, items);
}

export function filled(run: Run, f: Frame, e: Expr & { kind: "fill" }): Val {
  const value = run.bindVal(f.knot.expr(run, f, e.value));
  const { key } = memberOfKind(e, "table") ?? unsupported("fill");
  return {
    kind: "table",
    key,
    rows: membersOf(key).map(() => (isScalarVal(value) ? value : boxed(run, value))),
    stored: false,
  };
}

export function filledWith(run: Run, f: Frame, e: Expr & { kind: "fillWith" }): Val {
  const { key } = memberOfKind(e, "table") ?? unsupported("fillWith");
  const rows = membersOf(key).map((k) => run.bindVal(f.knot.lambda(run, f, e.lambda, [constant(k)])));
  return { kind: "table", key, rows, stored: false };
}
