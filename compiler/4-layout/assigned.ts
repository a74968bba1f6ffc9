/**
 * Everything that is ever assigned to each hidden field, of whichever instance.
 * In: a lowered model. Out: `assignedTo`.
 * Not here: what follows from it (`resting-values.ts`, `living-locals.ts`).
 */
import type { Expr, Place } from "../../ir/expr.ts";
import type { SpecModel } from "../../ir/model.ts";
import { isStmt, walk } from "../../ir/walk.ts";

/** By the field's name; null stands for a value that no expression shows: an update, a change of a part. */
export function assignedTo(model: SpecModel): ReadonlyMap<string, readonly (Expr | null)[]> {
  const found = new Map<string, (Expr | null)[]>();
  for (const f of model.state.fields) if (f.hidden !== undefined) found.set(f.name, []);
  for (const { body } of [...model.prologues, ...model.actions, ...model.functions]) {
    walk(body.code, (n) => {
      if (isStmt(n) || (n.kind !== "assign" && n.kind !== "update")) return;
      const field = fieldOf(n.target);
      if (field !== null) found.get(field)?.push(n.kind === "assign" && n.op === "=" ? n.value : null);
    });
  }
  return found;
}

/** The field of the state that a place is, or is a row of; null of any other place. */
function fieldOf(place: Place): string | null {
  if (place.kind === "index") return place.of.kind === "field" ? fieldOf(place.of) : null;
  return place.kind === "field" && place.of.kind === "state" ? place.name : null;
}
