/**
 * Places and objects: where a value stands.
 * In: `Expr`. Out: `placeOf`, `object`, `asObject`.
 * Not here: scalars (`expressions.ts`), how another value gets to a place (`store.ts`, `copies.ts`).
 */
import { alternatives, type Domain, isScalar, NUMBER, sameDomain } from "../../ir/domain.ts";
import type { Expr } from "../../ir/expr.ts";
import { isDomain } from "../../ir/type.ts";
import { doesNotFit } from "../does-not-fit.ts";
import { emit, type Routine, type Term, variable } from "./routine.ts";
import { domainOf, scalar } from "./terms.ts";
import { objectParts } from "./types.ts";

/** Null where the expression is no place. */
export function placeOf(r: Routine, e: Expr): Term | null {
  switch (e.kind) {
    case "state":
      return { text: e.when === "now" ? r.state : (r.next ?? doesNotFit("`next`", e.at)), domain: r.world.model.state };
    case "local":
      return r.slots.get(e.slot) ?? unset(r, e);
    case "field": {
      const base = asObject(
        objectOrPlace(r, e.of),
        e.of,
        (m) => m.kind === "record" && m.fields.some((f) => f.name === e.name),
      );
      if (base.domain.kind !== "record") return doesNotFit("a field of what is no record", e.at);
      const field = base.domain.fields.find((f) => f.name === e.name);
      // A field that only some members have is undefined in this one.
      if (field === undefined) return { text: r.world.codes.undefinedName, domain: { kind: "undefined" } };
      return { text: `${base.text}.${r.world.types.field(base.domain, e.name)}`, domain: field.domain };
    }
    case "index":
      return element(r, e);
    case "call":
      return r.world.knot.calledPlace(r, e);
    default:
      return null;
  }
}

/** A plain local that a block further up in the text reads: it has its value by then. */
function unset(r: Routine, e: Expr & { kind: "local" }): Term {
  const local = r.locals[e.slot];
  if (local === undefined || !isDomain(local.type)) return doesNotFit("a local without a value", e.at);
  if (!isScalar(local.type)) return doesNotFit(`the object ${local.name} before it has a value`, e.at);
  const made = variable(r, local.name, local.type);
  r.slots.set(e.slot, made);
  return made;
}

const objectOrPlace = (r: Routine, e: Expr): Term => placeOf(r, e) ?? object(r, e);

/** An element that may not be there: its type says `undefined` too. */
export const mayBeMissing = (e: Expr): boolean =>
  e.kind === "index" &&
  isDomain(e.type) &&
  isDomain(e.of.type) &&
  alternatives(e.of.type).some((d) => d.kind === "seq") &&
  alternatives(e.type).some((d) => d.kind === "undefined");

/** The member of a union that is meant: the only one that serves, or the one that the type of the expression says. */
export function asObject(term: Term, e: Expr, serves: (d: Domain) => boolean): Term {
  if (term.domain.kind !== "union") return term;
  const objects = objectParts(term.domain);
  const fitting = objects.flatMap((m, i) => (serves(m) ? [{ m, i }] : []));
  const meant = fitting.filter(
    ({ m }) => isDomain(e.type) && (e.type.kind === "union" ? e.type.of : [e.type]).some((t) => sameDomain(t, m)),
  );
  const [only, another] = meant.length > 0 ? meant : fitting;
  if (only === undefined || another !== undefined) return doesNotFit("a part of a union that is not narrowed", e.at);
  return { text: `${term.text}.object${only.i}`, domain: only.m };
}

/** An error where a sequence has no such element. */
export function isThere(r: Routine, sequence: string, key: string): void {
  emit(r, `if ${/^\d+$/.test(key) ? "" : `${key} < 0 | `}${key} >= ${sequence}.len then error "no such element"; end;`);
}

function element(r: Routine, e: Expr & { kind: "index" }): Term {
  const base = asObject(
    objectOrPlace(r, e.of),
    e.of,
    (m) => m.kind === "table" || m.kind === "seq" || m.kind === "record",
  );
  const { domain, text } = base;
  if (domain.kind === "table") return { text: `${text}[${scalar(r, e.key, domain.key)}]`, domain: domain.value };
  if (domain.kind === "seq") {
    const key = scalar(r, e.key, NUMBER);
    // Plain elements that are not there are undefined, which Murphi finds itself; objects would be copied so.
    if ((!isScalar(domain.of) || r.world.looksAtReads) && !mayBeMissing(e)) isThere(r, text, key);
    return { text: `${text}.at[${key}]`, domain: domain.of };
  }
  if (domain.kind === "record" && e.key.kind === "literal") {
    const name = String(e.key.value);
    const field = domain.fields.find((f) => f.name === name) ?? doesNotFit("an element that is not there", e.at);
    return { text: `${text}.${r.world.types.field(domain, name)}`, domain: field.domain };
  }
  return doesNotFit("an index here", e.at);
}

/** The same place with keys that nothing changes any more. */
export function frozen(r: Routine, e: Expr): Expr {
  if (e.kind === "field") return { ...e, of: frozen(r, e.of) };
  if (e.kind !== "index") return e;
  const of = frozen(r, e.of);
  const isFixed = e.key.kind === "literal" || (e.key.kind === "local" && r.once.has(e.key.slot));
  if (isFixed) return { ...e, of };
  const key = r.world.knot.valueOf(r, e.key);
  const made = variable(r, "key", key.domain);
  emit(r, `${made.text} := ${key.text};`);
  const slot = -1 - r.slots.size;
  r.slots.set(slot, made);
  return { ...e, of, key: { ...e.key, kind: "local", slot } as Expr };
}

/** An object of one kind: a place, or a new variable that holds it. */
export function object(r: Routine, e: Expr): Term {
  const kinds = ["set", "seq", "table", "record"];
  const place = placeOf(r, e);
  if (place !== null) return place.domain.kind === "union" ? asObject(place, e, (m) => kinds.includes(m.kind)) : place;
  const made = variable(r, "made", domainOf(e));
  r.world.knot.store(r, made, e);
  return made.domain.kind === "union" ? asObject(made, e, (m) => kinds.includes(m.kind)) : made;
}
