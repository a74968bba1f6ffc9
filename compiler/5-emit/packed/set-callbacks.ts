/**
 * Methods of sets that take a function, unrolled over the members.
 * In: a set of plain members, a function without effects. Out: `overMembers`.
 * Not here: the other methods (`sets.ts`).
 */

import type { Lambda, SetMethod } from "../../../ir/expr.ts";
import { and, type Cond, FALSE, not, or, TRUE } from "./condition.ts";
import type { Val } from "./forms.ts";
import type { Frame } from "./frame.ts";
import { isPureLambda } from "./purity.ts";
import type { Run } from "./run.ts";
import { elementDomain, memberAt } from "./set-bits.ts";
import { memberValues } from "./structured.ts";
import { unsupported } from "./unsupported.ts";
import { bool, truth } from "./value.ts";

/** `some`, `every`, `filter`. What a member that is not there would come to is not feared. */
export function overMembers(run: Run, f: Frame, op: SetMethod, v: Val, lambda: Lambda): Val {
  if (!isPureLambda(f, lambda)) return unsupported(`${op} that changes something`);
  const of = elementDomain(v);
  const all = memberValues(of).map((x, i) => {
    const there = run.bindCond(memberAt(run, v, i));
    const holds = run.under(and(run.path, there), () =>
      run.bindCond(truth(run.bindVal(f.knot.lambda(run, f, lambda, [x])))),
    );
    return { there, holds };
  });
  switch (op) {
    case "some":
      return bool(all.reduce<Cond>((any, { there, holds }) => or(any, and(there, holds)), FALSE));
    case "every":
      return bool(all.reduce<Cond>((every, { there, holds }) => and(every, or(not(there), holds)), TRUE));
    case "filter":
      return {
        ...{ kind: "set", of, stored: false },
        members: all.map(({ there, holds }) => run.bindCond(and(there, holds))),
      };
    default:
      return unsupported(op);
  }
}
