/**
 * Quantifiers over domains: `forall` and `exists` where the condition is an expression, else loops.
 * In: `Expr` of kinds quantifier and first. Out: `quantified`, `first`.
 * Not here: methods with functions (`sequences.ts`).
 */
import { BOOLEAN, type Domain, isScalar, NUMBER } from "../../ir/domain.ts";
import type { Expr, Lambda } from "../../ir/expr.ts";
import { doesNotFit } from "../does-not-fit.ts";
import { lambdaValue, soleResult } from "./calls.ts";
import { eachMember } from "./members.ts";
import { declare, emit, inside, plainly, type Routine, type Term, variable } from "./routine.ts";
import { isMember, scalar, truth } from "./terms.ts";
import { isEmpty } from "./types.ts";

interface Variable {
  readonly name: string;
  readonly type: string;
  readonly guard: string;
}

/** Names for the parameters, which then stand in their slots. */
function parameters(r: Routine, lambda: Lambda, domains: readonly Domain[]): readonly Variable[] {
  return domains.map((d, i) => {
    if (!isScalar(d)) return doesNotFit("a quantifier over what is not plain", lambda.at);
    const slot = lambda.params[i];
    const name = r.names.fresh(slot === undefined ? "x" : (r.locals[slot]?.name ?? "x"));
    if (slot !== undefined) r.slots.set(slot, { text: name, domain: d });
    return { name, type: r.world.types.keys(d), guard: isMember(r, name, d) };
  });
}

export function quantified(r: Routine, e: Expr & { kind: "quantifier" }): Term {
  if (e.domains.some(isEmpty)) return overNothing(r, e);
  if (e.op === "every" || e.op === "some") {
    const word = e.op === "every" ? "forall" : "exists";
    const join = e.op === "every" ? "->" : "&";
    const text = plainly(r, (inner) => {
      const result = soleResult(e.lambda);
      if (result === null || !e.domains.every(isScalar)) {
        emit(inner, "");
        return "";
      }
      const names = parameters(inner, e.lambda, e.domains);
      const condition = truth(inner, result);
      return names.reduceRight(
        (body, v) => `(${word} ${v.name}: ${v.type} do ${v.guard === "true" ? "" : `${v.guard} ${join} `}${body} end)`,
        condition,
      );
    });
    if (text !== null) return { text, domain: BOOLEAN };
  }
  return looped(r, e);
}

function overNothing(r: Routine, e: Expr & { kind: "quantifier" }): Term {
  if (e.op === "every" || e.op === "some") return { text: String(e.op === "every"), domain: BOOLEAN };
  if (e.op !== "setOf") return { text: "0", domain: NUMBER };
  return variable(r, "made", { kind: "set", of: e.domains[0] as Domain, max: null });
}

function looped(r: Routine, e: Expr & { kind: "quantifier" }): Term {
  const isTruth = e.op === "every" || e.op === "some";
  const set: Domain = { kind: "set", of: e.domains[0] as Domain, max: null };
  const made = variable(r, e.op === "setOf" ? "made" : e.op, isTruth ? BOOLEAN : e.op === "setOf" ? set : NUMBER);
  if (e.op !== "setOf") emit(r, `${made.text} := ${e.op === "every" ? "true" : e.op === "some" ? "false" : "0"};`);
  if (!e.domains.every(isScalar)) return overObjects(r, e, made);
  const names = parameters(r, e.lambda, e.domains);
  const [first] = names;
  const round = (inner: Routine): void => {
    const guards = names.map((v) => v.guard).filter((g) => g !== "true");
    if (isTruth) guards.push(e.op === "every" ? made.text : `!${made.text}`);
    const write = (deeper: Routine): void =>
      lambdaValue(deeper, e.lambda, (last, value) => {
        if (e.op === "sum") emit(last, `${made.text} := ${made.text} + ${scalar(last, value, NUMBER)};`);
        else if (e.op === "count") emit(last, `if ${truth(last, value)} then ${made.text} := ${made.text} + 1; end;`);
        else if (e.op === "setOf") emit(last, `${made.text}[${first?.name}] := ${truth(last, value)};`);
        else emit(last, `${made.text} := ${truth(last, value)};`);
      });
    if (guards.length === 0) write(inner);
    else {
      emit(inner, `if ${guards.join(" & ")} then`, ...inside(inner, write));
      if (e.op === "setOf") emit(inner, "else", `  ${made.text}[${first?.name}] := false;`);
      emit(inner, "end;");
    }
  };
  const nest = (inner: Routine, rest: readonly Variable[]): void => {
    const [v, ...more] = rest;
    if (v === undefined) round(inner);
    else emit(inner, `for ${v.name}: ${v.type} do`, ...inside(inner, (deeper) => nest(deeper, more)), "end;");
  };
  nest(r, names);
  return made;
}

/** Values that are objects come from a loop over all that a set of them may have. */
function overObjects(r: Routine, e: Expr & { kind: "quantifier" }, made: Term): Term {
  if (e.op === "setOf") return doesNotFit("setOf of objects", e.at);
  const nest = (inner: Routine, i: number): void => {
    const domain = e.domains[i];
    if (domain !== undefined) {
      eachMember(inner, domain, (deeper, _, member) => {
        const slot = e.lambda.params[i];
        if (slot !== undefined) deeper.slots.set(slot, member);
        nest(deeper, i + 1);
      });
      return;
    }
    lambdaValue(inner, e.lambda, (last, value) => {
      if (e.op === "sum") emit(last, `${made.text} := ${made.text} + ${scalar(last, value, NUMBER)};`);
      else if (e.op === "count") emit(last, `if ${truth(last, value)} then ${made.text} := ${made.text} + 1; end;`);
      else
        emit(
          last,
          `if ${e.op === "some" ? "" : "!"}(${truth(last, value)}) then ${made.text} := ${e.op === "some"}; end;`,
        );
    });
  };
  nest(r, 0);
  return made;
}

/** The least value that satisfies the condition: the order of the domain is that of its codes, or it is refused. */
export function first(r: Routine, e: Expr & { kind: "first" }): Term {
  if (!isScalar(e.domain)) return doesNotFit("first() over what is not plain", e.at);
  const found = declare(r, "found", "boolean");
  const made = variable(r, "least", e.domain);
  emit(r, `${found} := false;`);
  for (const code of r.world.codes.all(e.domain)) {
    const [slot] = e.lambda.params;
    if (slot !== undefined) r.slots.set(slot, { text: code, domain: e.domain });
    emit(r, `if !${found} then`);
    emit(
      r,
      ...inside(r, (inner) =>
        lambdaValue(inner, e.lambda, (last, value) => {
          emit(last, `if ${truth(last, value)} then ${found} := true; ${made.text} := ${code}; end;`);
        }),
      ),
      "end;",
    );
  }
  emit(r, `if !${found} then error "no value satisfies first()"; end;`);
  return made;
}
