/**
 * How the value of an expression gets to a place.
 * In: `Expr`, a place. Out: `store`.
 * Not here: what each kind of object is made of (`literals.ts`, `sets.ts`, `sequences.ts`).
 */
import { type Domain, isScalar, type UnionDomain } from "../../ir/domain.ts";
import type { Expr } from "../../ir/expr.ts";
import { doesNotFit } from "../does-not-fit.ts";
import { called } from "./calls.ts";
import { pickObject } from "./choices.ts";
import { copy } from "./copies.ts";
import { fillTable, storeRecord, storeSet } from "./literals.ts";
import { storeSequence, storeTaken } from "./new-sequences.ts";
import { asObject, mayBeMissing, placeOf } from "./places.ts";
import { emit, inside, type Routine, type Term, variable } from "./routine.ts";
import { storeSetMethod } from "./sets.ts";
import { domainOf, put, truth } from "./terms.ts";
import { isLike, objectParts, scalarPart } from "./types.ts";

/** `to := e`. The new value never shares with what it was made of. */
export function store(r: Routine, to: Term, e: Expr): void {
  if (isScalar(to.domain)) {
    put(r, to, r.world.knot.valueOf(r, e));
    return;
  }
  if (to.domain.kind === "union") {
    storeInUnion(r, to, to.domain, e);
    return;
  }
  switch (e.kind) {
    case "record":
    case "tuple":
      storeRecord(r, to, e);
      return;
    case "fill":
    case "fillWith":
      fillTable(r, to, e);
      return;
    case "set":
      storeSet(r, to, e);
      return;
    case "quantifier":
      copy(r, to, r.world.knot.valueOf(r, e));
      return;
    case "seq":
      storeSequence(r, to, e);
      return;
    case "seqMethod":
      storeSequence(r, to, e);
      return;
    case "setMethod":
      storeSetMethod(r, to, e);
      return;
    case "clone":
      store(r, to, e.of);
      return;
    case "conditional": {
      emit(r, `if ${truth(r, e.test)} then`);
      emit(r, ...inside(r, (inner) => store(inner, to, e.then)), "else");
      emit(r, ...inside(r, (inner) => store(inner, to, e.else)), "end;");
      return;
    }
    case "call": {
      copy(r, to, called(r, e) ?? doesNotFit("a call without a result", e.at));
      return;
    }
    case "pick":
      pickObject(r, to, e);
      return;
    default: {
      const from = placeOf(r, e) ?? doesNotFit(`\`${e.kind}\` as a value`, e.at);
      copy(r, to, from.domain.kind === "union" ? asObject(from, e, (m) => m.kind === to.domain.kind) : from);
    }
  }
}

function storePlain(r: Routine, to: Term, union: UnionDomain, e: Expr): void {
  const plain = scalarPart(union) ?? doesNotFit("a plain value where there is none", e.at);
  const from = r.world.knot.valueOf(r, e);
  emit(r, `undefine ${to.text};`, `${to.text}.which := 0;`);
  put(r, { text: `${to.text}.plain`, domain: plain }, from);
}

/** Whether a literal makes this record: it has its fields, and the texts among them are those of the record. */
function isMadeBy(m: Domain, e: Expr & { kind: "record" }): boolean {
  if (m.kind !== "record") return false;
  return e.parts.every((p) => {
    if (p.kind === "spread") return false;
    const field = m.fields.find((f) => f.name === p.name);
    if (field === undefined) return false;
    return p.value.kind !== "literal" || field.domain.kind !== "enum" || field.domain.values.includes(p.value.value);
  });
}

function storeInUnion(r: Routine, to: Term, union: Domain & { kind: "union" }, e: Expr): void {
  const type = domainOf(e);
  if (e.kind === "conditional") {
    emit(r, `if ${truth(r, e.test)} then`);
    emit(r, ...inside(r, (inner) => store(inner, to, e.then)), "else");
    emit(r, ...inside(r, (inner) => store(inner, to, e.else)), "end;");
    return;
  }
  switch (e.kind) {
    case "clone":
      return storeInUnion(r, to, union, e.of);
    case "pick":
      return isScalar(type) ? storePlain(r, to, union, e) : pickObject(r, to, e);
    case "call":
      if (isScalar(type)) break;
      return copy(r, to, called(r, e) ?? doesNotFit("a call without a result", e.at));
    default:
      break;
  }
  const from = placeOf(r, e);
  if (from !== null && from.domain.kind === "union" && !isScalar(from.domain)) {
    copy(r, to, from);
    return;
  }
  if (e.kind === "index" && mayBeMissing(e)) {
    storeTaken(r, to, e);
    return;
  }
  if (e.kind === "seqMethod" && (e.op === "pop" || e.op === "shift" || e.op === "at")) {
    storeTaken(r, to, e);
    return;
  }
  const objects = objectParts(union);
  if (isScalar(type)) return storePlain(r, to, union, e);
  const [only] = e.kind === "record" ? e.parts : [];
  if (e.kind === "record" && e.parts.length === 1 && only?.kind === "spread") return store(r, to, only.value);
  const which = objects.findIndex((m) =>
    type.kind === "union" && e.kind === "record" ? isMadeBy(m, e) : isLike(m, type),
  );
  const member = objects[which] ?? doesNotFit("an object that is of several shapes", e.at);
  const made = variable(r, "made", member);
  store(r, made, e);
  emit(r, `undefine ${to.text};`, `${to.text}.which := ${which + 1};`);
  copy(r, { text: `${to.text}.object${which}`, domain: member }, made);
}
