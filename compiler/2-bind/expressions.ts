/**
 * Expressions: names, members, operators, conditionals. Constants are folded here.
 * In: `SyntaxExpr` in a scope. Out: `Expr`.
 * Not here: calls (`calls.ts`), assignments (`assignments.ts`), literals of objects and arrays (`literals.ts`).
 */
import {
  comparedByReference,
  notHere,
  orderOfIds,
  stateAsValue,
  unknownMethod,
  unsupportedExpression,
} from "../../ir/codes/bind.ts";
import { alternatives, BOOLEAN, type Domain, isScalar, NUMBER, unionOf } from "../../ir/domain.ts";
import type { Expr } from "../../ir/expr.ts";
import type { Span } from "../../ir/span.ts";
import type { BinaryOp, SyntaxExpr } from "../../ir/syntax.ts";
import { assignment, update } from "./assignments.ts";
import { conditional, isBoolean, logical } from "./branches.ts";
import { chain } from "./chains.ts";
import { construction } from "./collections.ts";
import { report, textAt } from "./context.ts";
import { domainIfAny } from "./domains.ts";
import { arrayLiteral, literal, objectLiteral, staticExpr, undefinedExpr } from "./literals.ts";
import { isRefused } from "./refused.ts";
import { hole, localExpr, type Scope } from "./scope.ts";
import { evaluate, isLiteral, binary as staticBinary } from "./static.ts";
import { hasSurplus } from "./surplus.ts";
import { isMixed, standsForOther } from "./tables-and-records.ts";
import { withoutNull } from "./type-reader.ts";
import { bagOf, isDomain, isId, isReference, mapOf, printType, recordsOf, seqOf, setOf, tableOf } from "./types.ts";

export function expression(scope: Scope, e: SyntaxExpr, expected: Domain | null): Expr {
  const bound = narrowed(ofKind(scope, e, expected), expected);
  if (expected !== null && hasSurplus(scope, e, bound, expected)) return hole(e.at);
  if (expected !== null && standsForOther(scope, e, bound, expected)) return hole(e.at);
  if (bound.kind !== "literal" || typeof bound.value !== "number" || Number.isSafeInteger(bound.value) || scope.dead)
    return bound;
  const text = textAt(scope.context, e.at);
  report(
    scope.context,
    unsupportedExpression(e.at, {
      what: text === String(bound.value) ? text : `${text}, which is ${bound.value},`,
      help: "numbers are integers: round a division with Math.floor(a / b), Math.ceil(a / b) or Math.trunc(a / b)",
    }),
  );
  return hole(e.at);
}

/** Where a plain value is wanted TypeScript has seen to it that no record comes, whatever else may stand in the place. */
const narrowed = (e: Expr, expected: Domain | null): Expr => (expected === null || !isScalar(expected) ? e : plain(e));

/** Of a union the plain values alone. */
function plain(e: Expr): Expr {
  if (!isDomain(e.type) || e.type.kind !== "union") return e;
  const values = e.type.of.filter(isScalar);
  return values.length === 0 || values.length === e.type.of.length ? e : { ...e, type: unionOf(values) };
}

function ofKind(scope: Scope, e: SyntaxExpr, expected: Domain | null): Expr {
  switch (e.kind) {
    case "name":
      return name(scope, e, expected);
    case "literal":
      return literal(e.value, e.at);
    case "array":
      return arrayLiteral(scope, e, expected);
    case "object":
      return objectLiteral(scope, e, expected);
    case "new":
      return construction(scope, e, expected);
    case "call":
      return scope.knot.call(scope, e, expected);
    case "member":
    case "element":
      return access(scope, e, expected);
    case "chain":
      return chain(scope, e);
    case "unary":
      return unary(scope, e);
    case "typeof":
      return {
        kind: "typeof",
        of: scope.knot.expr(scope, e.of),
        at: e.at,
        type: { kind: "enum", values: ["string", "number", "boolean", "symbol", "undefined", "object", "function"] },
      };
    case "update":
      return update(scope, e);
    case "binary":
      return binary(scope, e);
    case "logical":
      return logical(scope, e, expected);
    case "assign":
      return assignment(scope, e);
    case "assignPattern":
      return scope.knot.patternAssignment(scope, e);
    case "conditional":
      return conditional(scope, e, expected);
    case "as":
      return cast(scope, e, expected);
    case "nonNull": {
      const of = scope.knot.expr(scope, e.of, expected);
      return isDomain(of.type) ? { ...of, type: withoutNull(of.type) } : of;
    }
    case "function":
      report(
        scope.context,
        unsupportedExpression(e.at, {
          what: "a function used as a value",
          help: "functions are given to quantifiers and methods only; declare others at the top level of the module",
        }),
      );
      return hole(e.at);
    case "yield":
    case "yieldAll":
      report(scope.context, notHere(e.at, { call: "yield", where: scope.where }));
      return hole(e.at);
    case "error":
      return hole(e.at);
  }
}

function name(scope: Scope, e: SyntaxExpr & { kind: "name" }, expected: Domain | null): Expr {
  switch (e.ref.kind) {
    case "local": {
      const binding = scope.bindings.get(e.ref.id);
      if (binding === undefined) {
        report(scope.context, unsupportedExpression(e.at, { what: `${e.name} here`, help: null }));
        return hole(e.at);
      }
      if (binding.kind === "slot") {
        const local = localExpr(scope, binding.slot, e.at);
        return e.plain ? plain(local) : local;
      }
      if (binding.kind === "value") return { ...binding.value, at: e.at };
      return { kind: "state", when: binding.when, at: e.at, type: { kind: "state" } };
    }
    case "global":
      if (e.name === "undefined") return undefinedExpr(e.at);
      break;
    case "declaration": {
      const value = evaluate(scope.context, e);
      if (value !== null) return staticExpr(value.value, e.at, expected);
      if (isRefused(scope.context.source, e)) return hole(e.at);
      break;
    }
    case "builtin":
    case "typeParameter":
      break;
  }
  report(
    scope.context,
    unsupportedExpression(e.at, {
      what: `${e.name} as a value`,
      help:
        e.ref.kind === "declaration"
          ? "only constants, and consts made of literals and constants, have a value here"
          : null,
    }),
  );
  return hole(e.at);
}

/** `x.f`, `x["f"]`, `x[i]`. */
export function access(scope: Scope, e: SyntaxExpr & { kind: "member" | "element" }, expected: Domain | null): Expr {
  const known = evaluate(scope.context, e);
  if (known !== null) return staticExpr(known.value, e.at, expected);
  const of = scope.knot.expr(scope, e.of);
  if (of.type.kind === "error") {
    if (e.kind === "element") scope.knot.expr(scope, e.key);
    return hole(e.at);
  }
  if (e.kind === "member") return member(scope, of, e.name, e.at);
  const key = scope.knot.expr(scope, e.key, tableOf(of.type)?.key ?? null);
  if (key.type.kind === "error") return hole(e.at);
  if (
    key.kind === "literal" &&
    typeof key.value !== "boolean" &&
    key.value !== null &&
    (recordsOf(of.type).length > 0 || of.type.kind === "state")
  )
    return member(scope, of, String(key.value), e.at);
  return element(scope, of, key, e.at);
}

export function member(scope: Scope, of: Expr, field: string, at: Span): Expr {
  if (of.type.kind === "state") {
    const domain = scope.context.state?.fields.find((f) => f.name === field)?.domain;
    return domain === undefined ? hole(at) : { kind: "field", of, name: field, at, type: domain };
  }
  if (field === "size" && (setOf(of.type) ?? mapOf(of.type) ?? bagOf(of.type)) !== null)
    return { kind: "size", of, at, type: NUMBER };
  const seq = seqOf(of.type);
  if (field === "length" && seq !== null) return { kind: "size", of, at, type: { kind: "int", lo: 0, hi: seq.max } };
  const table = tableOf(of.type);
  if (table !== null) return element(scope, of, literal(field, at), at);
  const records = recordsOf(of.type);
  const tuple = records.find((r) => r.tuple);
  if (field === "length" && tuple !== undefined) return literal(tuple.fields.length, at);
  const domains = records.flatMap((r) => r.fields.filter((f) => f.name === field).map((f) => f.domain));
  if (of.type.kind === "error") return hole(at);
  if (domains.length === 0) {
    report(
      scope.context,
      unknownMethod(at, {
        method: field,
        type: printType(of.type),
        known: records.flatMap((r) => r.fields.map((f) => f.name)),
      }),
    );
    return hole(at);
  }
  return { kind: "field", of, name: field, at, type: unionOf(domains) };
}

function element(scope: Scope, of: Expr, key: Expr, at: Span): Expr {
  if (isMixed(scope, of)) return hole(at);
  const table = tableOf(of.type);
  if (table !== null) return { kind: "index", of, key: keyFor(table.key, key), at, type: table.value };
  const seq = seqOf(of.type);
  if (seq !== null) return { kind: "index", of, key, at, type: seq.of };
  const [record] = recordsOf(of.type);
  if (record !== undefined) {
    // A constant table or a tuple read with a key that is known only while checking.
    if (record.tuple) return { kind: "index", of, key, at, type: unionOf(record.fields.map((f) => f.domain)) };
    const type: Domain = {
      kind: "table",
      key: { kind: "enum", values: record.fields.map((f) => f.name) },
      value: unionOf(record.fields.map((f) => f.domain)),
    };
    if (of.kind === "record") return { kind: "index", of: { ...of, type }, key, at, type: type.value };
  }
  report(
    scope.context,
    unsupportedExpression(at, {
      what: `an index into ${printType(of.type)}`,
      help: "index a Record, a Seq or a constant table",
    }),
  );
  return hole(at);
}

/** A JSON-like key "3" where the table has numbers. */
function keyFor(domain: Domain, key: Expr): Expr {
  if (key.kind !== "literal" || typeof key.value !== "string" || !/^-?\d+$/.test(key.value)) return key;
  const text = key.value;
  return alternatives(domain).some((d) => d.kind === "enum" && d.values.includes(text))
    ? key
    : literal(Number(text), key.at);
}

function unary(scope: Scope, e: SyntaxExpr & { kind: "unary" }): Expr {
  const known = evaluate(scope.context, e);
  if (known !== null && isLiteral(known.value)) return literal(known.value, e.at);
  const of = e.op === "!" ? scope.knot.test(scope, e.of) : scope.knot.expr(scope, e.of);
  if (of.type.kind === "error") return hole(e.at);
  if (e.op === "!")
    return of.kind === "literal" ? literal(!of.value, e.at) : { kind: "unary", op: "!", of, at: e.at, type: BOOLEAN };
  if (isId(of.type)) return refuseOrder(scope, e.op, e.at);
  if (of.kind === "literal" && typeof of.value === "number")
    return literal((e.op === "-" ? -of.value : e.op === "~" ? ~of.value : of.value) + 0, e.at);
  return { kind: "unary", op: e.op, of, at: e.at, type: NUMBER };
}

function refuseOrder(scope: Scope, op: string, at: Span): Expr {
  report(scope.context, orderOfIds(at, { op }));
  return hole(at);
}

function binary(scope: Scope, e: SyntaxExpr & { kind: "binary" }): Expr {
  const left = scope.knot.expr(scope, e.left);
  const right = scope.knot.expr(scope, e.right);
  if (left.type.kind === "error" || right.type.kind === "error") return hole(e.at);
  const equality = e.op === "===" || e.op === "!==";
  if (left.type.kind === "state" || right.type.kind === "state") {
    report(scope.context, stateAsValue((left.type.kind === "state" ? left : right).at));
    return hole(e.at);
  }
  if (left.kind === "literal" && right.kind === "literal") {
    const folded = staticBinary(e.op, left.value, right.value);
    if (
      folded !== null &&
      isLiteral(folded.value) &&
      (typeof folded.value !== "number" || Number.isSafeInteger(folded.value))
    )
      return literal(folded.value, e.at);
  }
  if (equality && sharedReference(left, right)) {
    refuseReferences(scope, e.at, e.op, [left, right]);
    return hole(e.at);
  }
  if (!equality && (isId(left.type) || isId(right.type))) return refuseOrder(scope, e.op, e.at);
  const text = [left, right].find(
    (x) =>
      // TypeScript has narrowed what may be a text or a number.
      !equality &&
      isDomain(x.type) &&
      alternatives(withoutNull(x.type)).every((d) => d.kind === "enum" && d.values.every((v) => typeof v === "string")),
  );
  if (text !== undefined) {
    report(
      scope.context,
      unsupportedExpression(e.at, {
        what: `${e.op} on strings`,
        help: "compare strings with === or !==; where an order is meant use integers",
      }),
    );
    return hole(e.at);
  }
  return {
    kind: "binary",
    op: e.op,
    left,
    right,
    at: e.at,
    type: isComparison(e.op) ? BOOLEAN : resultRange(e.op, right),
  };
}

const isComparison = (op: BinaryOp): boolean =>
  op === "===" || op === "!==" || op === "<" || op === "<=" || op === ">" || op === ">=";

/** `x % 4` is small whatever x is; everything else is an integer without bounds until it is stored. */
function resultRange(op: BinaryOp, right: Expr): Domain {
  if (op === "%" && right.kind === "literal" && typeof right.value === "number" && right.value > 0)
    return { kind: "int", lo: 1 - right.value, hi: right.value - 1 };
  return NUMBER;
}

export function refuseReferences(scope: Scope, at: Span, op: string, sides: readonly [Expr, Expr]): void {
  const [left, right] = sides.map((x) => textAt(scope.context, x.at));
  const same = `${op === "!==" ? "!" : ""}same(${left}, ${right})`;
  report(scope.context, comparedByReference(at, { op, type: `${left} and ${right}`, same }));
}

/** Both sides may be objects: then === would compare their identity. */
export const sharedReference = (a: Expr, b: Expr): boolean => isReference(a.type) && isReference(b.type);

function cast(scope: Scope, e: SyntaxExpr & { kind: "as" }, expected: Domain | null): Expr {
  if (e.type?.kind === "keyword" && (e.type.name === "any" || e.type.name === "unknown" || e.type.name === "never")) {
    report(
      scope.context,
      unsupportedExpression(e.type.at, {
        what: `a cast to ${e.type.name}`,
        help: "types are the domains here: leave the cast out and cure what TypeScript then says",
      }),
    );
    return hole(e.at);
  }
  const type = e.type === null ? null : domainIfAny(scope.context, e.type, scope.typeArgs);
  if (e.type === null && e.of.kind === "array" && expected === null) return constantList(scope, e.of);
  const of = scope.knot.expr(scope, e.of, type ?? expected);
  if (type === null || !isDomain(of.type)) return of;
  // Of an array TypeScript believes `as [A, B]`; how many elements it has is not known.
  if (of.type.kind === "seq" && alternatives(type).every((d) => d.kind === "record" && d.tuple)) {
    const help = "write its parts one by one: `[a, b]`";
    report(scope.context, unsupportedExpression(e.at, { what: `a sequence as ${printType(type)}`, help }));
    return hole(e.at);
  }
  // A cast never changes a value; it may say which one it is where that is shorter (a finite type for a number) or may become (`null as Head | null`).
  const none = of.kind === "undefined" || (of.kind === "literal" && of.value === null);
  return none || (isScalar(type) && isScalar(of.type) && type.kind !== "number") ? { ...of, type } : of;
}

/** `[a, b] as const` is a tuple, each part of its own type. */
function constantList(scope: Scope, e: SyntaxExpr & { kind: "array" }): Expr {
  if (e.elements.length === 0 || e.elements.some((x) => x.spread)) return scope.knot.expr(scope, e);
  const elements = e.elements.map((x) => scope.knot.expr(scope, x.value));
  const fields = elements.flatMap(({ type }, i) => (isDomain(type) ? [{ name: String(i), domain: type }] : []));
  if (fields.length < elements.length) return hole(e.at);
  return { kind: "tuple", elements, at: e.at, type: { kind: "record", tuple: true, fields } };
}

/** A condition: literal booleans stay literal, other types by JavaScript's truthiness. */
export function test(scope: Scope, e: SyntaxExpr): Expr {
  const value = scope.knot.expr(scope, e);
  if (value.type.kind === "error") return value;
  if (value.type.kind === "state") {
    report(scope.context, stateAsValue(e.at));
    return hole(e.at);
  }
  if (value.kind === "literal") return literal(Boolean(value.value), e.at);
  if (value.kind === "undefined") return literal(false, e.at);
  if (isBoolean(value)) return value;
  return {
    kind: "unary",
    op: "!",
    of: { kind: "unary", op: "!", of: value, at: e.at, type: BOOLEAN },
    at: e.at,
    type: BOOLEAN,
  };
}
