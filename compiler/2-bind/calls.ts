/**
 * Calls: what is called, and with which arguments.
 * In: a call in a scope. Out: `Expr`.
 * Not here: methods of values (`methods.ts`), racespec's own functions (`choices.ts`, `quantifiers.ts`), helper functions (`functions.ts`).
 */
import { argumentCount, notHere, stateAsValue, unknownFunction, unknownMethod } from "../../ir/codes/bind.ts";
import { type Domain, NUMBER } from "../../ir/domain.ts";
import type { Expr, MathOp } from "../../ir/expr.ts";
import type { SyntaxElement, SyntaxExpr } from "../../ir/syntax.ts";
import { refuse } from "./aliasing.ts";
import { builderName, type Call } from "./builders.ts";
import { choice, leastValue } from "./choices.ts";
import { report, textAt } from "./context.ts";
import { twiceWithin } from "./copies.ts";
import { declaredFunction } from "./declared-function.ts";
import { helperCall } from "./functions.ts";
import { listMade } from "./lists.ts";
import { literal } from "./literals.ts";
import { method } from "./methods.ts";
import { eachValue, filled, quantified } from "./quantifiers.ts";
import { builtOf, builtQuestion } from "./questions.ts";
import { isRefused } from "./refused.ts";
import { hole, type Scope } from "./scope.ts";
import { evaluate, isLiteral } from "./static.ts";
import { convertedCopy, standsForOther } from "./tables-and-records.ts";
import { isReference } from "./types.ts";

export function call(scope: Scope, e: Call, expected: Domain | null): Expr {
  const callee = e.callee;
  const known = evaluate(scope.context, e);
  if (known !== null && isLiteral(known.value)) return literal(known.value, e.at);
  if (callee.kind === "name") {
    if (callee.ref.kind === "builtin") return builtin(scope, e, callee.ref.name, expected);
    if (callee.ref.kind === "global" && callee.name === "structuredClone") return clone(scope, e, expected);
    if (callee.ref.kind === "declaration") {
      const helper = declaredFunction(scope.context.source, callee);
      if (helper !== null) return helperCall(scope, e, callee.ref.id, helper);
    }
  }
  if (callee.kind === "member") {
    if (callee.of.kind === "name" && callee.of.ref.kind === "global" && callee.of.name === "Math")
      return math(scope, e, callee.name);
    if (callee.of.kind === "name" && callee.of.ref.kind === "global" && callee.of.name === "Array")
      return listMade(scope, e, callee.name, expected);
    const built = builtOf(scope, callee.of);
    if (built !== null) return builtQuestion(scope, e, callee.name, built);
    return method(scope, e, callee, expected);
  }
  refuseCall(scope, e);
  return hole(e.at);
}

function refuseCall(scope: Scope, e: Call): void {
  if (isRefused(scope.context.source, e.callee) || isHole(scope, e.callee)) return;
  const builder = builderName(scope.context.source, e);
  if (builder === null)
    report(scope.context, unknownFunction(e.callee.at, { text: textAt(scope.context, e.callee.at) }));
  else report(scope.context, notHere(e.at, { call: builder, where: scope.where }));
}

/** A local whose value was refused where it is declared. */
function isHole(scope: Scope, e: SyntaxExpr): boolean {
  if (e.kind !== "name" || e.ref.kind !== "local") return false;
  const binding = scope.bindings.get(e.ref.id);
  return binding?.kind === "slot" && scope.locals[binding.slot]?.type.kind === "error";
}

function builtin(scope: Scope, e: Call, name: string, expected: Domain | null): Expr {
  switch (name) {
    case "every":
    case "some":
    case "count":
    case "sum":
    case "setOf":
      return quantified(scope, e, name);
    case "each":
      return eachValue(scope, e, expected);
    case "fill":
    case "fillWith":
      return filled(scope, e, name, expected);
    case "pick":
      return choice(scope, e, expected);
    case "first":
      return leastValue(scope, e);
    case "same": {
      const [a, b] = exactly(scope, e, 2, "same takes two values");
      if (a === undefined || b === undefined) return hole(e.at);
      const left = scope.knot.expr(scope, a.value);
      const right = scope.knot.expr(
        scope,
        b.value,
        isReference(left.type) && left.type.kind !== "state" ? (left.type as Domain) : null,
      );
      return { kind: "same", left, right, at: e.at, type: { kind: "enum", values: [false, true] } };
    }
    default: {
      const isStatement = name === "when" || name === "assert";
      report(
        scope.context,
        notHere(e.at, {
          call: name,
          where: isStatement ? "an expression" : scope.where,
          help: isStatement
            ? `write \`${name}(…);\` as a statement of its own`
            : `\`${name}(…)\` stands at the top level`,
        }),
      );
      return hole(e.at);
    }
  }
}

/** The arguments where there are exactly n and none is a spread; reported and empty otherwise. */
export function exactly(scope: Scope, e: Call, n: number, wants: string): readonly SyntaxElement[] {
  if (e.args.length === n && e.args.every((a) => !a.spread)) return e.args;
  report(
    scope.context,
    argumentCount(e.at, { what: textAt(scope.context, e.callee.at), wants: wants.replace(/^.* takes /, "") }),
  );
  return [];
}

function clone(scope: Scope, e: Call, expected: Domain | null): Expr {
  const [value] = exactly(scope, e, 1, "structuredClone takes one value");
  if (value === undefined) return hole(e.at);
  const of = scope.knot.expr({ ...scope, spread: value.value }, value.value, expected);
  if (of.type.kind === "state") {
    report(scope.context, stateAsValue(e.at));
    return hole(e.at);
  }
  const converted = convertedCopy(of, expected);
  if (converted !== null) return converted;
  if (expected !== null && standsForOther(scope, value.value, of, expected)) return hole(e.at);
  const twice = twiceWithin(of);
  if (twice !== null) refuse(scope, twice);
  return { kind: "clone", of, at: e.at, type: of.type };
}

const MATH: Readonly<Record<string, MathOp>> = { min: "min", max: "max", abs: "abs", sign: "sign" };
const ROUNDING: Readonly<Record<string, MathOp>> = { floor: "floorDiv", ceil: "ceilDiv", trunc: "truncDiv" };

function math(scope: Scope, e: Call, name: string): Expr {
  const rounding = ROUNDING[name];
  if (rounding !== undefined) {
    const [value] = exactly(scope, e, 1, `Math.${name} takes one number`);
    if (value === undefined) return hole(e.at);
    if (value.value.kind === "binary" && value.value.op === "/") {
      const args = [scope.knot.expr(scope, value.value.left), scope.knot.expr(scope, value.value.right)];
      return { kind: "math", op: rounding, args, at: e.at, type: NUMBER };
    }
    return scope.knot.expr(scope, value.value);
  }
  const op = MATH[name];
  if (name === "pow") {
    const [base, exponent] = exactly(scope, e, 2, "Math.pow takes two numbers");
    if (base === undefined || exponent === undefined) return hole(e.at);
    return {
      kind: "binary",
      op: "**",
      left: scope.knot.expr(scope, base.value),
      right: scope.knot.expr(scope, exponent.value),
      at: e.at,
      type: NUMBER,
    };
  }
  if (op === undefined) {
    report(
      scope.context,
      unknownMethod(e.callee.at, {
        method: name,
        type: "Math",
        known: [...Object.keys(MATH), ...Object.keys(ROUNDING), "pow"],
      }),
    );
    return hole(e.at);
  }
  if (e.args.some((a) => a.spread) || e.args.length === 0) {
    const help = "of a sequence: `q.reduce((a, b) => Math.max(a, b), 0)`, which says what none gives";
    report(scope.context, argumentCount(e.at, { what: `Math.${name}`, wants: "numbers one by one", help }));
    return hole(e.at);
  }
  return { kind: "math", op, args: e.args.map((a) => scope.knot.expr(scope, a.value)), at: e.at, type: NUMBER };
}
