/**
 * What the compilers of expressions and statements share while one function is made.
 * In: emission, objects. Out: `Scope`, its temporaries and jumps, the knot that ties expressions and statements, failures.
 * Not here: the compilers themselves (`expressions.ts`, `statements.ts`).
 */
import type { Domain } from "../../../../ir/domain.ts";
import type { Expr, Lambda, Stmt, Type } from "../../../../ir/expr.ts";
import type { Emission } from "../../emission.ts";
import { br, type Code, get, i32c, type Label, ret, set } from "../../wasm/code.ts";
import type { Func, Local } from "../../wasm/module.ts";
import type { ValType } from "../../wasm/opcodes.ts";
import { FAILED, RANGE_FAILURE } from "../machine.ts";
import type { Objects } from "../objects.ts";

/** Of the whole module. */
export interface Shared {
  readonly emission: Emission;
  readonly objects: Objects;
  /** Functions that are made when they are first needed; made before their body is, so that they may call themselves. */
  runtime(name: string, params: readonly ValType[], result: ValType | null, body: (f: Func) => readonly Code[]): Func;
  /** By index into `SpecModel.functions`. */
  callee(index: number): Func;
  /** By index into `SpecModel.actions`: whether it could be taken (`../probe.ts`). */
  tried(action: number): Func;
}

export interface Jump {
  readonly leave: Label;
  /** Of loops. */
  readonly next: Label | null;
}

/** Temporaries: free ones are used again, but only once the statement that took them is complete. */
export interface Temps {
  take(type: ValType): Local;
  /** Runs `make`, then frees what it took; inside an expression nothing is freed, as its other operands may still use it. */
  statement<T>(make: () => T): T;
  expression<T>(make: () => T): T;
}

export interface Scope {
  readonly shared: Shared;
  readonly func: Func;
  readonly knot: Knot;
  /** By slot, i64. */
  readonly slots: readonly Local[];
  /** By slot: its static type. */
  readonly types: readonly Type[];
  /** By slot: the domain that its value is certainly in, null where only its static type is known. */
  readonly certain: readonly (Domain | null)[];
  readonly temps: Temps;
  /** By id of the loop, switch or label. */
  readonly jumps: ReadonlyMap<number, Jump>;
  /** Where `return` goes inside a lambda; null in the function itself. */
  readonly lambda: { readonly end: Label; readonly into: Local } | null;
}

/** Expressions contain statements (lambdas) and statements expressions. */
export interface Knot {
  /** i64: the value. */
  cell(s: Scope, e: Expr): Code;
  /** i32: its truth, 0 or 1. */
  test(s: Scope, e: Expr): Code;
  /** For its effects only. */
  run(s: Scope, e: Expr): readonly Code[];
  stmt(s: Scope, x: Stmt): readonly Code[];
  /** Its result; the slots of its parameters have been set. */
  lambdaCell(s: Scope, l: Lambda): Code;
  lambdaTest(s: Scope, l: Lambda): Code;
}

export function createTemps(func: Func): Temps {
  const free = new Map<ValType, Local[]>();
  let taken: Local[] = [];
  let inExpression = 0;
  return {
    take(type) {
      const made = free.get(type)?.pop() ?? func.local("t", type);
      taken.push(made);
      return made;
    },
    statement(make) {
      const outer = taken;
      taken = [];
      const made = make();
      if (inExpression > 0) outer.push(...taken);
      else for (const t of taken) free.set(t.type, [...(free.get(t.type) ?? []), t]);
      taken = outer;
      return made;
    },
    expression(make) {
      inExpression++;
      const made = make();
      inExpression--;
      return made;
    },
  };
}

/** The slot's local. */
export function slotOf(s: Scope, slot: number): Local {
  const found = s.slots[slot];
  if (found === undefined) throw new Error(`${s.func.name} has no slot ${slot}`);
  return found;
}

/** Leaves the function: a range failure. */
export const failRange = (s: { readonly shared: Pick<Shared, "objects"> }): readonly Code[] => [
  set(s.shared.objects.failure, i32c(RANGE_FAILURE)),
  ret(i32c(FAILED)),
];

/** Leaves the function with the completion that a callee ended with. */
export const leaveWith = (completion: Local): readonly Code[] => [ret(get(completion))];

export const jumpTo = (s: Scope, id: number, to: keyof Jump): Code => {
  const target = s.jumps.get(id)?.[to];
  if (target === undefined || target === null) throw new Error(`no jump ${to} ${id} in ${s.func.name}`);
  return br(target);
};

/** The same scope with one more target. */
export const withJump = (s: Scope, id: number, jump: Jump): Scope => ({ ...s, jumps: new Map(s.jumps).set(id, jump) });
