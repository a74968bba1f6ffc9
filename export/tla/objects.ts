/**
 * Objects, filled tables and sets as literals.
 * In: `Expr` of those kinds, the type that is wanted. Out: `objectOf`, `valueAs`, `newSet`.
 * Not here: other expressions (`expressions.ts`).
 */
import { alternatives, type Domain } from "../../ir/domain.ts";
import type { Expr } from "../../ir/expr.ts";
import { doesNotFit } from "../does-not-fit.ts";
import { domainOf, type Scope, setText } from "./scope.ts";
import { fieldName, record } from "./values.ts";

/** An object literal as a value of the type that is wanted. */
export function objectOf(s: Scope, e: Expr & { kind: "record" }, wanted: Domain | null): string {
  const given = new Map<string, string>();
  const target = wanted === null ? null : memberFor(wanted, e);
  if (target?.kind === "table") return tableOf(s, e);
  for (const p of e.parts) {
    if (p.kind === "field") {
      const field = target?.kind === "record" ? target.fields.find((f) => f.name === p.name)?.domain : undefined;
      given.set(p.name, valueAs(s, p.value, field ?? null));
      continue;
    }
    const from = domainOf(p.value);
    if (from.kind !== "record") {
      if (e.parts.length === 1) return s.shared.knot.valueOf(s, p.value);
      return doesNotFit("a spread of one of several shapes", e.at);
    }
    const text = s.shared.knot.valueOf(s, p.value);
    for (const f of from.fields)
      given.set(f.name, `${/^[\w.'[\]]+$/.test(text) ? text : `(${text})`}.${fieldName(f.name)}`);
  }
  if (target?.kind === "record") return record(target, given);
  const fields = [...given].map(([name, value]) => `${fieldName(name)} |-> ${value}`);
  return fields.length === 0 ? doesNotFit("an object without fields", e.at) : `[${fields.join(", ")}]`;
}

function tableOf(s: Scope, e: Expr & { kind: "record" }): string {
  const parts = e.parts.map((p) => {
    if (p.kind === "spread") return doesNotFit("a spread of a table", e.at);
    return `${/^-?\d+$/.test(p.name) ? p.name : JSON.stringify(p.name)} :> ${s.shared.knot.valueOf(s, p.value)}`;
  });
  return `(${parts.join(" @@ ")})`;
}

/** The value of `e` where one of `d` is kept: literals get the fields that they leave out. */
export function valueAs(s: Scope, e: Expr, d: Domain | null): string {
  if (e.kind === "record" && d !== null) return objectOf(s, e, d);
  if (e.kind === "seq" && d?.kind === "seq" && e.parts.every((p) => !p.spread))
    return `<<${e.parts.map((p) => valueAs(s, p.value, d.of)).join(", ")}>>`;
  if ((e.kind === "fill" || e.kind === "fillWith") && d?.kind === "table") {
    if (e.kind === "fill")
      return `[${s.names.fresh("k")} \\in ${setText(s, d.key)} |-> ${valueAs(s, e.value, d.value)}]`;
    return s.shared.knot.valueOf(s, { ...e, type: d });
  }
  return s.shared.knot.valueOf(s, e);
}

/** The member of a union that a literal makes. */
function memberFor(d: Domain, e: Expr & { kind: "record" }): Domain | null {
  const objects = alternatives(d).filter((m) => m.kind === "record" || m.kind === "table");
  const fitting = objects.filter(
    (m) =>
      m.kind === "table" ||
      (m.kind === "record" &&
        e.parts.every((p) => {
          if (p.kind === "spread") return true;
          const field = m.fields.find((f) => f.name === p.name);
          if (field === undefined) return false;
          return (
            p.value.kind !== "literal" || field.domain.kind !== "enum" || field.domain.values.includes(p.value.value)
          );
        })),
  );
  const [only, another] = fitting;
  return only === undefined || another !== undefined ? null : only;
}

export function newSet(s: Scope, e: Expr & { kind: "set" }): string {
  if (e.from === null) return "{}";
  if (e.from.kind === "seq" && e.from.parts.every((p) => !p.spread)) {
    const of = domainOf(e);
    return `{${e.from.parts.map((p) => valueAs(s, p.value, of.kind === "set" ? of.of : null)).join(", ")}}`;
  }
  const kind = e.from.kind === "each" ? "set" : domainOf(e.from).kind;
  const from = s.shared.knot.valueOf(s, e.from);
  if (kind === "set") return from;
  if (kind !== "seq") return doesNotFit("a set of this", e.at);
  const i = s.names.fresh("i");
  return `{${from}[${i}] : ${i} \\in 1..Len(${from})}`;
}
