/**
 * Who acted in which step, as a table: a column for each process instance and one for the actions.
 * In: a `TraceReport`. Out: `Interleaving`: heads and rows of cells, for any rendering.
 * Not here: widths and lines (`terminal-trace.ts`, `markdown.ts`).
 */
import type { TraceReport } from "./report.ts";

export interface Interleaving {
  /** Two lines each: "writepage" over "Writer#0"; the second may be empty. */
  readonly heads: readonly (readonly [string, string])[];
  /** For each step the column in which something stands, and what. */
  readonly rows: readonly { readonly column: number; readonly text: string }[];
}

/** Null where one column would hold everything: nothing is interleaved then. */
export function interleaving(trace: TraceReport): Interleaving | null {
  const processes = trace.actors.filter((a) => a.kind === "process");
  const hasActions = trace.actors.length > processes.length;
  const heads = processes.map(({ name, self }): readonly [string, string] => [name, self ?? ""]);
  if (hasActions) heads.push([processes.length === 0 ? "" : "actions", ""]);
  if (heads.length < 2) return null;
  const rows = trace.steps.map((step) => ({
    column: Math.min(step.actor, heads.length - 1),
    text: step.title,
  }));
  return { heads, rows };
}
