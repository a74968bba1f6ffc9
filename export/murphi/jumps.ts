/**
 * Jumps that Murphi lacks: each is a flag, and what stands after a statement that may jump is done only where it did not.
 * In: `Stmt`. Out: `sequence`, `target`, `raised`, `flagOf`.
 * Not here: loops (`loops.ts`), other statements (`statements.ts`).
 */
import type { Stmt } from "../../ir/expr.ts";
import { walk, walkOwn } from "../../ir/walk.ts";
import { doesNotFit } from "../does-not-fit.ts";
import { declare, emit, inside, type Routine } from "./routine.ts";

export const key = (kind: "break" | "continue", id: number): string => `${kind} ${id}`;

export function flagOf(r: Routine, s: Stmt & { kind: "break" | "continue" }): string {
  return r.jumps.get(key(s.kind, s.target)) ?? doesNotFit("a jump out of this", s.at);
}

/** Flags that a statement may set for what stands after it: not those of jumps that end within it. */
export function raised(r: Routine, s: Stmt): readonly string[] {
  const flags = new Set<string>();
  const inside = new Set<number>();
  walkOwn(s, (x) => {
    if (x.kind === "loop" || x.kind === "forOf" || x.kind === "switch" || x.kind === "labeled") inside.add(x.id);
  });
  walkOwn(s, (x) => {
    if ((x.kind === "break" || x.kind === "continue") && !inside.has(x.target)) {
      const flag = r.jumps.get(key(x.kind, x.target));
      if (flag !== undefined) flags.add(flag);
    }
    if (x.kind === "return" && r.leave.kind === "inline" && r.leave.flag !== null) flags.add(r.leave.flag);
  });
  return [...flags];
}

export function sequence(r: Routine, body: readonly Stmt[]): void {
  for (const [i, s] of body.entries()) {
    r.world.knot.statement(r, s);
    const flags = raised(r, s);
    const rest = body.slice(i + 1);
    if (flags.length === 0 || rest.length === 0) continue;
    if (s.kind === "break" || s.kind === "continue" || s.kind === "return") return;
    emit(r, `if ${flags.map((f) => `!${f}`).join(" & ")} then`, ...inside(r, (inner) => sequence(inner, rest)), "end;");
    return;
  }
}

/** What `write` makes may be left by jumps to `id`. */
export function target(r: Routine, id: number, bodies: readonly Stmt[], write: (broken: string | null) => void): void {
  const used = new Set<string>();
  for (const body of bodies)
    walk(body, (x) => {
      if ((x.kind === "break" || x.kind === "continue") && x.target === id) used.add(x.kind);
    });
  let broken: string | null = null;
  if (used.has("break")) {
    broken = declare(r, "left", "boolean");
    r.jumps.set(key("break", id), broken);
    emit(r, `${broken} := false;`);
  }
  if (used.has("continue")) r.jumps.set(key("continue", id), declare(r, "skipped", "boolean"));
  write(broken);
}

export const resetSkip = (r: Routine, id: number): void => {
  const skipped = r.jumps.get(key("continue", id));
  if (skipped !== undefined) emit(r, `${skipped} := false;`);
};
