/**
 * `pick`: a parameter of the rule for each place where it stands; where the value is none of those allowed, the step blocks.
 * In: `Expr` of kind pick. Out: terms and lines.
 * Not here: the rule (`rules.ts`).
 */
import { type Domain, isScalar, NUMBER } from "../../ir/domain.ts";
import type { Expr } from "../../ir/expr.ts";
import { doesNotFit } from "../does-not-fit.ts";
import { lambdaValue } from "./calls.ts";
import { isBoolean } from "./codes.ts";
import { copy } from "./copies.ts";
import { atMember } from "./members.ts";
import { object } from "./places.ts";
import { declare, emit, inside, type Routine, type Term, variable } from "./routine.ts";
import { domainOf, isMember, scalar, truth } from "./terms.ts";
import { objectParts, scalarPart } from "./types.ts";

type Pick = Expr & { readonly kind: "pick" };

/** Blocks the step unless the text holds. */
export function demand(r: Routine, text: string): void {
  if (text === "true") return;
  if (r.blocked === null) doesNotFit("a choice or a condition where nothing may block");
  emit(r, `if !(${text}) then ${r.blocked} end;`);
}

function choice(r: Routine, wish: string, type: string): string {
  const name = r.names.fresh(wish);
  r.choices.push({ name, type });
  return name;
}

export function pickScalar(r: Routine, e: Pick): Term {
  const { from } = e;
  const { types } = r.world;
  switch (from.kind) {
    case "domain": {
      if (!isScalar(from.domain)) return doesNotFit("pick of an object here", e.at);
      const name = choice(r, "picked", types.keys(from.domain));
      demand(r, isMember(r, name, from.domain));
      const made = { text: name, domain: from.domain };
      if (from.where !== null) {
        const [slot] = from.where.params;
        if (slot !== undefined) r.slots.set(slot, made);
        lambdaValue(r, from.where, (inner, value) => demand(inner, truth(inner, value)));
      }
      return made;
    }
    case "collection": {
      const of = object(r, from.of);
      if (of.domain.kind === "set" && !isScalar(of.domain.of)) return pickMember(r, of, of.domain.of);
      if (of.domain.kind === "set") {
        const name = choice(r, "picked", types.keys(of.domain.of));
        demand(r, `${of.text}[${name}]`);
        return { text: name, domain: of.domain.of };
      }
      if (of.domain.kind !== "seq") return doesNotFit("a pick from this", e.at);
      const name = choice(r, "position", types.positions(Math.max(1, of.domain.max)));
      demand(r, `${name} < ${of.text}.len`);
      return { text: `${of.text}.at[${name}]`, domain: of.domain.of };
    }
    case "list": {
      const domain: Domain = isBoolean(domainOf(e)) ? domainOf(e) : NUMBER;
      const name = choice(r, "alternative", types.positions(from.items.length));
      const made = variable(r, "picked", domain);
      from.items.forEach((item, i) => {
        emit(
          r,
          `if ${name} = ${i} then`,
          ...inside(r, (inner) => emit(inner, `${made.text} := ${scalar(inner, item, domain)};`)),
          "end;",
        );
      });
      return made;
    }
  }
}

/** Any value, blocked where the set does not have it. */
function pickMember(r: Routine, set: Term, of: Domain): Term {
  const made = variable(r, "picked", of);
  any(r, made);
  const has = declare(r, "has", "boolean");
  emit(r, `${has} := false;`);
  atMember(r, of, made, (inner, path) => emit(inner, `${has} := ${set.text}${path};`));
  demand(r, has);
  return made;
}

/** A pick of an object: a choice for each of its parts. */
export function pickObject(r: Routine, to: Term, e: Pick): void {
  const { from } = e;
  if (from.kind === "collection") {
    copy(r, to, pickScalar(r, e));
    return;
  }
  if (from.kind === "list") {
    const name = choice(r, "alternative", r.world.types.positions(from.items.length));
    from.items.forEach((item, i) => {
      emit(r, `if ${name} = ${i} then`, ...inside(r, (inner) => r.world.knot.store(inner, to, item)), "end;");
    });
    return;
  }
  any(r, to);
  if (from.where === null) return;
  const [slot] = from.where.params;
  if (slot !== undefined) r.slots.set(slot, to);
  lambdaValue(r, from.where, (inner, value) => demand(inner, truth(inner, value)));
}

/** Puts any value of its domain to a place: a choice for each of its parts. */
export function any(r: Routine, to: Term): void {
  const { types, codes } = r.world;
  const d = to.domain;
  if (isScalar(d)) {
    const name = choice(r, "picked", types.keys(d));
    demand(r, isMember(r, name, d));
    emit(r, `${to.text} := ${name};`);
  } else if (d.kind === "set") {
    for (const code of codes.all(d.of)) emit(r, `${to.text}[${code}] := ${choice(r, "has", "boolean")};`);
  } else if (d.kind === "record") {
    for (const f of d.fields) any(r, { text: `${to.text}.${types.field(d, f.name)}`, domain: f.domain });
  } else if (d.kind === "table") {
    for (const code of codes.all(d.key)) any(r, { text: `${to.text}[${code}]`, domain: d.value });
  } else if (d.kind === "union") {
    const plain = scalarPart(d);
    const objects = objectParts(d);
    const which = choice(r, "which", `${plain === null ? 1 : 0} .. ${objects.length}`);
    emit(r, `undefine ${to.text};`, `${to.text}.which := ${which};`);
    const part = (i: number, name: string, domain: Domain): void =>
      emit(
        r,
        `if ${which} = ${i} then`,
        ...inside(r, (inner) => any(inner, { text: `${to.text}.${name}`, domain })),
        "end;",
      );
    if (plain !== null) part(0, "plain", plain);
    objects.forEach((m, i) => {
      part(i + 1, `object${i}`, m);
    });
  } else doesNotFit(`a pick of any ${d.kind}`);
}
