/**
 * `every some count sum setOf each fill fillWith`: going through the values of domains.
 * In: a call. Out: `Expr` of kinds quantifier, each, fill, fillWith.
 * Not here: `some` and `every` as methods of sequences (`methods.ts`).
 */
import { argumentCount, keyNotScalar, missingDomain } from "../../ir/codes/bind.ts";
import { BOOLEAN, type Domain, isScalar, NUMBER, printDomain, size } from "../../ir/domain.ts";
import type { Expr } from "../../ir/expr.ts";
import type { SyntaxFunction } from "../../ir/syntax.ts";
import type { Call } from "./builders.ts";
import { report, textAt } from "./context.ts";
import { domainOf } from "./domains.ts";
import { enumerable } from "./enumerable.ts";
import { givenFunction } from "./given-functions.ts";
import { hole, type Scope } from "./scope.ts";
import { tableOf } from "./types.ts";

export type Quantifier = "every" | "some" | "count" | "sum" | "setOf";

export function quantified(scope: Scope, e: Call, op: Quantifier): Expr {
  const given = givenFunction(scope, e.args[0]?.value);
  if (given === null || e.args.length !== 1) {
    report(
      scope.context,
      argumentCount(e.at, { what: op, wants: `a function of the values it ranges over: \`${op}((b: Buffer) => …)\`` }),
    );
    return hole(e.at);
  }
  const domains: Domain[] = [];
  let count: bigint | null = 1n;
  for (const p of given.params) {
    const domain = p.type === null ? null : domainOf(scope.context, p.type, op, { args: scope.typeArgs });
    if (p.type === null) report(scope.context, missingDomain(p.at, { call: `${op}(…)` }));
    if (domain === null) return hole(e.at);
    domains.push(domain);
    const n = size(domain);
    count = count === null || n === null ? null : count * n;
  }
  const [first] = domains;
  if (first === undefined || (op === "setOf" && domains.length !== 1)) {
    report(
      scope.context,
      argumentCount(e.at, {
        what: op,
        wants: op === "setOf" ? "a function of one value" : "a function of at least one value",
      }),
    );
    return hole(e.at);
  }
  if (op === "setOf" && !isScalar(first)) {
    report(
      scope.context,
      keyNotScalar(e.at, { path: "setOf", container: "the Set that it makes", key: printDomain(first) }),
    );
    return hole(e.at);
  }
  if (!domains.every((d) => enumerable(scope, d, count, e.at))) return hole(e.at);
  const { lambda } = scope.knot.lambda(scope, given, domains, op);
  const type: Domain =
    op === "count" || op === "sum" ? NUMBER : op === "setOf" ? { kind: "set", of: first, max: null } : BOOLEAN;
  return { kind: "quantifier", op, domains, lambda, at: e.at, type };
}

export function eachValue(scope: Scope, e: Call, expected: Domain | null): Expr {
  const [written] = e.typeArgs;
  const inferred = expected?.kind === "seq" || expected?.kind === "set" ? expected.of : null;
  const domain = written === undefined ? inferred : domainOf(scope.context, written, "each", { args: scope.typeArgs });
  if (written === undefined && inferred === null) report(scope.context, missingDomain(e.at, { call: "each()" }));
  const count = domain === null ? null : size(domain);
  if (domain === null || !enumerable(scope, domain, count, e.at)) return hole(e.at);
  return { kind: "each", domain, at: e.at, type: { kind: "seq", of: domain, max: Number(count) } };
}

export function filled(scope: Scope, e: Call, name: "fill" | "fillWith", expected: Domain | null): Expr {
  const [only] = e.args;
  const given = name === "fillWith" ? givenFunction(scope, only?.value) : null;
  const table = filledTable(scope, e, given, expected);
  if (only === undefined || e.args.length !== 1 || (name === "fillWith" && given === null)) {
    report(
      scope.context,
      argumentCount(e.at, { what: name, wants: name === "fill" ? "one value" : "a function of the key" }),
    );
    return hole(e.at);
  }
  if (table === null) return hole(e.at);
  const wanted = table.value;
  if (given !== null) {
    const { lambda, returns } = scope.knot.lambda(scope, given, [table.key], "fillWith", wanted);
    const value =
      wanted ?? (returns.kind === "state" || returns.kind === "void" || returns.kind === "error" ? NUMBER : returns);
    return { kind: "fillWith", lambda, at: e.at, type: { kind: "table", key: table.key, value } };
  }
  const value = scope.knot.expr(scope, only.value, wanted);
  if (value.type.kind === "error" || value.type.kind === "state" || value.type.kind === "void") return hole(e.at);
  return { kind: "fill", value, at: e.at, type: { kind: "table", key: table.key, value: wanted ?? value.type } };
}

/** Key and value domain: from the type expected here, or from `fill<K, V>(…)`, or from the parameter of `fillWith`'s function. */
function filledTable(
  scope: Scope,
  e: Call,
  given: SyntaxFunction | null,
  expected: Domain | null,
): { key: Domain; value: Domain | null } | null {
  const [k, v] = e.typeArgs;
  if (k !== undefined) {
    const key = domainOf(scope.context, k, "fill", { args: scope.typeArgs });
    const value = v === undefined ? null : domainOf(scope.context, v, "fill", { args: scope.typeArgs });
    return key === null ? null : { key, value };
  }
  const table = expected === null ? null : tableOf(expected);
  if (table !== null) return table;
  const annotated = given?.params[0]?.type ?? null;
  const key = annotated === null ? null : domainOf(scope.context, annotated, "fillWith", { args: scope.typeArgs });
  if (key !== null) return { key, value: null };
  report(scope.context, missingDomain(e.at, { call: `${textAt(scope.context, e.callee.at)}(…)` }));
  return null;
}
