/**
 * Calls that stand for loops: `xs.forEach((x, i) => …)`, and `q.push(...more)`.
 * In: an expression statement. Out: `Stmt`s; null where the expression is something else.
 * Not here: `for … of` itself (`for-of.ts`).
 */
import { argumentCount, unsupportedExpression } from "../../ir/codes/bind.ts";
import { BOOLEAN, NUMBER } from "../../ir/domain.ts";
import type { Expr, Stmt } from "../../ir/expr.ts";
import type { SyntaxExpr, SyntaxFunction, SyntaxPattern, SyntaxStmt } from "../../ir/syntax.ts";
import { isStmt, walk } from "../../ir/walk.ts";
import { report, textAt } from "./context.ts";
import { loopOver } from "./for-of.ts";
import { givenFunction } from "./given-functions.ts";
import type { Iteration } from "./iterables.ts";
import { literal } from "./literals.ts";
import { asSequence } from "./places.ts";
import { localExpr, newLocal, newSlot, type Scope } from "./scope.ts";
import { bagOf, mapOf, seqOf, setOf } from "./types.ts";

type Block = Stmt & { readonly kind: "block" };

/** The name that no author can write of the place behind one turn. */
const TURN = "turn of forEach";

export const isForEach = (e: SyntaxExpr): boolean =>
  e.kind === "call" && e.callee.kind === "member" && e.callee.name === "forEach" && !e.optional && !e.callee.optional;

export function forEach(scope: Scope, e: SyntaxExpr): readonly Stmt[] | null {
  if (!isForEach(e) || e.kind !== "call" || e.callee.kind !== "member") return null;
  const of = scope.knot.expr(scope, e.callee.of);
  if (of.type.kind === "error") return [];
  const isCollection = [seqOf, setOf, mapOf, bagOf].some((f) => f(of.type) !== null) || asSequence(of) !== null;
  if (!isCollection) {
    const what = `.forEach of ${textAt(scope.context, e.callee.of.at)}`;
    report(scope.context, unsupportedExpression(e.at, { what, help: "sequences, sets, maps and bags have it" }));
    return [];
  }
  const f = givenFunction(scope, e.args[0]?.value);
  const most = bagOf(of.type) === null ? 2 : 1;
  if (f === null || e.args.length !== 1 || f.params.length > most || f.generator) {
    const wants = f === null ? "a function: `.forEach((x) => …)`" : `a function of at most ${most} values`;
    report(scope.context, argumentCount(e.at, { what: ".forEach", wants }));
    return [];
  }
  const { given, pattern } = handed(of, f);
  const turn = inOneTurn(f);
  const loop = loopOver(scope, given, {
    ...{ label: null, pattern, constant: false, at: e.at },
    ofAt: e.callee.of.at,
    body: (inner) => ({ kind: "block", body: scope.knot.stmt(inner, turn), at: turn.at }),
  });
  return seqOf(of.type) === null ? loop : upToLength(scope, loop);
}

/** What the function's parameters are given, as a pattern of what the loop gives. */
function handed(of: Expr, f: SyntaxFunction): { given: Iteration; pattern: SyntaxPattern | null } {
  const [first, second] = f.params;
  const isMap = mapOf(of.type) !== null;
  if (second === undefined || first === undefined)
    return { given: { of, what: isMap ? "values" : "elements" }, pattern: first?.pattern ?? null };
  // A map gives the value first, a sequence the element before its position.
  const element = (p: SyntaxPattern): { to: SyntaxPattern; default: null } => ({ to: p, default: null });
  const elements = [element(second.pattern), element(first.pattern)];
  return { given: { of, what: "entries" }, pattern: { kind: "array", elements, rest: null, at: first.at } };
}

/** The function's body, in which `return` leaves the turn. */
function inOneTurn(f: SyntaxFunction): SyntaxStmt {
  const { body } = f;
  if (body.kind !== "block") return { kind: "expr", value: body, at: body.at };
  let returns = false;
  const inside = (s: SyntaxStmt): SyntaxStmt => {
    switch (s.kind) {
      case "return": {
        returns = true;
        const leave: SyntaxStmt = { kind: "break", label: TURN, at: s.at };
        if (s.value === null) return leave;
        return { kind: "block", body: [{ kind: "expr", value: s.value, at: s.at }, leave], at: s.at };
      }
      case "block":
        return { ...s, body: s.body.map(inside) };
      case "if":
        return { ...s, then: inside(s.then), else: s.else === null ? null : inside(s.else) };
      case "switch":
        return { ...s, clauses: s.clauses.map((c) => ({ ...c, body: c.body.map(inside) })) };
      case "while":
      case "doWhile":
      case "for":
      case "forOf":
      case "labeled":
        return { ...s, body: inside(s.body) };
      default:
        return s;
    }
  };
  const code = inside(body);
  return returns ? { kind: "labeled", label: TURN, body: code, at: f.at } : code;
}

const GROWING: readonly string[] = ["push", "unshift", "splice"];

/** A sequence that the body may make longer is gone through as far as it was long. */
function upToLength(scope: Scope, code: readonly Stmt[]): readonly Stmt[] {
  const loop = code.at(-1);
  if (loop?.kind !== "forOf") return code;
  let grows = false;
  walk(loop.body, (n) => {
    if (!isStmt(n) && (n.kind === "call" || (n.kind === "seqMethod" && GROWING.includes(n.op)))) grows = true;
  });
  if (!grows || loop.of.kind === "seq" || loop.of.kind === "each") return code;
  const { at } = loop;
  const length = localExpr(scope, newSlot(scope, "length", NUMBER, at), at);
  const left: Stmt = { kind: "break", target: loop.id, at };
  const test: Expr = { kind: "binary", op: "<=", left: length, right: literal(0, at), at, type: BOOLEAN };
  const less: Expr = { kind: "update", op: "--", prefix: true, target: length, at, type: NUMBER };
  const guard: Block = {
    kind: "block",
    body: [
      { kind: "if", test, then: { kind: "block", body: [left], at }, else: null, at },
      { kind: "expr", value: less, at },
    ],
    at,
  };
  return [
    ...code.slice(0, -1),
    { kind: "let", slot: length.slot, value: { kind: "size", of: loop.of, at, type: NUMBER }, at },
    { ...loop, body: { kind: "block", body: [guard, loop.body], at } },
  ];
}

/** `q.push(a, ...more)`: one after the other. */
export function pushes(scope: Scope, e: SyntaxExpr): readonly Stmt[] | null {
  if (e.kind !== "call" || e.callee.kind !== "member" || e.callee.name !== "push") return null;
  if (e.optional || e.callee.optional || !e.args.some((a) => a.spread) || !isNamed(e.callee.of)) return null;
  const one = (value: SyntaxExpr): SyntaxExpr => ({ ...e, args: [{ spread: false, value }] });
  return e.args.flatMap(({ spread, value }): readonly Stmt[] => {
    const { at } = value;
    if (!spread) return scope.knot.stmt(scope, { kind: "expr", value: one(value), at });
    const local = newLocal(scope);
    const name: SyntaxExpr = { kind: "name", name: "more", ref: { kind: "local", id: local }, at };
    return scope.knot.stmt(scope, {
      kind: "forOf",
      constant: true,
      pattern: { kind: "name", name: "more", local, at },
      of: { kind: "array", elements: [{ spread: true, value }], at },
      body: { kind: "expr", value: one(name), at },
      at,
    });
  });
}

/** Named without doing anything, so that it may be named again. */
const isNamed = (e: SyntaxExpr): boolean =>
  e.kind === "name" ||
  e.kind === "literal" ||
  (e.kind === "member" && isNamed(e.of)) ||
  (e.kind === "nonNull" && isNamed(e.of)) ||
  (e.kind === "element" && isNamed(e.of) && isNamed(e.key));
