// What checking comes to, front end and checker together: verdict, counts, notes and trace of every model of a case.
// Guards against verdicts, counts and traces that drift. Not here: how they look (test/report), published counts (oracle.test.ts).
import { check } from "../checker/index.ts";
import { explain } from "../report/explain.ts";
import type { TraceReport } from "../report/report.ts";
import { compiled } from "./compiled.ts";
import { goldens } from "./goldens.ts";

const steps = (trace: TraceReport): readonly string[] =>
  trace.steps.map((step, i) => {
    const actor = trace.actors[step.actor];
    const who = [actor?.name, actor?.self].filter((x) => x !== null && x !== undefined).join(" ");
    const changes = step.changes.map((c) => `${c.path}: ${c.before} → ${c.after}`).join(", ");
    return `  ${i + 1}  ${who}  ${step.title}  ${changes}`.trimEnd();
  });

goldens("check", async (spec) => {
  const parts: string[] = [];
  for (const { name } of spec.models) {
    const model = compiled(spec, name);
    const outcome = await check(model, {});
    const report = explain(model, outcome, { allowsSymmetry: true, warnings: [], seconds: 0 });
    const { distinct, generated, depth } = outcome;
    const trace = report.failure === null ? null : report.trace;
    parts.push(
      [
        `${name}: ${report.verdict}${report.failure?.name ? ` ${report.failure.name}` : ""}${report.failure?.instance ? ` for ${report.failure.instance}` : ""}${report.expected ? "" : " (UNEXPECTED)"}`,
        `  distinct ${distinct}, generated ${generated}, depth ${depth}, reduced by ${report.symmetry.map((set) => set.name).join(", ") || "nothing"}`,
        ...report.notes.map((note) => `  note: ${note}`),
        ...(trace === null ? [] : steps(trace)),
        ...report.witnesses.flatMap((w) => [`  witness of ${w.property}`, ...steps(w.trace)]),
      ].join("\n"),
    );
  }
  return `${parts.join("\n\n")}\n`;
});
