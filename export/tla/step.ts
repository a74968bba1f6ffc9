/**
 * An action as it is named elsewhere: with its parameters.
 * In: actions. Out: `stepOf`, `parameterNames`.
 * Not here: what an action does (`module.ts`).
 */
import type { Domain } from "../../ir/domain.ts";
import type { Action } from "../../ir/model.ts";
import { doesNotFit } from "../does-not-fit.ts";
import { createNames, type Names } from "./names.ts";
import type { Shared } from "./scope.ts";
import { setOf } from "./values.ts";

export const docLines = (text: string | null): readonly string[] =>
  text === null ? [] : text.split("\n").map((l) => `\\* ${l}`);

export function parameterNames(a: Action, names: Names): readonly string[] {
  return a.params.map((p) => names.fresh(p.name));
}

/** The action for all values of its parameters. */
export function stepOf(shared: Shared, a: Action, name: string): string {
  const own = createNames(shared.names);
  const params = parameterNames(a, own);
  if (params.length === 0) return name;
  const over = a.params.map((p, i) => `${params[i]} \\in ${domainText(shared, p.domain)}`);
  return `\\E ${over.join(", ")} : ${name}(${params.join(", ")})`;
}

export const domainText = (shared: Shared, d: Domain): string =>
  setOf(d, shared.idName) ?? doesNotFit("so large a type of a parameter");
