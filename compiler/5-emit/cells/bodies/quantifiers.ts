/**
 * Going through domains: quantifiers and `first`. No list of the values is made.
 * In: `Expr` of those kinds. Out: code.
 * Not here: order and enumeration themselves (`../enumeration.ts`), choices (`picks.ts`).
 */
import { type Domain, isScalar } from "../../../../ir/domain.ts";
import type { Expr, Lambda } from "../../../../ir/expr.ts";
import { block, br, type Code, call, get, i32, i32c, i64, i64c, label, loop, set, when } from "../../wasm/code.ts";
import type { Local } from "../../wasm/module.ts";
import { objectCell, runsOf } from "../atoms.ts";
import { binaryCell } from "./arithmetic.ts";
import { spend, spendObject, weighed } from "./budget.ts";
import { rangeOf } from "./certain.ts";
import { type Release, releaseOf } from "./heap.ts";
import { failRange, type Scope, slotOf } from "./scope.ts";

/**
 * Runs `body` for every value of a domain, in order, with the value in a local where there is one; `release` gives back what a
 * round has made.
 */
export function eachValue(
  s: Scope,
  domain: Domain,
  into: Local | null,
  body: () => readonly Code[],
  release: Release = { before: [], after: [] },
): readonly Code[] {
  const { atoms, enumerations } = s.shared.objects;
  const at = s.temps.take("i64");
  const next = label("value");
  const runs = isScalar(domain) ? runsOf(atoms, domain) : [];
  const [only] = runs;
  const [first, end] =
    runs.length === 1 && only !== undefined
      ? [only.first, only.first + BigInt(only.count)]
      : [0n, enumerations.count(domain)];
  if (first === end) return [];
  const value = runs.length === 1 ? get(at) : call(enumerations.nth(domain), [get(at)]);
  return [
    set(at, i64c(first)),
    ...release.before,
    loop(next, [
      ...(into === null ? [] : [set(into, value), ...(isScalar(domain) ? [] : weighed(s, into))]),
      ...body(),
      ...release.after,
      set(at, i64.add(get(at), i64c(1))),
      br(next, i64.lt_s(get(at), i64c(end))),
    ]),
  ];
}

/** Every combination of the values of a lambda's parameters, the last fastest. */
const eachCombination = (
  s: Scope,
  domains: readonly Domain[],
  lambda: Lambda,
  body: readonly Code[],
): readonly Code[] =>
  domains.reduceRight<readonly Code[]>(
    (inner, d, k) => eachValue(s, d, parameterOf(s, lambda, k), () => inner, releaseOf(s, lambda, d)),
    body,
  );

/** Null where the lambda does not name it. */
export function parameterOf(s: Scope, lambda: Lambda, k: number): Local | null {
  const slot = lambda.params[k];
  return slot === undefined ? null : slotOf(s, slot);
}

type Quantifier = Expr & { kind: "quantifier" };

/** i32: `every` and `some`, which stop early. */
export function quantifierTest(s: Scope, e: Quantifier, op: "every" | "some"): Code {
  const found = s.temps.take("i32");
  const done = label("decided");
  const holds = s.knot.lambdaTest(s, e.lambda);
  const stop = op === "some" ? holds : i32.eqz(holds);
  const body = [when(stop, [set(found, i32c(op === "some" ? 1 : 0)), br(done)])];
  return block(
    null,
    [set(found, i32c(op === "some" ? 0 : 1)), block(done, eachCombination(s, e.domains, e.lambda, body)), get(found)],
    "i32",
  );
}

/** i64: the others. */
export function quantifierCell(s: Scope, e: Quantifier, op: "count" | "sum" | "setOf"): Code {
  const { lists } = s.shared.objects;
  switch (op) {
    case "count": {
      const n = s.temps.take("i64");
      const body = [set(n, i64.add(get(n), i64.extend_u(s.knot.lambdaTest(s, e.lambda))))];
      return block(null, [set(n, i64c(0)), ...eachCombination(s, e.domains, e.lambda, body), get(n)], "i64");
    }
    case "sum": {
      const n = s.temps.take("i64");
      const ANY = { lo: -(1n << 53n) + 1n, hi: (1n << 53n) - 1n };
      const value = s.knot.lambdaCell(s, e.lambda);
      const result = e.lambda.body.kind === "return" ? e.lambda.body.value : null;
      const right = { cell: value, range: result === null ? null : rangeOf(s.certain, result) };
      const body = [set(n, binaryCell(s, "+", { cell: get(n), range: ANY }, right))];
      return block(null, [set(n, i64c(0)), ...eachCombination(s, e.domains, e.lambda, body), get(n)], "i64");
    }
    case "setOf": {
      const [domain] = e.domains;
      const parameter = parameterOf(s, e.lambda, 0);
      const made = s.temps.take("i32");
      const value = s.temps.take("i64");
      const holds = s.knot.lambdaTest(s, e.lambda);
      // The member is kept apart from the parameter, which the lambda may set.
      const given = parameter === null ? [] : [set(parameter, get(value))];
      const body = [...given, when(holds, [...spend(s, i32c(1)), call(lists.add, [get(made), get(value)])])];
      const through = domain === undefined ? [] : eachValue(s, domain, value, () => body);
      return block(
        null,
        [...spendObject(s, 0), set(made, call(lists.create, [i32c(0)])), ...through, objectCell("set", get(made), 0)],
        "i64",
      );
    }
  }
}

/** i64: the least value that satisfies the lambda, made anew. */
export function first(s: Scope, e: Expr & { kind: "first" }): Code {
  const found = s.temps.take("i64");
  const at = s.temps.take("i64");
  const done = label("found");
  const { enumerations } = s.shared.objects;
  const nth = enumerations.nth(e.domain);
  const release = releaseOf(s, e.lambda, e.domain);
  const body = [
    when(s.knot.lambdaTest(s, e.lambda), [
      set(found, call(nth, [get(at)])),
      ...(isScalar(e.domain) ? [] : weighed(s, found)),
      br(done),
    ]),
    set(at, i64.add(get(at), i64c(1))),
  ];
  return block(
    null,
    [
      block(done, [
        set(at, i64c(0)),
        ...eachValue(s, e.domain, parameterOf(s, e.lambda, 0), () => body, release),
        ...failRange(s),
      ]),
      get(found),
    ],
    "i64",
  );
}
