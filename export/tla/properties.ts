/**
 * Properties, options and fairness.
 * In: those of a model. Out: definitions.
 * Not here: the configuration that names them (`module.ts`).
 */
import type { Body, Fairness, Property, SpecModel } from "../../ir/model.ts";
import { doesNotFit } from "../does-not-fit.ts";
import { createNames } from "./names.ts";
import { bindValue, bodyScope, type Shared, stateCells } from "./scope.ts";
import { body } from "./statements.ts";
import { docLines, domainText, parameterNames, stepOf } from "./step.ts";

export interface Said {
  readonly word: "INVARIANT" | "PROPERTY" | null;
  readonly name: string;
  readonly lines: readonly string[];
}

function textOfBody(shared: Shared, b: Body, given: readonly (readonly [slot: number, name: string])[] = []): string {
  const s = bodyScope(shared, b, createNames(shared.names), stateCells(shared));
  for (const [slot, name] of given) bindValue(s, slot, name);
  return body(s, b.code);
}

export function predicate(
  shared: Shared,
  b: Body,
  name: string,
): { readonly name: string; readonly lines: readonly string[] } {
  return { name, lines: [`${name} == ${textOfBody(shared, b)}`] };
}

export function propertyOf(shared: Shared, p: Property, name: string): Said {
  const doc = docLines(p.doc?.text ?? null);
  if (p.kind === "refines")
    return { word: null, name, lines: [`\\* Not here: ${name}, which refines another specification.`] };
  const given = p.params.map((x) => [x.slot, shared.names.fresh(x.name)] as const);
  const all = p.params.map((x, i) => `${given[i]?.[1]} \\in ${domainText(shared, x.domain)}`).join(", ");
  const over = all === "" ? "" : `\\A ${all} : `;
  const text = textOfBody(shared, p.body, given);
  switch (p.kind) {
    case "invariant":
      return { word: "INVARIANT", name, lines: [...doc, `${name} == ${text}`] };
    case "reachable":
      return {
        word: null,
        name,
        lines: [
          ...doc,
          `\\* Some state is so: TLC finds one as a counterexample to INVARIANT ${name}.`,
          `${name} == ~(${text})`,
        ],
      };
    case "stepInvariant":
      return { word: "PROPERTY", name, lines: [...doc, `${name} == [][${text}]_vars`] };
    case "eventually":
      return { word: "PROPERTY", name, lines: [...doc, `${name} == ${over}<>(${text})`] };
    case "infinitelyOften":
      return { word: "PROPERTY", name, lines: [...doc, `${name} == ${over}[]<>(${text})`] };
    case "eventuallyAlways":
      return { word: "PROPERTY", name, lines: [...doc, `${name} == ${over}<>[](${text})`] };
    case "leadsTo": {
      const goal = p.goal === null ? doesNotFit("leadsTo without its goal", p.at) : textOfBody(shared, p.goal, given);
      return { word: "PROPERTY", name, lines: [...doc, `${name} == ${over}(${text}) ~> (${goal})`] };
    }
  }
}

export function fairnessOf(shared: Shared, model: SpecModel, f: Fairness): readonly string[] {
  const word = f.kind === "weak" ? "WF_vars" : "SF_vars";
  const parts = f.of.map(({ index }) => ({
    index,
    action: model.actions[index] ?? doesNotFit("an action that is not there", f.at),
  }));
  if (!f.each)
    return [`${word}(${parts.map((p) => `(${stepOf(shared, p.action, shared.actionName(p.index))})`).join(" \\/ ")})`];
  const [first] = parts;
  if (first === undefined) return [];
  const own = createNames(shared.names);
  const params = parameterNames(first.action, own);
  const args = params.length === 0 ? "" : `(${params.join(", ")})`;
  const taken = parts.map((p) => `${shared.actionName(p.index)}${args}`).join(" \\/ ");
  const over = first.action.params.map((p, i) => `${params[i]} \\in ${domainText(shared, p.domain)}`);
  return [`${over.length === 0 ? "" : `\\A ${over.join(", ")} : `}${word}(${taken})`];
}
