/**
 * The spec that another one refines, bound as a model of its own: its state, its initial states, its actions.
 * In: its builders. Out: `SpecModel` without properties and options.
 * Not here: the map from one state to the other (`properties.ts`).
 */
import { notRefinable } from "../../ir/codes/bind-time.ts";
import { hasErrors } from "../../ir/diagnostic.ts";
import type { SpecModel } from "../../ir/model.ts";
import type { Span } from "../../ir/span.ts";
import type { Builders } from "./builders.ts";
import { assumed } from "./constants.ts";
import { type Context, constantValues, contextOf, report } from "./context.ts";
import { bindParts, stateDomain } from "./parts.ts";

interface Refinement {
  /** What the other spec is called. */
  readonly name: string;
  /** Where it is named. */
  readonly at: Span;
  /** The model that looks at it. Where none does its identities are no part of the model, and what it assumes does not matter. */
  readonly model: { readonly name: string; readonly at: Span | null } | null;
}

/** Null where it has errors, or what a refinement is not held against; reported. */
export function bindOther(main: Context, builders: Builders, { name, at, model }: Refinement): SpecModel | null {
  const [fair] = builders.fairness;
  const sequential = builders.built.find((b) => b.kind === "process" || b.kind === "procedure");
  if (sequential !== undefined) {
    report(main, notRefinable(at, { name, reason: `it has a ${sequential.kind}`, at: sequential.call.callee.at }));
    return null;
  }
  if (fair !== undefined) {
    report(
      main,
      notRefinable(at, { name, reason: "it declares fairness, and only its steps are compared", at: fair.at }),
    );
    return null;
  }
  const context = contextOf({
    ...{ source: main.source, builders, constants: main.constants, diagnostics: [] },
    idSets: model === null ? [...main.idSets] : main.idSets,
    // An assertion of the other spec is its own affair.
    checkedTexts: new Set(),
  });
  if (model !== null) assumed(context.source, builders, context.constants, model, (d) => report(context, d));
  const state = stateDomain(context);
  context.state = state;
  const parts = state === null ? null : bindParts(context, state);
  for (const d of context.diagnostics) if (d.severity === "error") report(main, d);
  if (state === null || parts === null || hasErrors(context.diagnostics)) return null;
  const [declared] = parts.fairness;
  if (declared !== undefined) {
    const reason = "one of its actions is fair, and only its steps are compared";
    report(main, notRefinable(at, { name, reason, at: declared.at }));
    return null;
  }
  return {
    file: builders.spec?.at.file ?? main.source.entry,
    ...{ name, doc: null, at: builders.spec?.at ?? null, state, init: parts.init, actions: parts.actions },
    constants: constantValues(context),
    idSets: context.idSets,
    functions: context.functions.list.flatMap((f) => (f === null ? [] : [f])),
    assertions: context.assertions,
    ...{ prologues: [], processes: [], procedures: [], properties: [], fairness: [], controlGraphs: [] },
    termination: null,
    options: {
      ...{ expect: { kind: "holds" }, deadlock: "ignore", symmetry: "off", initFilter: null, constraint: null },
      ...{ stepConstraint: null, view: null, assumptions: 0 },
    },
  };
}
