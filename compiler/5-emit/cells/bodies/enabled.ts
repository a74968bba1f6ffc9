/**
 * Whether a step could be taken from a state.
 * In: `Expr` of kind enabled, its target actions. Out: its truth as code.
 * Not here: how a step is tried (`../probe.ts`).
 */
import type { Expr } from "../../../../ir/expr.ts";
import { block, br, type Code, call, get, i32, i32c, label, set, when } from "../../wasm/code.ts";
import { OUTSIDE } from "../probe.ts";
import { failRange, type Scope } from "./scope.ts";

/** i32: of some of the actions with these arguments. */
export function enabledTest(s: Scope, e: Expr & { kind: "enabled" }): Code {
  const { target } = e;
  if (target.kind !== "actions") throw new Error("a process that is asked for in a lowered model");
  const args = e.args.map(() => s.temps.take("i64"));
  const found = s.temps.take("i32");
  const decided = label("decided");
  const { now, next } = s.shared.objects;
  const record = get(e.when === "now" ? now : next);
  const asked = target.actions.flatMap((action) => [
    set(found, call(s.shared.tried(action), [record, ...args.map((a) => get(a))])),
    br(decided, get(found)),
  ]);
  return block(
    null,
    [
      ...e.args.map((a, i) => set(args[i] as (typeof args)[number], s.knot.cell(s, a))),
      set(found, i32c(0)),
      block(decided, asked),
      when(i32.eq(get(found), i32c(OUTSIDE)), failRange(s)),
      get(found),
    ],
    "i32",
  );
}
