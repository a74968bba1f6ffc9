/**
 * Words for a run that goes on for ever: where its loop begins, why fairness lets it, what a step comes to in another spec.
 * In: the lowered model, a trace. Out: one sentence each, without a trailing period.
 * Not here: where they stand (`terminal-trace.ts`, `markdown.ts`).
 */
import type { Property, SpecModel } from "../ir/model.ts";
import type { FairBecause, Mapped, Trace } from "../ir/outcome.ts";
import { keyText } from "../ir/value.ts";
import { afterSteps, plural } from "./cells.ts";
import { differencesOf } from "./differences.ts";
import { instanceText } from "./instance-text.ts";
import type { TraceReport } from "./report.ts";
import { printValue } from "./values.ts";

/** Conditions of one sort that are named. */
const MOST_NAMED = 4;
/** States of another spec that are shown whole: columns of both together. */
const GLANCE = 160;

type Lasso = Pick<Trace, "loop"> & { readonly steps: readonly unknown[] };

/** "after 4 steps the run goes round 3 steps for ever". */
export function endlessText({ loop, steps }: Lasso): string {
  const begin = loop ?? 0;
  const round = steps.length - begin;
  if (round === 0)
    return begin === 0
      ? "the run stays in the initial state for ever"
      : `${afterSteps(begin)} the run stays where it is for ever`;
  const from = begin === 0 ? "from the initial state on" : afterSteps(begin);
  return `${from} the run goes round ${plural(round, "step")} for ever`;
}

/** Under the last step: "back to the state after step 2, and so on for ever". */
export function closingText({ loop, steps }: Lasso): string {
  const begin = loop ?? 0;
  if (begin === steps.length) return "the run stays there for ever";
  return `back to the ${begin === 0 ? "initial state" : `state after step ${begin}`}, and so on for ever`;
}

/** What is false of a lasso. */
export function brokenText({ kind }: Pick<Property, "kind">, lasso: Lasso): string {
  const how = endlessText(lasso);
  switch (kind) {
    case "eventually":
      return `${how}, and no state of this run satisfies what is to come`;
    case "infinitelyOften":
      return `${how}, and no state there satisfies what is to come again and again`;
    case "eventuallyAlways":
      return `${how}, and what is to stay true is false there${lasso.steps.length === lasso.loop ? "" : " again and again"}`;
    case "leadsTo":
      return `${how}, and what is to follow never does`;
    case "invariant":
    case "stepInvariant":
    case "reachable":
    case "refines":
      throw new Error(`no lasso breaks a ${kind}`);
  }
}

/** What is false of the last step, or of the initial state, in the terms of the other spec. */
export function unrefinedText({ refined }: Property, { before, after, stray }: Mapped): string {
  if (refined === null) throw new Error("a property that refines nothing");
  const other = refined.file;
  if (stray !== null) return `it is mapped to no state of ${other}: ${stray}`;
  const to = printValue(refined.state, after);
  if (before === null) return `${to} is no initial state of ${other}`;
  const from = printValue(refined.state, before);
  if (from.length + to.length <= GLANCE) return `no step of ${other} leads from ${from} to ${to}`;
  const changes = differencesOf(refined.state.fields, before, after).map((c) => `${c.path}: ${c.before} → ${c.after}`);
  return `no step of ${other} changes just this: ${changes.join(", ")}`;
}

/** Why fairness allows the loop; nothing where there is nothing to allow. */
export function fairTexts(model: SpecModel, trace: Trace): TraceReport["fair"] {
  if (trace.loop === null) return [];
  const rests = trace.loop === trace.steps.length;
  const all = trace.fair ?? [];
  if (all.length === 0) return rests ? ["nothing is declared fair, so that a run may stop anywhere"] : [];
  if (rests) return ["no step that is declared fair is possible there"];
  const named = (how: FairBecause["how"], where: (at: number) => string): string => {
    const found = all
      .filter((f) => f.how === how)
      .map((f) => conditionText(model, f) + (f.at === null ? "" : where(f.at)));
    const more = found.length - MOST_NAMED;
    return more > 1 ? `${found.slice(0, MOST_NAMED).join(", ")} and ${more} more` : found.join(", ");
  };
  const blocked = named("blocked", (at) => ` (${at === 0 ? "not in the initial state" : `not after step ${at}`})`);
  const taken = named("taken", (at) => ` (step ${at + 1})`);
  const never = named("never", () => "");
  return [
    ...(blocked === "" ? [] : [`not always possible, which is enough for weak fairness: ${blocked}`]),
    ...(taken === "" ? [] : [`taken: ${taken}`]),
    ...(never === "" ? [] : [`never possible in the loop: ${never}`]),
  ];
}

/** "philosopher Phil#0", "send(1)", "send or receive". */
function conditionText(model: SpecModel, { fairness, args }: FairBecause): string {
  const { of = [], each = false } = model.fairness[fairness] ?? {};
  const names = of.flatMap(({ index }) => {
    const action = model.actions[index];
    if (action === undefined) return [];
    if (action.origin.kind === "process")
      return [instanceText(action.origin.process, each && args.length > 0 ? keyText(args[0]) : null)];
    if (!each) return [action.name];
    return [`${action.name}(${action.params.map((p, i) => printValue(p.domain, args[i])).join(", ")})`];
  });
  return [...new Set(names)].join(" or ");
}
