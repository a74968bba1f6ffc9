/**
 * Values under the names of locals.
 * In: a scope, a slot. Out: `bind`, `held`.
 * Not here: what follows (`statements.ts`).
 */
import { isScalar } from "../../ir/domain.ts";
import type { Expr } from "../../ir/expr.ts";
import { isDomain } from "../../ir/type.ts";
import { placeOf, stateOf } from "./expressions.ts";
import { valueAs } from "./objects.ts";
import { bindSlot, bindValue, type Scope } from "./scope.ts";

/** A value that is kept under a local's name: an object's place, or what it is. `given`: the result of a call that was followed. */
export function bind(s: Scope, slot: number, e: Expr, given: string | null): void {
  if (e.type.kind === "state" && given === null && stateOf(s, e) === null)
    return bindSlot(s, slot, { kind: "state", when: "now" });
  const state = given === null ? stateOf(s, e) : null;
  if (state !== null) return bindSlot(s, slot, { kind: "state", when: state });
  if (given === null && isDomain(e.type) && !isScalar(e.type)) {
    const place = placeOf(s, e);
    if (place !== null && place.when === "now") return bindSlot(s, slot, { kind: "place", place });
  }
  const type = s.locals[slot]?.type;
  bindValue(s, slot, given ?? valueAs(s, e, type !== undefined && isDomain(type) ? type : null));
}

/** A text as an expression: a local of its own. */
export function held(s: Scope, text: string, like: Expr): Expr {
  const slot = -1 - s.slots.size;
  bindValue(s, slot, text);
  return { kind: "local", slot, at: like.at, type: like.type };
}
