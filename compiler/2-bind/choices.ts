/**
 * `pick(…)` and `first(…)`: which values they range over.
 * In: a call. Out: `Expr` of kinds pick and first.
 * Not here: how choices become transitions (`checker/`).
 */
import { argumentCount, effectInLambda, firstOverIds, missingDomain, notHere } from "../../ir/codes/bind.ts";
import { type Domain, size, unionOf } from "../../ir/domain.ts";
import type { Expr } from "../../ir/expr.ts";
import type { SyntaxFunction } from "../../ir/syntax.ts";
import type { Call } from "./builders.ts";
import { report, textAt } from "./context.ts";
import { domainOf } from "./domains.ts";
import { enumerable } from "./enumerable.ts";
import { givenFunction } from "./given-functions.ts";
import { iterable } from "./iterables.ts";
import { hole, type Scope } from "./scope.ts";
import { bagOf, hasId, isDomain, recordsOf, seqOf, setOf } from "./types.ts";

export function choice(scope: Scope, e: Call, expected: Domain | null): Expr {
  if (scope.lambda !== null) report(scope.context, effectInLambda(e.at, { what: "pick" }));
  else if (scope.where === "a property" || scope.where === "this option")
    report(scope.context, notHere(e.at, { call: "pick", where: scope.where }));
  scope.effects.picks ??= e.at;
  const [only] = e.args;
  const [written] = e.typeArgs;
  const lambda = givenFunction(scope, only?.value);
  if (only === undefined || (e.args.length === 1 && lambda !== null)) {
    const domain = rangeOf(scope, e, lambda, written === undefined ? expected : null);
    if (domain === null || !enumerable(scope, domain, size(domain), e.at)) return hole(e.at);
    const where = lambda === null ? null : scope.knot.lambda(scope, lambda, [domain], "pick").lambda;
    return { kind: "pick", from: { kind: "domain", domain, where }, at: e.at, type: domain };
  }
  // `pick(...xs)` is `pick(xs)`.
  if (e.args.length === 1) {
    const of = iterable(scope, only.value);
    if (of.type.kind === "error") return of;
    const member = seqOf(of.type)?.of ?? setOf(of.type)?.of ?? bagOf(of.type)?.of ?? null;
    if (member !== null) return { kind: "pick", from: { kind: "collection", of }, at: e.at, type: member };
    const [tuple] = recordsOf(of.type).filter((r) => r.tuple);
    if (tuple !== undefined && of.kind === "tuple")
      return {
        kind: "pick",
        from: { kind: "list", items: of.elements },
        at: e.at,
        type: unionOf(tuple.fields.map((f) => f.domain)),
      };
    report(
      scope.context,
      argumentCount(e.at, {
        what: "pick",
        wants: "a type, a condition on it, a set, bag or sequence, or two or more values",
      }),
    );
    return hole(e.at);
  }
  const items = e.args.map((a) => scope.knot.expr(scope, a.value, expected));
  if (e.args.some((a) => a.spread) || items.some((i) => !isDomain(i.type))) {
    report(scope.context, argumentCount(e.at, { what: "pick", wants: "values one by one, or one set or sequence" }));
    return hole(e.at);
  }
  return {
    kind: "pick",
    from: { kind: "list", items },
    at: e.at,
    type: unionOf(items.flatMap((i) => (isDomain(i.type) ? [i.type] : []))),
  };
}

/** From `<T>`, from the lambda's parameter, or from what is expected at this place. */
function rangeOf(scope: Scope, e: Call, lambda: SyntaxFunction | null, expected: Domain | null): Domain | null {
  const written = e.typeArgs[0] ?? lambda?.params[0]?.type ?? null;
  if (written !== null)
    return domainOf(scope.context, written, textAt(scope.context, e.callee.at), { args: scope.typeArgs });
  if (expected !== null) return expected;
  report(scope.context, missingDomain(e.at, { call: `${textAt(scope.context, e.callee.at)}()` }));
  return null;
}

export function leastValue(scope: Scope, e: Call): Expr {
  const given = givenFunction(scope, e.args[0]?.value);
  if (given === null || e.args.length !== 1) {
    report(scope.context, argumentCount(e.at, { what: "first", wants: "a condition: `first((b: Buffer) => …)`" }));
    return hole(e.at);
  }
  const domain = rangeOf(scope, e, given, null);
  if (domain === null) return hole(e.at);
  if (hasId(domain)) {
    report(scope.context, firstOverIds(e.at));
    return hole(e.at);
  }
  if (!enumerable(scope, domain, size(domain), e.at)) return hole(e.at);
  return {
    kind: "first",
    domain,
    lambda: scope.knot.lambda(scope, given, [domain], "first").lambda,
    at: e.at,
    type: domain,
  };
}
