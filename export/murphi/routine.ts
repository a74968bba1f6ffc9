/**
 * One body of Murphi while it is written: its lines, its variables, and what the slots of the spec's body are there.
 * In: the world of the whole program. Out: `Routine`, `createRoutine`, temporary variables, places.
 * Not here: what is written (`expressions.ts`, `statements.ts`).
 */
import { type Domain, isScalar, NUMBER } from "../../ir/domain.ts";
import type { Expr, Stmt } from "../../ir/expr.ts";
import type { Local, SpecModel } from "../../ir/model.ts";
import { walk } from "../../ir/walk.ts";
import { type Codes, isBoolean } from "./codes.ts";
import { createNames, type Names } from "./names.ts";
import type { Types } from "./types.ts";

/** Where the files of this folder need each other in a circle. */
export interface Knot {
  valueOf(r: Routine, e: Expr): Term;
  store(r: Routine, to: Term, e: Expr): void;
  statement(r: Routine, s: Stmt): void;
  calledPlace(r: Routine, e: Expr & { readonly kind: "call" }): Term | null;
}

export interface World {
  readonly knot: Knot;
  readonly model: SpecModel;
  readonly codes: Codes;
  readonly types: Types;
  /** Of the whole program. */
  readonly names: Names;
  /** The program itself has to see that an element that is read is there. */
  readonly looksAtReads: boolean;
}

/** Murphi text of a place or a value, and the domain by which it is kept there. */
export interface Term {
  readonly text: string;
  readonly domain: Domain;
}

/** A value chosen outside: a parameter of the rule. `type` is a type's name or a range. */
export interface Choice {
  readonly name: string;
  readonly type: string;
}

export interface Routine {
  readonly world: World;
  /** Of what is declared in this routine. */
  readonly names: Names;
  /** Declarations of variables. */
  readonly vars: string[];
  readonly lines: string[];
  /** What a slot stands for; a slot that is not there yet has no value. */
  readonly slots: Map<number, Term>;
  readonly locals: readonly Local[];
  /** Slots that get their value once: what mentions them stays true. */
  readonly once: ReadonlySet<number>;
  /** The state that is looked at and changed, and the one that a step leads to. */
  readonly state: string;
  readonly next: string | null;
  /** How a step is left that blocks: null where `when` cannot stand. */
  readonly blocked: string | null;
  /** Where the values of picks come from. */
  readonly choices: Choice[];
  readonly leave: Leave;
  /** Flags by the target of a jump. */
  readonly jumps: Map<string, string>;
  /** Functions being put in place of their calls. */
  readonly calls: readonly number[];
  /** In what only looks: the line that stands for an assertion that fails. */
  readonly dry: string | null;
}

/** What `return` does. */
export type Leave =
  | { readonly kind: "line"; readonly text: string }
  /** Within another body: the result goes to a place, and the flag says that the rest is to be passed over (null: nothing follows). */
  | { readonly kind: "inline"; readonly result: Term | null; readonly flag: string | null };

export interface RoutineOptions {
  readonly state: string;
  readonly next?: string | null;
  readonly blocked?: string | null;
  readonly leave: Leave;
  readonly dry?: string | null;
  /** Names that must not be declared again; the whole program's unless given. */
  readonly within?: Names;
}

export function createRoutine(world: World, locals: readonly Local[], code: Stmt, options: RoutineOptions): Routine {
  return {
    world,
    names: createNames(options.within ?? world.names),
    ...{
      vars: [],
      lines: [],
      slots: new Map(),
      locals,
      once: definedOnce(code),
      choices: [],
      jumps: new Map(),
      calls: [],
    },
    state: options.state,
    next: options.next ?? null,
    blocked: options.blocked ?? null,
    leave: options.leave,
    dry: options.dry ?? null,
  };
}

/** Slots with at most one definition, parameters that nothing is assigned to among them. */
export function definedOnce(code: Stmt): ReadonlySet<number> {
  const seen = new Map<number, number>();
  const define = (slot: number): void => {
    seen.set(slot, (seen.get(slot) ?? 0) + 1);
  };
  const read = new Set<number>();
  walk(code, (n) => {
    if (n.kind === "forOf" || (n.kind === "let" && n.value !== null)) define(n.slot);
    if ((n.kind === "assign" || n.kind === "update") && n.target.kind === "local") define(n.target.slot);
    if (n.kind === "local") read.add(n.slot);
  });
  return new Set([...read, ...seen.keys()].filter((slot) => (seen.get(slot) ?? 0) <= 1));
}

/** A new variable of this routine. A plain one is as wide as can be: a range is that of what is kept in the state. */
export function variable(r: Routine, wish: string, domain: Domain): Term {
  const type = isScalar(domain) && !isBoolean(domain) ? NUMBER : domain;
  return { text: declare(r, wish, r.world.types.of(type)), domain };
}

/** The same under a type's own name or text. */
export function declare(r: Routine, wish: string, type: string): string {
  const name = r.names.fresh(wish);
  r.vars.push(`${name}: ${type};`);
  return name;
}

export function emit(r: Routine, ...lines: readonly string[]): void {
  r.lines.push(...lines);
}

/** The lines that `write` makes, indented, not added to the routine. */
export function inside(r: Routine, write: (inner: Routine) => void): readonly string[] {
  const lines: string[] = [];
  write({ ...r, lines });
  return lines.map((line) => `  ${line}`);
}

/** The result of `write` where it needs no lines of its own, else null, and nothing was done. */
export function plainly<T>(r: Routine, write: (inner: Routine) => T): T | null {
  const lines: string[] = [];
  const vars: string[] = [];
  const choices: Choice[] = [];
  const made = write({ ...r, lines, vars, choices, names: createNames(r.names), slots: new Map(r.slots) });
  return lines.length === 0 && vars.length === 0 && choices.length === 0 ? made : null;
}
