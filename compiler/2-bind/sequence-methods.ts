/**
 * Methods of sequences, as JavaScript's arrays have them.
 * In: a call of a member of a sequence. Out: `Expr` of kind seqMethod.
 * Not here: `.length` (`expressions.ts`), `.forEach`, `.entries()` and their kind, which become loops (`for-of.ts`).
 */
import { argumentCount, comparedByReference, unknownMethod } from "../../ir/codes/bind.ts";
import { sharedByFill } from "../../ir/codes/bind-collections.ts";
import {
  alternatives,
  BOOLEAN,
  type Domain,
  isScalar,
  NUMBER,
  printDomain,
  type SeqDomain,
  UNDEFINED,
  unionOf,
} from "../../ir/domain.ts";
import type { Expr, SeqMethod, Type } from "../../ir/expr.ts";
import type { SyntaxFunction } from "../../ir/syntax.ts";
import { stored } from "./aliasing.ts";
import { wrote } from "./assignments.ts";
import type { Call } from "./builders.ts";
import { report, textAt } from "./context.ts";
import { domainOf } from "./domains.ts";
import { givenFunction } from "./given-functions.ts";
import { hole, newLocal, type Scope } from "./scope.ts";
import { isDomain, printType, seqOf, widened } from "./types.ts";

interface Shape {
  /** Least and greatest number of arguments. */
  readonly least: number;
  readonly most: number;
  /** The first argument is a function. */
  readonly lambda?: true;
}

const MANY = 100;
const SHAPES: Readonly<Record<SeqMethod, Shape>> = {
  push: { least: 0, most: MANY },
  unshift: { least: 0, most: MANY },
  pop: { least: 0, most: 0 },
  shift: { least: 0, most: 0 },
  at: { least: 1, most: 1 },
  slice: { least: 0, most: 2 },
  concat: { least: 0, most: MANY },
  includes: { least: 1, most: 1 },
  indexOf: { least: 1, most: 1 },
  lastIndexOf: { least: 1, most: 1 },
  reverse: { least: 0, most: 0 },
  toReversed: { least: 0, most: 0 },
  sort: { least: 1, most: 1, lambda: true },
  toSorted: { least: 1, most: 1, lambda: true },
  splice: { least: 1, most: MANY },
  toSpliced: { least: 1, most: MANY },
  with: { least: 2, most: 2 },
  fill: { least: 1, most: 3 },
  some: { least: 1, most: 1, lambda: true },
  every: { least: 1, most: 1, lambda: true },
  filter: { least: 1, most: 1, lambda: true },
  map: { least: 1, most: 1, lambda: true },
  flatMap: { least: 1, most: 1, lambda: true },
  find: { least: 1, most: 1, lambda: true },
  findIndex: { least: 1, most: 1, lambda: true },
  findLast: { least: 1, most: 1, lambda: true },
  findLastIndex: { least: 1, most: 1, lambda: true },
  reduce: { least: 2, most: 2, lambda: true },
  reduceRight: { least: 2, most: 2, lambda: true },
};
/** Those that change the sequence: a tuple, whose length is fixed, does not have them. */
const CHANGING: readonly string[] = ["push", "pop", "shift", "unshift", "reverse", "sort", "splice", "fill"];
const isSeqMethod = (name: string): name is SeqMethod => Object.hasOwn(SHAPES, name);

/** Methods of a tuple are those of the list of its parts, as far as they do not change it. */
export const isTupleMethod = (name: string): boolean =>
  name === "flat" || (isSeqMethod(name) && !CHANGING.includes(name));
export const tupleMethods: readonly string[] = Object.keys(SHAPES).filter(isTupleMethod);
export const changes = (name: string): boolean => CHANGING.includes(name);

export function seqMethod(
  scope: Scope,
  e: Call,
  name: string,
  of: Expr,
  seq: SeqDomain,
  expected: Domain | null,
): Expr {
  if (name === "flat" && e.args.length === 0) return flattened(scope, e, of, seq);
  if (!isSeqMethod(name)) {
    const type = printDomain(seq);
    report(scope.context, unknownMethod(e.callee.at, { method: name, type, known: Object.keys(SHAPES) }));
    return hole(e.at);
  }
  if (!isShaped(scope, e, name)) return hole(e.at);
  if (CHANGING.includes(name))
    wrote(scope, { kind: "index", of, key: of, at: e.at, type: seq.of }, e.at, name === "shift" || name === "pop");
  if (SEARCHING.includes(name) && !isScalar(seq.of)) {
    const asked = name === "includes" ? "some" : name === "indexOf" ? "findIndex" : "findLastIndex";
    const type = `elements of type ${printDomain(seq.of)}`;
    const same = `.${asked}((x) => same(x, ${textAt(scope.context, e.args[0]?.value.at ?? e.at)}))`;
    report(scope.context, comparedByReference(e.at, { op: `.${name}`, type, same }));
    return hole(e.at);
  }
  if (SHAPES[name].lambda) return withLambda(scope, e, name, of, seq, expected);
  const args: Expr[] = [];
  for (const [i, a] of e.args.entries()) {
    const element = isElement(name, i);
    const wanted = element ? seq.of : name === "concat" ? seq : null;
    const value = scope.knot.expr(scope, a.value, a.spread ? seq : wanted);
    if (value.type.kind === "error") return hole(e.at);
    if (element && CHANGING.includes(name)) stored(scope, value, null);
    args.push(a.spread ? { kind: "seq", parts: [{ spread: true, value }], at: value.at, type: value.type } : value);
  }
  const [filling] = args;
  if (name === "fill" && filling !== undefined && isDomain(filling.type) && !isScalar(filling.type)) {
    report(scope.context, sharedByFill(e.at, { text: textAt(scope.context, filling.at) }));
    return hole(e.at);
  }
  const grown = GROWING.includes(name) ? grownFrom(scope, of, seq) : of;
  return { kind: "seqMethod", op: name, of: grown, args, lambda: null, at: e.at, type: seqResult(name, seq, args) };
}

const SEARCHING: readonly SeqMethod[] = ["includes", "indexOf", "lastIndexOf"];
const GROWING: readonly SeqMethod[] = ["push", "unshift", "splice", "fill"];

/** Whether the argument becomes an element. */
function isElement(name: SeqMethod, i: number): boolean {
  switch (name) {
    case "push":
    case "unshift":
      return true;
    case "splice":
    case "toSpliced":
      return i >= 2;
    case "with":
      return i === 1;
    case "fill":
      return i === 0;
    default:
      return false;
  }
}

/** As many arguments as the method takes; else reported. */
function isShaped(scope: Scope, e: Call, name: SeqMethod): boolean {
  const { least, most, lambda } = SHAPES[name];
  const isSpread = e.args.some((a) => a.spread && name !== "concat");
  if (e.args.length >= least && e.args.length <= most && !isSpread) return true;
  const isOrder = name === "sort" || name === "toSorted";
  const count = least === most ? `${least} argument${least === 1 ? "" : "s"}` : `${least} to ${most} arguments`;
  report(
    scope.context,
    argumentCount(e.at, {
      what: `.${name}`,
      wants: isSpread ? "its elements one by one here" : isOrder ? "a function that compares" : count,
      ...(isSpread && name === "push"
        ? { help: "write it as a statement of its own, or assign `[...queue, ...more]`" }
        : {}),
      ...(isOrder ? { help: `without one JavaScript orders by text: \`.${name}((a, b) => a - b)\`` } : {}),
      ...(name === "indexOf" || name === "lastIndexOf" || name === "includes"
        ? { help: "from a position on: `q.findIndex((x, i) => i >= from && x === y)`" }
        : {}),
      ...(lambda && !isOrder && !isSpread && name.startsWith("reduce")
        ? { help: "give the value to start with: what an empty sequence comes to" }
        : {}),
    }),
  );
  return false;
}

/** `q.flat()`: one level, as `q.flatMap((x) => x)`. */
function flattened(scope: Scope, e: Call, of: Expr, seq: SeqDomain): Expr {
  const inner = seqOf(seq.of);
  if (inner === null) {
    const help = "flat takes the inner sequences apart; its elements are none";
    report(scope.context, unknownMethod(e.callee.at, { method: "flat", type: printDomain(seq), known: [], help }));
    return hole(e.at);
  }
  const local = newLocal(scope);
  const { at } = e;
  const name: SyntaxFunction["params"][number]["pattern"] = { kind: "name", name: "inner", local, at };
  const f: SyntaxFunction = {
    kind: "function",
    typeParameters: [],
    params: [{ pattern: name, type: null, default: null, at }],
    returns: null,
    body: { kind: "name", name: "inner", ref: { kind: "local", id: local }, at },
    generator: false,
    at,
  };
  const { lambda } = scope.knot.lambda(scope, f, [seq.of], ".flatMap");
  const type: Domain = { kind: "seq", of: inner.of, max: Number.MAX_SAFE_INTEGER };
  return { kind: "seqMethod", op: "flatMap", of, args: [], lambda, at, type };
}

const isNumeric = (d: Domain): boolean =>
  d.kind === "int" || d.kind === "number" || (d.kind === "enum" && d.values.every((v) => typeof v === "number"));

/** `const xs = [1]; xs.push(2)`: the literal's length is no bound, nor are its numbers the only ones. */
function grownFrom(scope: Scope, of: Expr, seq: SeqDomain): Expr {
  const known = of.kind === "local" && scope.unbounded.has(of.slot) ? scope.locals[of.slot] : undefined;
  if (of.kind !== "local" || known === undefined) return of;
  const type: SeqDomain = {
    kind: "seq",
    of: alternatives(seq.of).every(isNumeric) ? NUMBER : seq.of,
    max: Number.MAX_SAFE_INTEGER,
  };
  scope.locals[of.slot] = { ...known, type };
  return { ...of, type };
}

function seqResult(name: SeqMethod, seq: SeqDomain, args: readonly Expr[]): Type {
  switch (name) {
    case "push":
    case "unshift":
    case "indexOf":
    case "lastIndexOf":
    case "findIndex":
    case "findLastIndex":
      return NUMBER;
    case "pop":
    case "shift":
    case "at":
    case "find":
    case "findLast":
      return unionOf([seq.of, UNDEFINED]);
    case "includes":
    case "some":
    case "every":
      return BOOLEAN;
    case "concat": {
      const more = args.map((a) => seqOf(a.type));
      return {
        kind: "seq",
        of: unionOf([seq.of, ...args.flatMap((a) => (isDomain(a.type) ? [seqOf(a.type)?.of ?? a.type] : []))]),
        max: Math.min(seq.max + more.reduce((n, m) => n + (m?.max ?? 1), 0), Number.MAX_SAFE_INTEGER),
      };
    }
    case "toSpliced":
    case "with": {
      const given = args.slice(name === "with" ? 1 : 2);
      const of = unionOf([seq.of, ...given.flatMap((a) => (isDomain(a.type) ? [a.type] : []))]);
      const more = name === "with" ? 0 : given.length;
      return { kind: "seq", of, max: Math.min(seq.max + more, Number.MAX_SAFE_INTEGER) };
    }
    case "slice":
    case "filter":
    case "reverse":
    case "toReversed":
    case "sort":
    case "toSorted":
    case "splice":
    case "fill":
      return seq;
    case "map":
    case "flatMap":
    case "reduce":
    case "reduceRight":
      return { kind: "error" };
  }
}

function withLambda(scope: Scope, e: Call, name: SeqMethod, of: Expr, seq: SeqDomain, expected: Domain | null): Expr {
  const given = givenFunction(scope, e.args[0]?.value);
  if (given === null) {
    report(scope.context, argumentCount(e.at, { what: `.${name}`, wants: `a function: \`.${name}((x) => …)\`` }));
    return hole(e.at);
  }
  const position: Domain = { kind: "int", lo: 0, hi: Math.max(0, seq.max - 1) };
  const call = (params: readonly Type[], wanted: Domain | null = null) =>
    scope.knot.lambda(scope, given, params, `.${name}`, wanted);
  switch (name) {
    case "reduce":
    case "reduceRight": {
      const wanted = accumulator(scope, e, given);
      const start = e.args[1];
      const initial = start === undefined ? null : scope.knot.expr(scope, start.value, wanted);
      if (initial === null || !isDomain(initial.type)) return hole(e.at);
      const type = wanted ?? widened(initial);
      const { lambda } = call([type, seq.of, position], isDomain(type) ? type : null);
      return { kind: "seqMethod", op: name, of, args: [initial], lambda, at: e.at, type };
    }
    case "sort":
    case "toSorted": {
      const { lambda } = call([seq.of, seq.of]);
      return { kind: "seqMethod", op: name, of, args: [], lambda, at: e.at, type: seq };
    }
    case "flatMap":
      return flatMapped(scope, e, given, of, seq, expected);
    case "map": {
      const wanted = expected === null ? null : (seqOf(expected)?.of ?? null);
      const { lambda, returns } = call([seq.of, position], wanted === null || isScalar(wanted) ? null : wanted);
      const type: Type = isDomain(returns) ? { kind: "seq", of: returns, max: seq.max } : returns;
      return { kind: "seqMethod", op: name, of, args: [], lambda, at: e.at, type };
    }
    default: {
      const { lambda } = call([seq.of, position]);
      return { kind: "seqMethod", op: name, of, args: [], lambda, at: e.at, type: seqResult(name, seq, []) };
    }
  }
}

/** `q.flatMap((x) => (x.ok ? [x] : []))`: the list that is not empty says what the other one holds. */
function flatMapped(
  scope: Scope,
  e: Call,
  given: SyntaxFunction,
  of: Expr,
  seq: SeqDomain,
  expected: Domain | null,
): Expr {
  const position: Domain = { kind: "int", lo: 0, hi: Math.max(0, seq.max - 1) };
  const { diagnostics } = scope.context;
  const before = diagnostics.length;
  const call = (wanted: Domain | null) => scope.knot.lambda(scope, given, [seq.of, position], ".flatMap", wanted);
  const first = call(expected);
  const isUnsure = diagnostics.slice(before).some((d) => d.name === "empty-collection");
  const known = seqOf(first.returns);
  if (isUnsure && known !== null) diagnostics.length = before;
  const { lambda, returns } = isUnsure && known !== null ? call(known) : first;
  const inner = seqOf(returns);
  if (inner === null) {
    if (returns.kind !== "error") {
      const help = "give a list, `[x]` or `[]`, or use map";
      const wants = `a function that gives a sequence, and this gives ${printType(returns)}`;
      report(scope.context, argumentCount(e.at, { what: ".flatMap", wants, help }));
    }
    return hole(e.at);
  }
  const type: Domain = { kind: "seq", of: inner.of, max: Number.MAX_SAFE_INTEGER };
  return { kind: "seqMethod", op: "flatMap", of, args: [], lambda, at: e.at, type };
}

/** `reduce<T>(…)`, or the annotation of the function's first parameter; null where the initial value says it. */
function accumulator(scope: Scope, e: Call, given: SyntaxFunction): Domain | null {
  const written = e.typeArgs[0] ?? given.params[0]?.type ?? null;
  return written === null ? null : domainOf(scope.context, written, ".reduce", { args: scope.typeArgs, finite: false });
}
