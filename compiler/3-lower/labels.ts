/**
 * A label stands once in a function: it names one resting point.
 * In: processes and procedures as bound. Out: diagnostics for labels that stand twice.
 * Not here: pc values, which are one per place of inlining (`control-graph.ts`).
 */
import { duplicateLabel } from "../../ir/codes/lower.ts";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import type { SpecModel } from "../../ir/model.ts";
import type { Span } from "../../ir/span.ts";
import { walkOwn } from "../../ir/walk.ts";

export function duplicateLabels(model: SpecModel): readonly Diagnostic[] {
  return [...model.processes, ...model.procedures].flatMap(({ name, body }) => {
    const first = new Map<string, Span>();
    const found: Diagnostic[] = [];
    walkOwn(body.code, (s) => {
      if (s.kind !== "yield") return;
      const known = first.get(s.label);
      if (known === undefined) first.set(s.label, s.labelAt);
      else found.push(duplicateLabel(s.labelAt, { label: s.label, owner: name, first: known }));
    });
    return found;
  });
}
