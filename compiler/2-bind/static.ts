/**
 * Evaluation before checking: what constants, consts made of them, and `as const` tables come to.
 * In: syntax, values of constants. Out: `evaluate`, giving a static value or null where something is not static.
 * Not here: expressions over the state (`expressions.ts`).
 */
import type { Literal } from "../../ir/domain.ts";
import type { SyntaxExpr } from "../../ir/syntax.ts";
import type { Context } from "./context.ts";

export type StaticValue = Literal | undefined | readonly StaticValue[] | { readonly [key: string]: StaticValue };
/** Boxed, as `undefined` and null are values. */
export interface Static {
  readonly value: StaticValue;
}

export const isLiteral = (v: StaticValue): v is Literal => v === null || (typeof v !== "object" && v !== undefined);
export const isList = (v: StaticValue): v is readonly StaticValue[] => Array.isArray(v);
export const isTable = (v: StaticValue): v is { readonly [key: string]: StaticValue } =>
  typeof v === "object" && v !== null && !Array.isArray(v);

type Constants = Pick<Context, "source" | "constants">;

/** The value of an expression made of literals, constants, tables and arithmetic; null where it is not static. Recursion through declarations ends at `depth`. */
export function evaluate(context: Constants, e: SyntaxExpr, depth = 0): Static | null {
  if (depth > 200) return null;
  const inner = (x: SyntaxExpr): Static | null => evaluate(context, x, depth + 1);
  switch (e.kind) {
    case "literal":
      return { value: e.value };
    case "name":
      if (e.ref.kind === "global") return e.name === "undefined" ? { value: undefined } : null;
      return e.ref.kind === "declaration" ? declared(context, e.ref.id, depth) : null;
    case "as":
    case "nonNull":
      return inner(e.of);
    case "unary": {
      const of = inner(e.of);
      return of === null ? null : unary(e.op, of.value);
    }
    case "binary": {
      const left = inner(e.left);
      const right = inner(e.right);
      return left === null || right === null ? null : binary(e.op, left.value, right.value);
    }
    case "logical": {
      const left = inner(e.left);
      if (left === null) return null;
      const stops =
        e.op === "&&"
          ? !left.value
          : e.op === "||"
            ? Boolean(left.value)
            : left.value !== null && left.value !== undefined;
      return stops ? left : inner(e.right);
    }
    case "conditional": {
      const test = inner(e.test);
      return test === null ? null : inner(test.value ? e.then : e.else);
    }
    case "array": {
      const out: StaticValue[] = [];
      for (const element of e.elements) {
        const v = inner(element.value);
        if (v === null) return null;
        if (!element.spread) out.push(v.value);
        else if (isList(v.value)) out.push(...v.value);
        else return null;
      }
      return { value: out };
    }
    case "object": {
      const out: Record<string, StaticValue> = {};
      for (const member of e.members) {
        const v = inner(member.value);
        if (v === null) return null;
        if (member.kind === "property") out[member.name] = v.value;
        else if (isTable(v.value)) Object.assign(out, v.value);
        else return null;
      }
      return { value: out };
    }
    case "member": {
      const of = inner(e.of);
      if (of === null) return null;
      if (isList(of.value)) return e.name === "length" ? { value: of.value.length } : null;
      return isTable(of.value) && Object.hasOwn(of.value, e.name) ? { value: of.value[e.name] } : null;
    }
    case "element": {
      const of = inner(e.of);
      const key = inner(e.key);
      if (of === null || key === null) return null;
      if (isList(of.value) && typeof key.value === "number" && key.value in of.value)
        return { value: of.value[key.value] };
      return isTable(of.value) &&
        (typeof key.value === "string" || typeof key.value === "number") &&
        Object.hasOwn(of.value, key.value)
        ? { value: of.value[key.value] }
        : null;
    }
    case "call":
      return mathCall(context, e, depth);
    case "new":
    case "function":
    case "chain":
    case "typeof":
    case "update":
    case "assign":
    case "assignPattern":
    case "yield":
    case "yieldAll":
    case "error":
      return null;
  }
}

function declared(context: Constants, id: number, depth: number): Static | null {
  const constant = context.constants.get(id);
  if (constant !== undefined) return { value: constant };
  const declaration = context.source.declarations[id];
  if (declaration === undefined || declaration.kind !== "const") return null;
  return evaluate(context, declaration.init, depth + 1);
}

function unary(op: "-" | "+" | "!" | "~", v: StaticValue): Static | null {
  if (op === "!") return { value: !v };
  if (typeof v !== "number") return null;
  return integer(op === "-" ? -v : op === "~" ? ~v : v);
}

/** Intermediate results may be fractions (`Math.ceil(BLOCKS / RATIO)`); users of a static value check that it is an integer. */
const integer = (n: number): Static | null => (Number.isNaN(n) ? null : { value: n + 0 });

export function binary(op: string, a: StaticValue, b: StaticValue): Static | null {
  if (op === "===" || op === "!==") {
    if (typeof a === "object" && a !== null && typeof b === "object" && b !== null) return null;
    return { value: (a === b) === (op === "===") };
  }
  if (typeof a === "string" && typeof b === "string" && op === "+") return { value: a + b };
  if (typeof a !== "number" || typeof b !== "number") return null;
  switch (op) {
    case "+":
      return integer(a + b);
    case "-":
      return integer(a - b);
    case "*":
      return integer(a * b);
    case "/":
      return integer(a / b);
    case "%":
      return integer(a % b);
    case "**":
      return integer(a ** b);
    case "&":
      return integer(a & b);
    case "|":
      return integer(a | b);
    case "^":
      return integer(a ^ b);
    case "<<":
      return integer(a << b);
    case ">>":
      return integer(a >> b);
    case ">>>":
      return integer(a >>> b);
    case "<":
      return { value: a < b };
    case "<=":
      return { value: a <= b };
    case ">":
      return { value: a > b };
    case ">=":
      return { value: a >= b };
    default:
      return null;
  }
}

function mathCall(context: Constants, e: SyntaxExpr & { kind: "call" }, depth: number): Static | null {
  const callee = e.callee;
  if (
    callee.kind !== "member" ||
    callee.of.kind !== "name" ||
    callee.of.ref.kind !== "global" ||
    callee.of.name !== "Math"
  )
    return null;
  const args: number[] = [];
  for (const arg of e.args) {
    const v = evaluate(context, arg.value, depth + 1);
    if (v === null) return null;
    const given = arg.spread && isList(v.value) ? v.value : [v.value];
    for (const n of given) {
      if (typeof n !== "number") return null;
      args.push(n);
    }
  }
  const [first] = args;
  switch (callee.name) {
    case "min":
      return integer(Math.min(...args));
    case "max":
      return integer(Math.max(...args));
    case "abs":
      return first === undefined ? null : integer(Math.abs(first));
    case "floor":
      return first === undefined ? null : integer(Math.floor(first));
    case "ceil":
      return first === undefined ? null : integer(Math.ceil(first));
    case "trunc":
      return first === undefined ? null : integer(Math.trunc(first));
    case "sign":
      return first === undefined ? null : integer(Math.sign(first));
    case "pow":
      return args[1] === undefined || first === undefined ? null : integer(first ** args[1]);
    default:
      return null;
  }
}
