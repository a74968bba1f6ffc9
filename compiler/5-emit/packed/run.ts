/**
 * One way through one instance of an action, while its code is made: the words as they stand now, which path is being
 * followed, what blocks the step, what makes it somebody else's trouble.
 * In: a pool of locals. Out: `Run`, `createRun`, `LocalPool`.
 * Not here: what expressions and statements do to it (`expressions.ts`, `statements.ts`).
 *
 * Nothing branches: a write on a path not taken writes back what was there, a blocked step is computed and not kept.
 * Whatever the packed form cannot show (a value outside its domain, a failed assertion) is "trouble": then the cells
 * evaluate the instance once more, exactly. So trouble may be feared too often, never overlooked.
 */

import { type Code, get, set } from "../wasm/code.ts";
import type { Func, Local } from "../wasm/module.ts";
import type { ValType } from "../wasm/opcodes.ts";
import { and, type Cond, codeOf, condOf, FALSE, isTrue, not, or, TRUE } from "./condition.ts";
import type { Val, Words } from "./forms.ts";
import { unsupported } from "./unsupported.ts";
import { bool } from "./value.ts";

/** Locals of a function that instances use one after the other. */
export interface LocalPool {
  take(type: ValType): Local;
  /** All may be taken again. */
  reset(): void;
}

/** V8 refuses functions with more than 50,000 locals. */
const MOST_LOCALS = 20_000;

export function createPool(func: Func): LocalPool {
  const pools: Record<string, { readonly all: Local[]; used: number }> = {};
  return {
    take(type) {
      const pool = (pools[type] ??= { all: [], used: 0 });
      if (pool.used === MOST_LOCALS) unsupported("a step with too many values");
      const known = pool.all[pool.used++];
      if (known !== undefined) return known;
      const made = func.local(`${type === "i64" ? "w" : "v"}${pool.all.length}`, type);
      pool.all.push(made);
      return made;
    },
    reset() {
      for (const pool of Object.values(pools)) pool.used = 0;
    },
  };
}

/** Which alternative to take at each pick; grows as picks are met. */
export interface Script {
  readonly taken: { readonly count: number; at: number }[];
  position: number;
}

export interface Run {
  readonly now: Words;
  /** The state after the step, in a step invariant. */
  readonly next: Words | null;
  readonly code: Code[];
  /** The path that is being followed. */
  path: Cond;
  /** No `when` has blocked the step. */
  alive: Cond;
  trouble: Cond;
  readonly script: Script;
  /** Words that are another one with some bits cleared and others set. */
  readonly written: Map<Local, { readonly base: Local; readonly clear: bigint; readonly bits: bigint }>;
  /** Jumps that were made and have not come out yet. */
  jumps: Set<string>;
  /** The paths on which each of them was made. */
  readonly exits: Map<string, Cond>;
  /** Of paths that are no narrowed condition: a path that they are part of. */
  readonly outer: Map<Cond, Cond>;
  /** Calls around what is evaluated now. */
  depth: number;
  /** How often loops may still be unrolled. */
  patience: number;
  /** How much of `code` is guard only, what the guard is, and what was feared before it was asked. */
  guard: { readonly length: number; readonly alive: Cond; readonly trouble: Cond };
  fresh(type: ValType): Local;
  /** The code's value, computed once. */
  bind(c: Code): Code;
  bindCond(c: Cond): Cond;
  bindVal(v: Val): Val;
  /** The condition would be something that the packed form does not show. */
  fear(bad: Cond): void;
  /** `when(c)`. */
  block(c: Cond): void;
  /** Of the path: computed once. Null where everything is on it. */
  pathCode(): Code | null;
  /** Everything that is put on the path below has this condition too. */
  under<T>(path: Cond, what: () => T): T;
  /** Which of so many alternatives this run takes. */
  take(count: number): number;
}

/** How many alternatives of an instance may be unrolled. */
const MOST_RUNS = 64;

export function createRun(pool: LocalPool, now: readonly Local[], next: readonly Local[] | null, script: Script): Run {
  const code: Code[] = [];
  const pathCodes = new Map<Cond, Code>();
  script.position = 0;
  const run: Run = {
    ...{ now: { at: [...now], frozen: false }, next: next === null ? null : { at: [...next], frozen: true } },
    ...{ code, path: TRUE, alive: TRUE, trouble: FALSE, script, jumps: new Set(), depth: 0, patience: 4096 },
    ...{ exits: new Map<string, Cond>(), outer: new Map<Cond, Cond>(), written: new Map() },
    guard: { length: 0, alive: TRUE, trouble: FALSE },
    fresh: (type) => pool.take(type),
    bind(c) {
      if (c.kind === "const" || c.kind === "get" || c.type === null) return c;
      const to = pool.take(c.type);
      code.push(set(to, c));
      return get(to);
    },
    bindCond(c) {
      const isPlain = c.rest === null ? c.tests.length <= 1 : c.tests.length === 0 && isLeaf(c.rest);
      if (isPlain) return c;
      return { ...condOf(run.bind(codeOf(c))), split: c.split };
    },
    bindVal(v) {
      switch (v.kind) {
        case "int":
        case "ord":
          return isLeaf(v.code) ? v : { ...v, code: run.bind(v.code) };
        case "bool":
          return bool(run.bindCond(v.cond));
        default:
          return v;
      }
    },
    fear(bad) {
      run.trouble = or(run.trouble, run.bindCond(and(and(run.alive, run.path), bad)));
    },
    block(c) {
      run.alive = and(run.alive, isTrue(run.path) ? c : run.bindCond(or(not(run.path), c)));
    },
    pathCode() {
      if (run.path === TRUE) return null;
      const known = pathCodes.get(run.path);
      if (known !== undefined) return known;
      const made = run.bind(codeOf(run.path));
      pathCodes.set(run.path, made);
      return made;
    },
    under(path, what) {
      const before = run.path;
      run.path = partOf(run, path, before);
      const made = what();
      run.path = before;
      return made;
    },
    take(count) {
      if (script.position === script.taken.length) script.taken.push({ count, at: 0 });
      const taken = script.taken[script.position++];
      if (taken === undefined || taken.count !== count) return unsupported("a pick that depends on a pick");
      if (script.taken.reduce((n, t) => n * t.count, 1) > MOST_RUNS) unsupported("many alternatives");
      return taken.at;
    },
  };
  return run;
}

/** Notes that a path is part of another, so that what was known on that one is known on it. */
export function partOf(run: Run, path: Cond, whole: Cond): Cond {
  if (path !== whole && path !== TRUE && path !== FALSE && path.split === null && !run.outer.has(path))
    run.outer.set(path, whole);
  return path;
}

const wider = (run: Run, path: Cond): Cond => path.split?.base ?? run.outer.get(path) ?? TRUE;

/** Whether everything on a path is surely on the other too. */
export function isWithin(run: Run, path: Cond, whole: Cond): boolean {
  if (whole === TRUE) return true;
  for (let p = path; p !== TRUE; p = wider(run, p)) if (p === whole) return true;
  return false;
}

/** Whether two paths surely have nothing in common: somewhere they took different sides. */
export function areApart(run: Run, a: Cond, b: Cond): boolean {
  const sides: NonNullable<Cond["split"]>[] = [];
  for (let p = a; p !== TRUE; p = wider(run, p)) if (p.split !== null) sides.push(p.split);
  for (let p = b; p !== TRUE; p = wider(run, p)) {
    const { split } = p;
    if (split !== null && sides.some((x) => x.by === split.by && x.holds !== split.holds)) return true;
  }
  return false;
}

const isLeaf = (c: Code): boolean => c.kind === "const" || c.kind === "get";

/** The next combination of alternatives, the last pick fastest; false where there is none left. */
export function nextScript(script: Script): boolean {
  for (let last = script.taken.pop(); last !== undefined; last = script.taken.pop()) {
    if (++last.at < last.count) {
      script.taken.push(last);
      return true;
    }
  }
  return false;
}
