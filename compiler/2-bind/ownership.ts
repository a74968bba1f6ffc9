/**
 * Which locals hold new objects after a branch or a loop: only those that do whichever way was taken.
 * In: a scope, the ways as functions that bind them. Out: `alternately`, `perhaps`, which give what the ways give; `undone`, `leaves`.
 * Not here: what makes an object new and where it may stand (`aliasing.ts`).
 */
import type { Stmt } from "../../ir/expr.ts";
import type { Span } from "../../ir/span.ts";
import type { Scope } from "./scope.ts";

interface Owned {
  readonly fresh: ReadonlyMap<number, number>;
  readonly stored: ReadonlyMap<number, Span>;
}

const now = (scope: Scope): Owned => ({ fresh: new Map(scope.fresh), stored: new Map(scope.stored) });

function become(scope: Scope, { fresh, stored }: Owned): void {
  scope.fresh.clear();
  scope.stored.clear();
  for (const [slot, loop] of fresh) scope.fresh.set(slot, loop);
  for (const [slot, at] of stored) scope.stored.set(slot, at);
}

const merged = (a: Owned, b: Owned): Owned => ({
  fresh: new Map([...a.fresh].filter(([slot, loop]) => b.fresh.get(slot) === loop)),
  stored: new Map([...a.stored, ...b.stored]),
});

/** Each way begins with what holds now; those that leave the body do not count afterwards. */
export function alternately<T extends readonly Stmt[]>(scope: Scope, ways: readonly (() => T)[]): readonly T[] {
  const before = now(scope);
  const ends: Owned[] = [];
  const given = ways.map((way) => {
    become(scope, before);
    const code = way();
    if (!leaves(code)) ends.push(now(scope));
    return code;
  });
  const [first, ...others] = ends;
  become(scope, first === undefined ? before : others.reduce(merged, first));
  return given;
}

/** The way may be taken, or not. */
export function perhaps<T>(scope: Scope, way: () => T): T {
  const before = now(scope);
  const given = way();
  become(scope, merged(before, now(scope)));
  return given;
}

/** Bound for its diagnostics only. */
export function undone(scope: Scope, way: () => unknown): void {
  const before = now(scope);
  way();
  become(scope, before);
}

/** Ends in `return` or `throw`, in plain sight. */
export function leaves(code: readonly Stmt[]): boolean {
  const last = code.at(-1);
  if (last?.kind === "block") return leaves(last.body);
  return last?.kind === "return" || last?.kind === "throw";
}
