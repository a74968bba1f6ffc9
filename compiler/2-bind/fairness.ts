/**
 * `fairness("weak", a, b, …)`: one condition for the disjunction of whole actions and processes; `fairness.each("weak", a, b, …)`:
 * one for each combination of the parameters that all of them have.
 * In: calls at the top level. Out: `Fairness` over the model's actions and processes.
 * Not here: the option `fair` (`parts.ts`), what lowering makes of processes (`3-lower/fairness.ts`).
 */
import { differentParameters, fairnessParts } from "../../ir/codes/bind-time.ts";
import { printDomain } from "../../ir/domain.ts";
import type { Fairness } from "../../ir/model.ts";
import { builderName, type Call } from "./builders.ts";
import { type Context, report } from "./context.ts";
import type { Parts } from "./parts.ts";
import { isRefused } from "./refused.ts";
import { evaluate } from "./static.ts";

type Part = Fairness["of"][number];

export const declaredFairness = (context: Context, parts: Parts): readonly Fairness[] =>
  context.builders.fairness.flatMap((call) => fairnessOf(context, call, parts) ?? []);

/** Null, and reported, where it is called with anything else. */
function fairnessOf(context: Context, call: Call, parts: Parts): Fairness | null {
  const [first, ...rest] = call.args;
  const kind = first === undefined || first.spread ? null : evaluate(context, first.value)?.value;
  if (kind !== "weak" && kind !== "strong") {
    report(context, fairnessParts(first?.value.at ?? call.at, { wants: '"weak" or "strong" to begin with' }));
    return null;
  }
  const of: Part[] = [];
  for (const { value, spread } of rest) {
    const id = !spread && value.kind === "name" && value.ref.kind === "declaration" ? value.ref.id : null;
    const part = id === null ? null : partOf(context, id);
    if (part !== null) of.push(part);
    else if (!isRefused(context.source, value)) {
      report(context, fairnessParts(value.at, { wants: "actions and processes of this spec, by their names" }));
      return null;
    } else return null;
  }
  const each = builderName(context.source, call) === "fairness.each";
  if (each) reportDifference(context, of, parts, call);
  if (of.length > 0) return { kind, at: call.at, each, of };
  report(context, fairnessParts(call.at, { wants: "at least one action or process" }));
  return null;
}

function partOf(context: Context, id: number): Part | null {
  for (const kind of ["action", "process"] as const) {
    const index = context.builders.built.filter((b) => b.kind === kind).findIndex((b) => b.declaration === id);
    if (index >= 0) return { kind, index };
  }
  return null;
}

/** Instances of the parts go together by the values of their parameters. */
function reportDifference(context: Context, of: readonly Part[], parts: Parts, { args }: Call): void {
  const domains = ({ kind, index }: Part): readonly string[] => {
    const param = parts.processes[index]?.param ?? null;
    const params = kind === "action" ? (parts.actions[index]?.params ?? []) : param === null ? [] : [param];
    return params.map((p) => printDomain(p.domain));
  };
  const [first, ...rest] = of.map(domains);
  const different = rest.findIndex((d) => d.join() !== first?.join()) + 1;
  const [there, here] = [args[1], args[1 + different]];
  if (first === undefined || different === 0 || there === undefined || here === undefined) return;
  const others = { of: first, at: there.value.at };
  const what = "the parts of fairness.each";
  report(context, differentParameters(here.value.at, { what, here: rest[different - 1] ?? [], others }));
}
