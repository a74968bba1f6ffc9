/**
 * Statements. Jumps that Murphi lacks become flags: what stands after a statement that may jump is done only where it did not.
 * In: `Stmt`. Out: lines of a routine.
 * Not here: expressions, the rule around a step (`rules.ts`).
 */
import { alternatives, BOOLEAN, isScalar, NUMBER } from "../../ir/domain.ts";
import type { Expr, Stmt } from "../../ir/expr.ts";
import { isDomain } from "../../ir/type.ts";
import { doesNotFit } from "../does-not-fit.ts";
import { called } from "./calls.ts";
import { demand } from "./choices.ts";
import { assigned, valueOf } from "./expressions.ts";
import { flow } from "./flow.ts";
import { flagOf, raised, sequence, target } from "./jumps.ts";
import { storeUndefined } from "./literals.ts";
import { forOf, loop } from "./loops.ts";
import { frozen, mayBeMissing, object, placeOf } from "./places.ts";
import { declare, emit, inside, type Routine, variable } from "./routine.ts";
import { removeOnly } from "./sequences.ts";
import { setScalar } from "./sets.ts";
import { store } from "./store.ts";
import { domainOf, put, truth } from "./terms.ts";

export function statement(r: Routine, s: Stmt): void {
  switch (s.kind) {
    case "block":
      return sequence(r, s.body);
    case "let":
      return bind(r, s);
    case "expr":
      return effect(r, s.value);
    case "when":
      return demand(r, truth(r, s.test));
    case "assert": {
      if (r.dry !== null) return emit(r, `if !(${truth(r, s.test)}) then ${r.dry} end;`);
      return emit(r, `assert ${JSON.stringify(text(r, s.assertion))} ${truth(r, s.test)};`);
    }
    case "throw":
      return emit(r, r.dry ?? `error ${JSON.stringify(text(r, s.assertion))};`);
    case "if": {
      emit(r, `if ${truth(r, s.test)} then`, ...inside(r, (inner) => statement(inner, s.then)));
      const { else: other } = s;
      if (other !== null) emit(r, "else", ...inside(r, (inner) => statement(inner, other)));
      return emit(r, "end;");
    }
    case "switch":
      return choose(r, s);
    case "loop":
      return loop(r, s);
    case "forOf":
      return forOf(r, s);
    case "labeled":
      return target(r, s.id, [s.body], () => statement(r, s.body));
    case "break":
    case "continue":
      return emit(r, `${flagOf(r, s)} := true;`);
    case "return":
      return leave(r, s.value);
    case "flow":
      return flow(r, s.blocks);
    case "yield":
    case "procedure":
      return doesNotFit("sequential code that is not lowered", s.at);
  }
}

const text = (r: Routine, assertion: number): string => r.world.model.assertions[assertion]?.text ?? "assertion";

function bind(r: Routine, s: Stmt & { kind: "let" }): void {
  const local = r.locals[s.slot];
  if (s.value === null) {
    const type = local?.type;
    const isPlain = type !== undefined && isDomain(type) && isScalar(type);
    if (isPlain) {
      const made = r.slots.get(s.slot) ?? variable(r, local?.name ?? "x", type);
      r.slots.set(s.slot, made);
      if (alternatives(type).some((d) => d.kind === "undefined")) storeUndefined(r, made);
    }
    return;
  }
  const { value } = s;
  // A name for a place: every use is the place itself, its keys as they are now.
  if (isDomain(value.type) && !isScalar(value.type) && !mayBeMissing(value)) {
    const place = placeOf(r, frozen(r, value));
    if (place !== null) {
      if (!r.once.has(s.slot)) return doesNotFit("a reference that is made to refer to something else", s.at);
      r.slots.set(s.slot, place);
      return;
    }
  }
  const known = r.slots.get(s.slot);
  const domain = local !== undefined && isDomain(local.type) ? local.type : domainOf(value);
  const made = known ?? variable(r, local?.name ?? "x", domain);
  store(r, made, value);
  r.slots.set(s.slot, made);
}

function effect(r: Routine, e: Expr): void {
  switch (e.kind) {
    case "assign":
      if (e.op === "=" && e.target.kind === "local" && isDomain(e.value.type) && !isScalar(e.value.type))
        return bind(r, { kind: "let", slot: e.target.slot, value: e.value, at: e.at });
      if (e.op === "&&" || e.op === "||" || e.op === "??") return logicalAssign(r, e);
      assigned(r, e);
      return;
    case "update": {
      const place = placeOf(r, e.target) ?? doesNotFit("this place", e.at);
      return put(r, place, { text: `${place.text} ${e.op === "++" ? "+" : "-"} 1`, domain: NUMBER });
    }
    case "setMethod":
      setScalar(r, e);
      return;
    case "seqMethod":
      if (e.op === "pop" || e.op === "shift") removeOnly(r, e);
      else if (e.op === "reverse") object(r, e);
      else valueOf(r, e);
      return;
    case "conditional": {
      emit(r, `if ${truth(r, e.test)} then`, ...inside(r, (inner) => effect(inner, e.then)), "else");
      return emit(r, ...inside(r, (inner) => effect(inner, e.else)), "end;");
    }
    case "tuple":
      for (const x of e.elements) effect(r, x);
      return;
    case "seq":
      for (const p of e.parts) effect(r, p.value);
      return;
    case "logical": {
      if (e.op === "??") return doesNotFit("?? as a statement", e.at);
      emit(r, `if ${e.op === "&&" ? "" : "!"}(${truth(r, e.left)}) then`);
      return emit(r, ...inside(r, (inner) => effect(inner, e.right)), "end;");
    }
    case "call":
      if (isDomain(e.type) && isScalar(e.type)) valueOf(r, e);
      else if (isDomain(e.type)) object(r, e);
      else called(r, e);
      return;
    default:
      if (isDomain(e.type) && isScalar(e.type)) valueOf(r, e);
      else object(r, e);
  }
}

function logicalAssign(r: Routine, e: Expr & { kind: "assign" }): void {
  const place = placeOf(r, e.target) ?? doesNotFit("this place", e.at);
  const old = truth(r, e.target);
  if (e.op === "??") return doesNotFit("the assignment ??=", e.at);
  emit(r, `if ${e.op === "&&" ? "" : "!"}(${old}) then`, ...inside(r, (inner) => store(inner, place, e.value)), "end;");
}

function leave(r: Routine, value: Expr | null): void {
  const { leave: how } = r;
  if (how.kind === "line") return emit(r, how.text);
  if (value !== null && how.result !== null) store(r, how.result, value);
  if (how.flag !== null) emit(r, `${how.flag} := true;`);
}

/** Falls through as JavaScript does: `default` has to stand last. */
function choose(r: Routine, s: Stmt & { kind: "switch" }): void {
  const bodies = s.clauses.flatMap((c) => c.body);
  if (s.clauses.some((c, i) => c.test === null && i < s.clauses.length - 1))
    return doesNotFit("a default that is not last", s.at);
  target(r, s.id, bodies, (broken) => {
    const of = valueOf(r, s.of);
    const value = variable(r, "value", of.domain);
    const matched = declare(r, "matched", "boolean");
    emit(r, `${value.text} := ${of.text};`, `${matched} := false;`);
    const slot = -1 - r.slots.size;
    r.slots.set(slot, value);
    const subject: Expr = { kind: "local", slot, at: s.at, type: s.of.type };
    const outer = [...new Set(bodies.flatMap((b) => raised(r, b)))];
    for (const c of s.clauses) {
      const test =
        c.test === null
          ? "true"
          : truth(r, { kind: "binary", op: "===", left: subject, right: c.test, at: c.at, type: BOOLEAN });
      const open = [...new Set([...(broken === null ? [] : [broken]), ...outer])].map((f) => `!${f}`);
      emit(r, `if ${[...open, c.test === null ? "true" : `(${matched} | ${test})`].join(" & ")} then`);
      emit(r, `  ${matched} := true;`, ...inside(r, (inner) => sequence(inner, c.body)), "end;");
    }
  });
}
