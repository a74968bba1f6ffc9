/**
 * What bodies are compiled to, and what their compilers share.
 * In: the machine. Out: `Code`, `Run`, `Scope`, the knot that ties expressions and statements.
 * Not here: the compilers themselves (`expressions.ts`, `statements.ts`).
 */
import type { Expr, Lambda, Stmt } from "../../ir/expr.ts";
import type { Fn, Local } from "../../ir/model.ts";
import type { Cell } from "./cell.ts";
import type { Machine } from "./machine.ts";

/** The slots of a running body. */
export type Frame = Cell[];

export type Code = (f: Frame) => Cell;

/** How a statement ended: one of the numbers below, or a jump. */
export type Completion = number;
export type Run = (f: Frame) => Completion;

export const NORMAL = 0;
/** The value is in `Machine.returned`. */
export const RETURN = -1;
export const BLOCK = -2;
export const breakTo = (id: number): Completion => 2 * id + 1;
export const continueTo = (id: number): Completion => 2 * id + 2;

export interface Compiled {
  readonly name: string;
  readonly size: number;
  run: Run;
}

export interface Scope {
  readonly machine: Machine;
  readonly locals: readonly Local[];
  /** Of the model. */
  readonly functions: readonly Fn[];
  readonly knot: Knot;
}

/** Expressions contain statements (lambdas) and statements expressions; functions contain each other. */
export interface Knot {
  expr(scope: Scope, e: Expr): Code;
  stmt(scope: Scope, s: Stmt): Run;
  /** Gives the result of the lambda; its parameters' slots have been set. */
  lambda(scope: Scope, l: Lambda): Code;
  /** By index into `SpecModel.functions`. */
  callee(index: number): Compiled;
}
