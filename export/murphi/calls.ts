/**
 * Functions of the spec and lambdas, put in place of their calls.
 * In: calls, lambdas. Out: `called`, `lambdaValue`, `soleResult`.
 * Not here: statements (`statements.ts`).
 */
import { isScalar, unionOf } from "../../ir/domain.ts";
import type { Expr, Lambda, Stmt } from "../../ir/expr.ts";
import type { Fn } from "../../ir/model.ts";
import { isDomain } from "../../ir/type.ts";
import { walkOwn } from "../../ir/walk.ts";
import { doesNotFit } from "../does-not-fit.ts";
import { frozen, mayBeMissing, object, placeOf } from "./places.ts";
import { declare, definedOnce, emit, type Routine, type Term, variable } from "./routine.ts";
import { domainOf } from "./terms.ts";

/** The expression that a lambda or function is, where it is nothing but `return` of one. */
export function soleResult(code: Lambda | Stmt): Expr | null {
  const s = "body" in code && "params" in code ? code.body : (code as Stmt);
  if (s.kind === "return") return s.value;
  return s.kind === "block" && s.body.length === 1 ? soleResult(s.body[0] as Stmt) : null;
}

/** `use` gets the result of a lambda whose parameters are in their slots. */
export function lambdaValue(r: Routine, lambda: Lambda, use: (r: Routine, value: Expr) => void): void {
  const result = soleResult(lambda);
  if (result !== null) return use(r, result);
  const given = resultsOf(lambda.body);
  const [one] = given;
  if (one === undefined) return doesNotFit("a function without a result within an expression", lambda.at);
  const type = unionOf(given.map(domainOf));
  const made = variable(r, "result", type);
  inlined(r, lambda.body, made);
  const slot = -1000 - r.slots.size;
  r.slots.set(slot, made);
  use(r, { kind: "local", slot, at: lambda.at, type });
}

/** The routine as the function's body sees it, its parameters in their slots. */
function within(r: Routine, e: Expr & { kind: "call" }, f: Fn): Routine {
  const slots = new Map<number, Term>();
  const isExpression = soleResult(f.body.code) !== null;
  e.args.forEach((arg, i) => {
    if (isDomain(arg.type) || arg.type.kind === "state")
      slots.set(i, argument(r, arg, f.body.locals[i]?.name ?? "x", isExpression));
  });
  const once = definedOnce(f.body.code);
  return { ...r, slots, locals: f.body.locals, once, calls: [...r.calls, e.function], jumps: new Map() };
}

/** The result of a call; null where it has none. */
export function called(r: Routine, e: Expr & { kind: "call" }): Term | null {
  const f = r.world.model.functions[e.function] ?? doesNotFit("a function that is not there", e.at);
  if (r.calls.includes(e.function)) return doesNotFit(`${f.name} calls itself`, e.at);
  const result = soleResult(f.body.code);
  const inner = within(r, e, f);
  if (result !== null && (!isDomain(f.returns) || isScalar(f.returns))) return r.world.knot.valueOf(inner, result);
  const to = isDomain(f.returns) ? variable(r, "result", f.returns) : null;
  if (result !== null && to !== null) {
    r.world.knot.store(inner, to, result);
    return to;
  }
  const isShared =
    to !== null && !isScalar(to.domain) && resultsOf(f.body.code).some((x) => x.kind === "field" || x.kind === "index");
  if (isShared) return doesNotFit(`${f.name} gives a reference, and which one depends`, e.at);
  inlined(inner, f.body.code, to);
  return to;
}

/** A function that is nothing but a place: the place itself. */
export function calledPlace(r: Routine, e: Expr & { kind: "call" }): Term | null {
  const f = r.world.model.functions[e.function];
  const result = f === undefined ? null : soleResult(f.body.code);
  if (f === undefined || (result?.kind !== "field" && result?.kind !== "index" && result?.kind !== "local"))
    return null;
  if (!isDomain(f.returns) || isScalar(f.returns)) return null;
  return placeOf(within(r, e, f), result);
}

/** Statements in place, whose `return` puts its value to `to`. */
export function inlined(r: Routine, code: Stmt, to: Term | null): void {
  const statements = code.kind === "block" ? code.body : [code];
  const isOnce = statements.every((s, i) => !returns(s) || (s.kind === "return" && i === statements.length - 1));
  const flag = isOnce ? null : declare(r, "returned", "boolean");
  if (flag !== null) emit(r, `${flag} := false;`);
  r.world.knot.statement({ ...r, leave: { kind: "inline", result: to, flag } }, code);
}

export function returns(s: Stmt): boolean {
  let found = false;
  walkOwn(s, (x) => {
    if (x.kind === "return") found = true;
  });
  return found;
}

function resultsOf(code: Stmt): readonly Expr[] {
  const found: Expr[] = [];
  walkOwn(code, (x) => {
    if (x.kind === "return" && x.value !== null) found.push(x.value);
  });
  return found;
}

/** A parameter: an object where it stands, a plain value in a variable of its own, unless nothing can change meanwhile. */
function argument(r: Routine, e: Expr, name: string, isExpression: boolean): Term {
  if (e.type.kind === "state") return placeOf(r, e) ?? doesNotFit("the state here", e.at);
  if (isDomain(e.type) && !isScalar(e.type)) {
    if (mayBeMissing(e)) return object(r, e);
    const place = placeOf(r, isExpression ? e : frozen(r, e));
    return place ?? object(r, e);
  }
  const value = r.world.knot.valueOf(r, e);
  if (isExpression || e.kind === "literal" || (e.kind === "local" && r.once.has(e.slot))) return value;
  const made = variable(r, name, value.domain);
  emit(r, `${made.text} := ${value.text};`);
  return made;
}
