/**
 * What the command tells the shell: 70 before 130 before 2 before 1 before 3, and 0 only where every verdict is as expected.
 * In: the report of a run. Out: the exit code.
 * Not here: exiting (`main.ts`).
 */
import { internalError } from "../ir/codes/internal.ts";
import type { RunReport } from "../report/report.ts";
import { isUnexpected } from "../report/verdict.ts";

export function exitCode(run: RunReport): number {
  const diagnostics = [...run.diagnostics, ...run.files.flatMap((f) => f.diagnostics)];
  const models = run.files.flatMap((f) => f.models);
  if (diagnostics.some((d) => d.code === internalError.code)) return 70;
  if (models.some((m) => m.limit === "interrupted")) return 130;
  if (diagnostics.some((d) => d.severity === "error") || models.some((m) => m.verdict === "error")) return 2;
  if (models.length === 0) return 2;
  if (models.some(isUnexpected)) return 1;
  return models.every((m) => m.expected) ? 0 : 3;
}
