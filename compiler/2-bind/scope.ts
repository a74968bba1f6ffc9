/**
 * What is known inside one body: its slots, what each local name stands for, what may happen here; and the knot by which
 * the files of this folder call one another without importing in circles.
 * In: a context. Out: `Scope`, `Knot`.
 * Not here: the knot's implementation (`body.ts`).
 */
import type { Domain } from "../../ir/domain.ts";
import type { Expr, Lambda, Stmt, Type, When } from "../../ir/expr.ts";
import type { Local } from "../../ir/model.ts";
import type { Span } from "../../ir/span.ts";
import type { SyntaxExpr, SyntaxFunction, SyntaxPattern, SyntaxStmt } from "../../ir/syntax.ts";
import type { Call } from "./builders.ts";
import type { Context, Effects } from "./context.ts";
import type { TypeArgs } from "./type-reader.ts";

/** What a local name stands for. */
export type Binding =
  | { readonly kind: "slot"; readonly slot: number; readonly constant: boolean }
  | { readonly kind: "state"; readonly when: When }
  /** A const whose value is known: replaced where it is used. */
  | { readonly kind: "value"; readonly value: Expr };

export type Where =
  | "an action"
  | "a process"
  | "a procedure"
  | "the initial state"
  | "a property"
  | "a function"
  | "this option";

export interface Scope {
  readonly context: Context;
  readonly knot: Knot;
  readonly where: Where;
  readonly locals: Local[];
  readonly bindings: Map<number, Binding>;
  readonly typeArgs: TypeArgs;
  readonly effects: Effects;
  /** Slots that hold a new object nobody else refers to, with the loop in which it was made. */
  readonly fresh: Map<number, number>;
  /** Where an object in a fresh slot has been stored already. */
  readonly stored: Map<number, Span>;
  /** Slots that hold a copy of a member of a set or bag, or of a key of a map: a write into it would be lost. */
  readonly copies: Set<number>;
  /** Slots declared as `never`: `return none` asks TypeScript whether every case was handled. */
  readonly nevers: Set<number>;
  /** Slots that hold a new sequence of which nobody wrote how long it may grow. */
  readonly unbounded: Set<number>;
  /** Slots whose object is stored or given back on some way through the body. */
  readonly kept: Set<number>;
  /** Parameters of a helper function that refer to what stands somewhere already: storing them is the caller's mistake. */
  readonly borrowed: ReadonlySet<number>;
  /** Type that `return` should have; null where it is inferred from `results`. */
  readonly returns: Type | null;
  readonly results: { type: Type; fresh: boolean }[];
  /** Jump targets, innermost last. `label` null for unlabelled. */
  readonly jumps: readonly Jump[];
  readonly counter: { next: number };
  /** Number of the innermost loop or function given to a method; `OUTSIDE` where there is none. */
  readonly loop: number;
  /** Inside the function given to a quantifier or method: writes, blocking and asserting are refused. */
  readonly lambda: string | null;
  /** First slot of the innermost function given to a quantifier or method; 0 outside. */
  readonly lambdaFrom: number;
  /** Within a function that is handed to something, whatever it may do there. */
  readonly isLambda: boolean;
  /** First write to the state since the step began, in the order of the text. */
  readonly step: { write: Span | null };
  /** In a branch that the constants make dead: bound for its diagnostics only. */
  readonly dead: boolean;
  /** What is spread into an object literal just now: of its parts only the names matter. */
  readonly spread?: SyntaxExpr;
}

/** The loop of what is in none. */
export const OUTSIDE = -1;

export interface Jump {
  readonly id: number;
  readonly label: string | null;
  /** True where `continue` may aim at it. */
  readonly loop: boolean;
  /** True where an unlabelled `break` may aim at it. */
  readonly breaks: boolean;
}

export interface Knot {
  expr(scope: Scope, e: SyntaxExpr, expected?: Domain | null): Expr;
  /** As a condition: boolean, by JavaScript's truthiness. */
  test(scope: Scope, e: SyntaxExpr): Expr;
  stmt(scope: Scope, s: SyntaxStmt): readonly Stmt[];
  lambda(
    scope: Scope,
    f: SyntaxFunction,
    params: readonly Type[],
    what: string,
    expected?: Domain | null,
    /** The values it is given are copies of members of a set. */
    members?: boolean,
  ): { lambda: Lambda; returns: Type };
  call(scope: Scope, e: Call, expected: Domain | null): Expr;
  /** Statements that bind a pattern to a value. */
  pattern(scope: Scope, p: SyntaxPattern, value: Expr, constant: boolean): readonly Stmt[];
  /** Expressions that write a destructured value to places, in order. */
  patternAssignment(scope: Scope, e: SyntaxExpr & { kind: "assignPattern" }): Expr;
}

export function newSlot(scope: Scope, name: string, type: Type, at: Span): number {
  scope.locals.push({ name, type, at });
  return scope.locals.length - 1;
}

/** A number for a local that no source has: such locals count downwards. */
export const newLocal = (scope: Scope): number => -1 - scope.counter.next++;

export const localExpr = (scope: Scope, slot: number, at: Span): Expr & { readonly kind: "local" } => ({
  kind: "local",
  slot,
  at,
  type: scope.locals[slot]?.type ?? { kind: "error" },
});

export const hole = (at: Span): Expr => ({ kind: "error", at, type: { kind: "error" } });

/** A scope at the beginning of a body: nothing is bound yet. */
export function newScope(
  parts: Pick<Scope, "context" | "knot" | "where" | "typeArgs" | "effects" | "borrowed" | "returns" | "dead">,
): Scope {
  return {
    ...parts,
    locals: [],
    bindings: new Map(),
    fresh: new Map(),
    stored: new Map(),
    copies: new Set(),
    unbounded: new Set(),
    nevers: new Set(),
    kept: new Set(),
    results: [],
    jumps: [],
    counter: { next: 0 },
    loop: OUTSIDE,
    lambda: null,
    lambdaFrom: 0,
    isLambda: false,
    step: { write: null },
  };
}

/** A scope inside a new jump target. */
export function within(
  scope: Scope,
  label: string | null,
  kind: "loop" | "switch" | "block",
): { inner: Scope; id: number } {
  const id = scope.counter.next++;
  const target: Jump = { id, label, loop: kind === "loop", breaks: kind !== "block" };
  return {
    inner: {
      ...scope,
      jumps: [...scope.jumps, target],
      loop: kind === "loop" ? id : scope.loop,
    },
    id,
  };
}
