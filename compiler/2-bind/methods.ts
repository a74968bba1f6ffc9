/**
 * Methods of sequences and sets.
 * In: a call of a member of a value. Out: `Expr` of kinds seqMethod and setMethod.
 * Not here: `.length` and `.size` (`expressions.ts`), `.at` and `.done` of processes (`calls.ts`).
 */
import { argumentCount, comparedByReference, notInThisVersion, unknownMethod } from "../../ir/codes/bind.ts";
import {
  alternatives,
  BOOLEAN,
  type Domain,
  isScalar,
  NUMBER,
  printDomain,
  type SeqDomain,
  type SetDomain,
  UNDEFINED,
  unionOf,
} from "../../ir/domain.ts";
import type { Expr, Lambda, SeqMethod, SetMethod, Type } from "../../ir/expr.ts";
import type { SyntaxExpr, SyntaxFunction } from "../../ir/syntax.ts";
import { stored } from "./aliasing.ts";
import { wrote } from "./assignments.ts";
import type { Call } from "./builders.ts";
import { report, textAt } from "./context.ts";
import { domainOf } from "./domains.ts";
import { givenFunction } from "./given-functions.ts";
import { asSequence } from "./literals.ts";
import { hole, type Scope } from "./scope.ts";
import { isDomain, printType, seqOf, setOf, widened } from "./types.ts";

export function method(scope: Scope, e: Call, callee: SyntaxExpr & { kind: "member" }): Expr {
  const of = scope.knot.expr(scope, callee.of);
  if (of.type.kind === "error") return of;
  const seq = seqOf(of.type);
  if (seq !== null) return seqMethod(scope, e, callee.name, of, seq);
  const set = setOf(of.type);
  if (set !== null) return setMethod(scope, e, callee.name, of, set);
  const list = asSequence(of);
  if (list !== null && !CHANGING.includes(callee.name)) return seqMethod(scope, e, callee.name, list, list.type);
  const known = list === null ? [] : Object.keys(SEQ).filter((m) => !CHANGING.includes(m));
  const help = list === null ? {} : { help: "a tuple has as many parts as its type says; what grows is a `Seq<T, N>`" };
  report(
    scope.context,
    unknownMethod(callee.nameAt, {
      method: callee.name,
      type: printType(of.type),
      known,
      ...(CHANGING.includes(callee.name) ? help : {}),
    }),
  );
  return hole(e.at);
}

// ---- sequences ----

/** Least and greatest number of arguments, and which of them is a function (its number of parameters). */
const SEQ: Readonly<Record<SeqMethod, { least: number; most: number; lambda?: number }>> = {
  push: { least: 0, most: 100 },
  unshift: { least: 0, most: 100 },
  pop: { least: 0, most: 0 },
  shift: { least: 0, most: 0 },
  at: { least: 1, most: 1 },
  slice: { least: 0, most: 2 },
  concat: { least: 0, most: 100 },
  includes: { least: 1, most: 1 },
  indexOf: { least: 1, most: 1 },
  reverse: { least: 0, most: 0 },
  some: { least: 1, most: 1, lambda: 2 },
  every: { least: 1, most: 1, lambda: 2 },
  filter: { least: 1, most: 1, lambda: 2 },
  map: { least: 1, most: 1, lambda: 2 },
  find: { least: 1, most: 1, lambda: 2 },
  findIndex: { least: 1, most: 1, lambda: 2 },
  reduce: { least: 2, most: 2, lambda: 3 },
};
/** Those that a tuple does not have: its length is fixed. */
const CHANGING: readonly string[] = ["push", "pop", "shift", "unshift", "reverse"];
const SEQ_WIDER: readonly string[] = [
  "splice",
  "fill",
  "flat",
  "flatMap",
  "join",
  "keys",
  "values",
  "entries",
  "lastIndexOf",
  "findLast",
  "findLastIndex",
  "sort",
  "toSorted",
  "toReversed",
  "toSpliced",
  "with",
  "forEach",
  "reduceRight",
  "copyWithin",
];
const isSeqMethod = (name: string): name is SeqMethod => Object.hasOwn(SEQ, name);

function seqMethod(scope: Scope, e: Call, name: string, of: Expr, seq: SeqDomain): Expr {
  if (!isSeqMethod(name)) {
    if (SEQ_WIDER.includes(name))
      report(
        scope.context,
        notInThisVersion(e.callee.at, {
          what: `.${name} of a sequence`,
          instead: "use a `for … of` loop, or filter, map, slice and concat",
        }),
      );
    else
      report(
        scope.context,
        unknownMethod(e.callee.at, { method: name, type: printDomain(seq), known: Object.keys(SEQ) }),
      );
    return hole(e.at);
  }
  const shape = SEQ[name];
  if (
    e.args.length < shape.least ||
    e.args.length > shape.most ||
    e.args.some((a) => a.spread && name !== "push" && name !== "concat")
  ) {
    report(
      scope.context,
      argumentCount(e.at, {
        what: `.${name}`,
        wants:
          shape.least === shape.most
            ? `${shape.least} argument${shape.least === 1 ? "" : "s"}`
            : `${shape.least} to ${shape.most} arguments`,
      }),
    );
    return hole(e.at);
  }
  if (name === "push" || name === "unshift" || name === "pop" || name === "shift" || name === "reverse")
    wrote(scope, { kind: "index", of, key: of, at: e.at, type: seq.of }, e.at, name === "shift" || name === "pop");
  if ((name === "includes" || name === "indexOf") && !isScalar(seq.of)) {
    report(
      scope.context,
      comparedByReference(e.at, {
        op: `.${name}`,
        type: `elements of type ${printDomain(seq.of)}`,
        same: `.${name === "includes" ? "some" : "findIndex"}((x) => same(x, ${textAt(scope.context, e.args[0]?.value.at ?? e.at)}))`,
      }),
    );
    return hole(e.at);
  }
  if (shape.lambda !== undefined) return withLambda(scope, e, name, of, seq);
  const expected: Domain | null = name === "push" || name === "unshift" ? seq.of : name === "concat" ? seq : null;
  const args: Expr[] = [];
  for (const a of e.args) {
    const value = scope.knot.expr(scope, a.value, a.spread ? seq : expected);
    if (value.type.kind === "error") return hole(e.at);
    if (name === "push" || name === "unshift") stored(scope, value, null);
    args.push(a.spread ? { kind: "seq", parts: [{ spread: true, value }], at: value.at, type: value.type } : value);
  }
  if (name === "push" && e.args.some((a) => a.spread)) {
    report(
      scope.context,
      notInThisVersion(e.at, {
        what: "push with a spread",
        instead: "push one element at a time, or assign `[...queue, ...more]`",
      }),
    );
    return hole(e.at);
  }
  const grown = name === "push" || name === "unshift" ? grownFrom(scope, of, seq) : of;
  return { kind: "seqMethod", op: name, of: grown, args, lambda: null, at: e.at, type: seqResult(name, seq, args) };
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
    case "findIndex":
      return NUMBER;
    case "pop":
    case "shift":
    case "at":
    case "find":
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
        max: seq.max + more.reduce((n, m) => n + (m?.max ?? 1), 0),
      };
    }
    case "slice":
    case "filter":
    case "reverse":
      return seq;
    case "map":
    case "reduce":
      return { kind: "error" };
  }
}

function withLambda(scope: Scope, e: Call, name: SeqMethod, of: Expr, seq: SeqDomain): Expr {
  const given = givenFunction(scope, e.args[0]?.value);
  if (given === null) {
    report(scope.context, argumentCount(e.at, { what: `.${name}`, wants: `a function: \`.${name}((x) => …)\`` }));
    return hole(e.at);
  }
  const position: Domain = { kind: "int", lo: 0, hi: Math.max(0, seq.max - 1) };
  if (name === "reduce") {
    const wanted = accumulator(scope, e, given);
    const start = e.args[1];
    const initial = start === undefined ? null : scope.knot.expr(scope, start.value, wanted);
    if (initial === null || !isDomain(initial.type)) return hole(e.at);
    const type = wanted ?? widened(initial);
    const { lambda } = scope.knot.lambda(
      scope,
      given,
      [type, seq.of, position],
      ".reduce",
      isDomain(type) ? type : null,
    );
    return { kind: "seqMethod", op: name, of, args: [initial], lambda, at: e.at, type };
  }
  const { lambda, returns }: { lambda: Lambda; returns: Type } = scope.knot.lambda(
    scope,
    given,
    [seq.of, position],
    `.${name}`,
  );
  const type: Type =
    name === "map"
      ? isDomain(returns)
        ? { kind: "seq", of: returns, max: seq.max }
        : returns
      : seqResult(name, seq, []);
  return { kind: "seqMethod", op: name, of, args: [], lambda, at: e.at, type };
}

/** `reduce<T>(…)`, or the annotation of the function's first parameter; null where the initial value says it. */
function accumulator(scope: Scope, e: Call, given: SyntaxFunction): Domain | null {
  const written = e.typeArgs[0] ?? given.params[0]?.type ?? null;
  return written === null ? null : domainOf(scope.context, written, ".reduce", { args: scope.typeArgs, finite: false });
}

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
};
const SET_WIDER: readonly string[] = ["forEach", "keys", "values", "entries"];
const isSetMethod = (name: string): name is SetMethod => Object.hasOwn(SET, name);

function setMethod(scope: Scope, e: Call, name: string, of: Expr, set: SetDomain): Expr {
  if (!isSetMethod(name)) {
    if (SET_WIDER.includes(name))
      report(
        scope.context,
        notInThisVersion(e.callee.at, {
          what: `.${name} of a set`,
          instead: "use `for (const x of each<T>()) if (set.has(x)) …`",
        }),
      );
    else
      report(
        scope.context,
        unknownMethod(e.callee.at, { method: name, type: printDomain(set), known: [...Object.keys(SET), "size"] }),
      );
    return hole(e.at);
  }
  if (e.args.length !== SET[name] || e.args.some((a) => a.spread)) {
    report(
      scope.context,
      argumentCount(e.at, { what: `.${name}`, wants: SET[name] === 0 ? "no argument" : "one argument" }),
    );
    return hole(e.at);
  }
  if (name === "add" || name === "delete" || name === "clear")
    wrote(scope, { kind: "index", of, key: of, at: e.at, type: set.of }, e.at);
  const expected: Domain = name === "add" || name === "delete" || name === "has" ? set.of : set;
  const args = e.args.map((a) => scope.knot.expr(scope, a.value, expected));
  if (args.some((a) => a.type.kind === "error")) return hole(e.at);
  return { kind: "setMethod", op: name, of, args, at: e.at, type: setResult(name, set, args) };
}

function setResult(name: SetMethod, set: SetDomain, args: readonly Expr[]): Type {
  switch (name) {
    case "add":
      return set;
    case "clear":
      return { kind: "void" };
    case "union":
    case "symmetricDifference": {
      const other = args[0] === undefined ? null : setOf(args[0].type);
      return { kind: "set", of: other === null ? set.of : unionOf([set.of, other.of]) };
    }
    case "intersection":
    case "difference":
      return set;
    case "delete":
    case "has":
    case "isSubsetOf":
    case "isSupersetOf":
    case "isDisjointFrom":
      return BOOLEAN;
  }
}
