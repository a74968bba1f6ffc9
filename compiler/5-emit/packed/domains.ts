/**
 * Going through domains, unrolled: quantifiers, `each`, `first`; and `pick`, one run for each alternative.
 * In: `Expr` of those kinds. Out: one function for each.
 * Not here: the script of alternatives (`run.ts`).
 */

import { type Domain, size } from "../../../ir/domain.ts";
import type { Expr } from "../../../ir/expr.ts";
import { tuples, values } from "../../../ir/value.ts";
import { i32, i32c } from "../wasm/code.ts";
import { and, type Cond, codeOf, FALSE, isTrue, narrowed, not, or, TRUE } from "./condition.ts";
import type { Val } from "./forms.ts";
import { type Frame, known } from "./frame.ts";
import { binary } from "./operators.ts";
import { boxed, opened } from "./parts.ts";
import { isPureLambda } from "./purity.ts";
import type { Run } from "./run.ts";
import { list, visitElements } from "./sequences.ts";
import { elementDomain, memberAt } from "./set-bits.ts";
import { newSet } from "./sets.ts";
import { memberValues } from "./structured.ts";
import { unsupported } from "./unsupported.ts";
import { bool, constant, either, int, truth } from "./value.ts";

/** Combinations of values up to which a quantifier is unrolled. */
const MOST = 1024;

function all(run: Run, domains: readonly Domain[]): readonly (readonly Val[])[] {
  const count = domains.reduce((n, d) => n * Number(size(d) ?? Number.POSITIVE_INFINITY), 1);
  if (count > MOST) return unsupported("a quantifier over many values");
  if ((run.patience -= count) < 0) return unsupported("a long body");
  return [...tuples(domains)].map((t) => t.map((v, i) => known(domains[i] as Domain, v)));
}

export const eachValue = (d: Domain): Val => {
  if ((size(d) ?? 1n << 40n) > BigInt(MOST)) return unsupported("a large domain");
  return list([...values(d)].map((v) => known(d, v)));
};

export function quantifier(run: Run, f: Frame, e: Expr & { kind: "quantifier" }): Val {
  const stops = (e.op === "every" || e.op === "some") && !isPureLambda(f, e.lambda);
  let going = run.path;
  const results = all(run, e.domains).map((args) => {
    const result = run.under(going, () => run.bindVal(f.knot.lambda(run, f, e.lambda, args)));
    if (stops) going = narrowed(going, run.bindCond(truth(result)), e.op === "every");
    return { args, result };
  });
  switch (e.op) {
    case "every":
      return bool(results.reduce<Cond>((every, { result }) => and(every, truth(result)), TRUE));
    case "some":
      return bool(results.reduce<Cond>((some, { result }) => or(some, truth(result)), FALSE));
    case "count": {
      const code = results.reduce((n, { result }) => i32.add(n, codeOf(truth(result))), i32c(0));
      return int(code, 0, results.length);
    }
    case "sum":
      return results.reduce<Val>((sum, { result }) => binary(run, "+", sum, result), constant(0));
    case "setOf":
      return newSet(
        run,
        e.domains[0] ?? unsupported("setOf"),
        results.map(({ args, result }) => ({
          value: args[0] ?? constant(undefined),
          when: run.bindCond(truth(run.bindVal(result))),
        })),
      );
  }
}

export function first(run: Run, f: Frame, e: Expr & { kind: "first" }): Val {
  if (!isPureLambda(f, e.lambda)) return unsupported("first that changes something");
  const results = all(run, [e.domain]).map(([x = constant(undefined)]) => ({
    x,
    is: run.bindCond(truth(f.knot.lambda(run, f, e.lambda, [x]))),
  }));
  run.fear(not(results.reduce<Cond>((any, { is }) => or(any, is), FALSE)));
  const last = results.at(-1);
  if (last === undefined) return constant(undefined);
  return results.slice(0, -1).reduceRight<Val>((rest, { x, is }) => either(is, x, rest, e.domain), last.x);
}

/** Alternatives that need not be there: each run takes one, and is blocked where there is no such alternative. */
export function pick(run: Run, f: Frame, e: Expr & { kind: "pick" }): Val {
  const { from } = e;
  switch (from.kind) {
    case "domain": {
      if (from.where !== null && !isPureLambda(f, from.where)) return unsupported("a pick that changes something");
      const alternatives = all(run, [from.domain]);
      const [x] = alternatives[taken(run, alternatives.length)] ?? [];
      if (x === undefined) return constant(undefined);
      if (from.where !== null) run.block(truth(f.knot.lambda(run, f, from.where, [x])));
      return x;
    }
    case "collection": {
      const of = opened(run, f.knot.expr(run, f, from.of), ["set", "seq"]);
      const isSeq = of.kind === "list" || (of.kind === "place" && of.place.packing.kind === "seq");
      const candidates: { readonly x: Val; readonly there: Cond }[] = [];
      if (isSeq) visitElements(run, of, (x, _, there) => void candidates.push({ x, there }));
      else
        for (const [i, x] of memberValues(elementDomain(of)).entries())
          candidates.push({ x, there: memberAt(run, of, i) });
      const found = candidates[taken(run, candidates.length)];
      if (found === undefined) return constant(undefined);
      run.block(found.there);
      return boxed(run, found.x);
    }
    case "list": {
      const items = from.items.map((x) => run.bindVal(f.knot.expr(run, f, x)));
      return items[taken(run, items.length)] ?? constant(undefined);
    }
  }
}

/** Off its path a pick is not met: then only the first run counts. */
function taken(run: Run, count: number): number {
  if (count === 0) {
    run.block(FALSE);
    return 0;
  }
  const at = run.take(count);
  if (at > 0 && !isTrue(run.path)) run.alive = and(run.alive, run.bindCond(run.path));
  return at;
}
