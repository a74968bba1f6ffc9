/**
 * Bodies, compiled once: ties expressions, statements, lambdas and functions together.
 * In: `Body`s and functions of a model. Out: `createBodies`, whose `compile` gives a body ready to run.
 * Not here: each kind of expression and statement (`expressions.ts`, `statements.ts`).
 */
import type { Expr, Lambda, Stmt } from "../../ir/expr.ts";
import type { Body, Fn } from "../../ir/model.ts";
import type { Cell } from "./cell.ts";
import { BLOCK, type Code, type Compiled, type Knot, RETURN, type Scope } from "./code.ts";
import { expression } from "./expressions.ts";
import { BLOCKED, type Machine } from "./machine.ts";
import { statement } from "./statements.ts";

/** Who wants to be told each value that an expression comes to; null where nobody does. Asked once, when it is compiled. */
export type Watch = (e: Expr) => ((value: Cell) => void) | null;

export interface Bodies {
  compile(name: string, body: Body): Compiled;
}

export function createBodies(machine: Machine, functions: readonly Fn[], watch: Watch | null = null): Bodies {
  const callees = new Map<number, Compiled>();
  const compile = (name: string, body: Body): Compiled => {
    const scope: Scope = { machine, locals: body.locals, functions, knot };
    return { name, size: body.locals.length, run: statement(scope, body.code) };
  };
  const knot: Knot = {
    expr: watch === null ? expression : watched(watch),
    stmt: statement,
    lambda,
    callee(index) {
      const known = callees.get(index);
      if (known !== undefined) return known;
      const fn = functions[index];
      if (fn === undefined) throw new Error(`no function ${index}`);
      // Known before it is compiled: a function may call itself.
      const made: Compiled = { name: fn.name, size: fn.body.locals.length, run: () => RETURN };
      callees.set(index, made);
      made.run = compile(fn.name, fn.body).run;
      return made;
    },
  };
  return { compile };
}

const watched =
  (watch: Watch): Knot["expr"] =>
  (scope, e) => {
    const code = expression(scope, e);
    const tell = watch(e);
    if (tell === null) return code;
    return (f) => {
      const value = code(f);
      tell(value);
      return value;
    };
  };

function lambda(scope: Scope, l: Lambda): Code {
  const result = onlyResult(l.body);
  if (result !== null) return scope.knot.expr(scope, result);
  const run = scope.knot.stmt(scope, l.body);
  const { machine } = scope;
  return (f) => {
    const ended = run(f);
    if (ended === BLOCK) throw BLOCKED;
    return ended === RETURN ? machine.returned : undefined;
  };
}

/** The value of `x => value`. */
function onlyResult(s: Stmt): (Stmt & { kind: "return" })["value"] {
  if (s.kind === "return") return s.value;
  const [only, ...more] = s.kind === "block" ? s.body : [];
  return only === undefined || more.length > 0 ? null : onlyResult(only);
}
