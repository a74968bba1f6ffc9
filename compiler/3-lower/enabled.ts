/**
 * `enabled` of an action or a process as that of lowered actions: a process is enabled where one of its steps is.
 * In: bodies, the numbers of lowered actions. Out: bodies whose `enabled` name actions only.
 * Not here: how it is evaluated (the evaluators ask whether an instance of these actions has a step).
 */
import type { Expr } from "../../ir/expr.ts";
import type { Numbers } from "./numbers.ts";
import { literal } from "./types.ts";

export function loweredEnabled(e: Expr & { readonly kind: "enabled" }, numbers: Numbers): Expr {
  const { target } = e;
  const actions =
    target.kind === "process" ? numbers.process(target.process) : target.actions.map((a) => numbers.action(a));
  return actions.length === 0 ? literal(false, e.at) : { ...e, target: { kind: "actions", actions } };
}
