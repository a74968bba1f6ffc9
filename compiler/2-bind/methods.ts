/**
 * Methods of sets, maps and bags; which type of value has which methods.
 * In: a call of a member of a value. Out: `Expr` of kinds setMethod, mapMethod, bagMethod, or what `sequence-methods.ts` makes.
 * Not here: `.size` (`expressions.ts`), `.forEach`, `.entries()` and their kind, which become loops (`for-of.ts`), `.at` and `.done`
 * of processes (`calls.ts`).
 */
import { argumentCount, unknownMethod, unsupportedExpression } from "../../ir/codes/bind.ts";
import {
  type BagDomain,
  BOOLEAN,
  type Domain,
  type MapDomain,
  printDomain,
  type SetDomain,
  UNDEFINED,
  unionOf,
} from "../../ir/domain.ts";
import type { BagMethod, Expr, MapMethod, SetMethod, Type } from "../../ir/expr.ts";
import type { SyntaxExpr } from "../../ir/syntax.ts";
import { stored } from "./aliasing.ts";
import { wrote } from "./assignments.ts";
import type { Call } from "./builders.ts";
import { report, textAt } from "./context.ts";
import { givenFunction } from "./given-functions.ts";
import { asSequence } from "./places.ts";
import { hole, type Scope } from "./scope.ts";
import { changes, isTupleMethod, seqMethod, tupleMethods } from "./sequence-methods.ts";
import { placeFor } from "./sizes.ts";
import { bagOf, isDomain, mapOf, printType, seqOf, setOf } from "./types.ts";

export function method(scope: Scope, e: Call, callee: SyntaxExpr & { kind: "member" }, expected: Domain | null): Expr {
  const of = scope.knot.expr(scope, callee.of);
  if (of.type.kind === "error") return of;
  const { name } = callee;
  const seq = seqOf(of.type);
  const set = setOf(of.type);
  const map = mapOf(of.type);
  const bag = bagOf(of.type);
  const list = asSequence(of);
  if (LOOPING.includes(name) && [seq, set, map, bag, list].some((x) => x !== null)) {
    if (name === "keys" && map !== null && e.args.length === 0) return mapMethod(scope, e, name, of, map);
    return refuseLoop(scope, e, name);
  }
  if (seq !== null) return seqMethod(scope, e, name, of, seq, expected);
  if (set !== null) return setMethod(scope, e, name, of, set);
  if (map !== null) return mapMethod(scope, e, name, of, map);
  if (bag !== null) return bagMethod(scope, e, name, of, bag);
  if (list !== null && isTupleMethod(name)) return seqMethod(scope, e, name, list, list.type, expected);
  const known = list === null ? [] : tupleMethods;
  const help = list === null ? {} : { help: "a tuple has as many parts as its type says; what grows is a `Seq<T, N>`" };
  report(
    scope.context,
    unknownMethod(callee.nameAt, { method: name, type: printType(of.type), known, ...(changes(name) ? help : {}) }),
  );
  return hole(e.at);
}

const LOOPING: readonly string[] = ["forEach", "keys", "values", "entries"];

function refuseLoop(scope: Scope, e: Call, name: string): Expr {
  const what = `${textAt(scope.context, e.at)} as a value`;
  const help =
    name === "forEach"
      ? "write it as a statement of its own, or use a `for … of` loop"
      : `loop over it with \`for … of\`, or make a list of it: \`[...${textAt(scope.context, e.at)}]\``;
  report(scope.context, unsupportedExpression(e.at, { what, help }));
  return hole(e.at);
}

/** The method's number of arguments, as given here; else reported. */
function isCalled<M extends string>(
  scope: Scope,
  e: Call,
  name: string,
  methods: Readonly<Record<M, number>>,
  type: Domain,
): name is M {
  if (!Object.hasOwn(methods, name)) {
    const known = [...Object.keys(methods), "size"];
    report(scope.context, unknownMethod(e.callee.at, { method: name, type: printDomain(type), known }));
    return false;
  }
  const count = methods[name as M];
  if (e.args.length === count && e.args.every((a) => !a.spread)) return true;
  const wants = count === 0 ? "no argument" : count === 1 ? "one argument" : `${count} arguments`;
  report(scope.context, argumentCount(e.at, { what: `.${name}`, wants }));
  return false;
}

/** Notes that the collection is changed; `delete` takes what there is, and gives false where there is nothing. */
const note = (scope: Scope, e: Call, of: Expr, type: Domain, name: string): void =>
  wrote(scope, { kind: "index", of, key: of, at: e.at, type }, e.at, name === "delete");

// ---- sets ----

const SET: Readonly<Record<SetMethod, number>> = {
  add: 1,
  delete: 1,
  has: 1,
  clear: 0,
  union: 1,
  intersection: 1,
  difference: 1,
  symmetricDifference: 1,
  isSubsetOf: 1,
  isSupersetOf: 1,
  isDisjointFrom: 1,
  some: 1,
  every: 1,
  filter: 1,
};

function setMethod(scope: Scope, e: Call, name: string, of: Expr, set: SetDomain): Expr {
  if (!isCalled(scope, e, name, SET, set)) return hole(e.at);
  if (name === "add" || name === "delete" || name === "clear") note(scope, e, of, set.of, name);
  if (name === "some" || name === "every" || name === "filter") {
    const given = givenFunction(scope, e.args[0]?.value);
    if (given === null) {
      report(scope.context, argumentCount(e.at, { what: `.${name}`, wants: `a function: \`.${name}((x) => …)\`` }));
      return hole(e.at);
    }
    const { lambda } = scope.knot.lambda(scope, given, [set.of], `.${name}`, null, true);
    return { kind: "setMethod", op: name, of, args: [], lambda, at: e.at, type: name === "filter" ? set : BOOLEAN };
  }
  const isMember = name === "add" || name === "delete" || name === "has";
  const args = e.args.map((a) => scope.knot.expr(scope, a.value, isMember ? set.of : set));
  if (args.some((a) => a.type.kind === "error")) return hole(e.at);
  const [other] = args;
  if (!isMember && other !== undefined && setOf(other.type) === null) {
    report(scope.context, argumentCount(e.at, { what: `.${name}`, wants: "a set", help: "make one: `new Set(…)`" }));
    return hole(e.at);
  }
  const type = setResult(name, set, other);
  const wrong = type.kind === "set" && name !== "add" ? placeFor(type, e.at, textAt(scope.context, e.at)) : null;
  if (wrong !== null) report(scope.context, wrong);
  return { kind: "setMethod", op: name, of, args, lambda: null, at: e.at, type };
}

function setResult(name: SetMethod, set: SetDomain, other: Expr | undefined): Type {
  switch (name) {
    case "clear":
      return { kind: "void" };
    case "union":
    case "symmetricDifference": {
      const more = other === undefined ? null : setOf(other.type);
      if (more === null) return set;
      const max = set.max === null || more.max === null ? null : set.max + more.max;
      return { kind: "set", of: unionOf([set.of, more.of]), max };
    }
    case "add":
    case "intersection":
    case "difference":
    case "filter":
      return set;
    case "delete":
    case "has":
    case "isSubsetOf":
    case "isSupersetOf":
    case "isDisjointFrom":
    case "some":
    case "every":
      return BOOLEAN;
  }
}

// ---- maps ----

const MAP: Readonly<Record<MapMethod, number>> = { get: 1, set: 2, has: 1, delete: 1, clear: 0, keys: 0 };

function mapMethod(scope: Scope, e: Call, name: string, of: Expr, map: MapDomain): Expr {
  if (!isCalled(scope, e, name, MAP, map)) return hole(e.at);
  if (name === "set" || name === "delete" || name === "clear") note(scope, e, of, map.value, name);
  const args = e.args.map((a, i) => scope.knot.expr(scope, a.value, i === 0 ? map.key : map.value));
  const [key, value] = args;
  if (args.some((a) => !isDomain(a.type))) return hole(e.at);
  if (name === "set" && key !== undefined && value !== undefined) {
    const place: Expr = { kind: "mapMethod", op: "get", of, args: [key], at: e.at, type: map.value };
    stored(scope, value, place);
  }
  return { kind: "mapMethod", op: name, of, args, at: e.at, type: mapResult(name, map) };
}

function mapResult(name: MapMethod, map: MapDomain): Type {
  switch (name) {
    case "get":
      return unionOf([map.value, UNDEFINED]);
    case "set":
      return map;
    case "has":
    case "delete":
      return BOOLEAN;
    case "clear":
      return { kind: "void" };
    case "keys":
      return { kind: "set", of: map.key, max: map.max };
  }
}

// ---- bags ----

const BAG: Readonly<Record<BagMethod, number>> = { add: 1, delete: 1, has: 1, count: 1, clear: 0 };

function bagMethod(scope: Scope, e: Call, name: string, of: Expr, bag: BagDomain): Expr {
  if (!isCalled(scope, e, name, BAG, bag)) return hole(e.at);
  if (name === "add" || name === "delete" || name === "clear") note(scope, e, of, bag.of, name);
  const args = e.args.map((a) => scope.knot.expr(scope, a.value, bag.of));
  if (args.some((a) => !isDomain(a.type))) return hole(e.at);
  return { kind: "bagMethod", op: name, of, args, at: e.at, type: bagResult(name, bag) };
}

function bagResult(name: BagMethod, bag: BagDomain): Type {
  switch (name) {
    case "add":
      return bag;
    case "has":
    case "delete":
      return BOOLEAN;
    case "count":
      return { kind: "int", lo: 0, hi: bag.max };
    case "clear":
      return { kind: "void" };
  }
}
