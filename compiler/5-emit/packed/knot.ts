/**
 * Ties expressions, statements and lambdas together; runs whole bodies.
 * In: model, layout. Out: `createBodies`: a body followed on a run.
 * Not here: each kind of expression and statement.
 */

import { BOOLEAN } from "../../../ir/domain.ts";
import type { Lambda } from "../../../ir/expr.ts";
import type { Layout } from "../../../ir/layout.ts";
import type { Body, SpecModel } from "../../../ir/model.ts";
import { completed } from "./completed.ts";
import { expression } from "./expressions.ts";
import type { Val } from "./forms.ts";
import { declareSlot, type Frame, type Knot, newFrame } from "./frame.ts";
import type { Run } from "./run.ts";
import { statement } from "./statements.ts";

export interface Bodies {
  /** Follows a body whose first slots have these values; gives its result. */
  follow(run: Run, body: Body, slots: readonly { readonly slot: number; readonly value: Val }[]): Val;
}

export function createBodies(model: SpecModel, layout: Layout): Bodies {
  const knot: Knot = { expr: expression, stmt: statement, lambda };
  return {
    follow(run, body, slots) {
      const frame = newFrame({ knot, model, layout }, body.locals);
      for (const { slot, value } of slots) declareSlot(run, frame, slot, value);
      return completed(run, frame, body.code, BOOLEAN);
    },
  };
}

/** A lambda is code of the body around it, with results of its own. */
function lambda(run: Run, f: Frame, l: Lambda, args: readonly Val[]): Val {
  for (const [i, slot] of l.params.entries()) {
    const value = args[i];
    if (value !== undefined) declareSlot(run, f, slot, value);
  }
  return completed(run, { ...f, returns: [] }, l.body, null);
}
