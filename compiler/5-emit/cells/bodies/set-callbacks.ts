/**
 * Methods of sets that take a function: its code stands in a loop over the members, in the order of their domain.
 * In: `Expr` of kind setMethod with a lambda. Out: code.
 * Not here: the other methods (`sets.ts`), those of sequences (`callbacks.ts`).
 */
import type { Expr } from "../../../../ir/expr.ts";
import {
  block,
  br,
  type Code,
  call,
  get,
  i32,
  i32c,
  i64,
  type Label,
  label,
  loop,
  set,
  when,
} from "../../wasm/code.ts";
import type { Local } from "../../wasm/module.ts";
import { objectCell } from "../atoms.ts";
import { elementOf, lengthOf } from "../lists.ts";
import { ascendingFunction } from "./ascending.ts";
import { spendParts } from "./budget.ts";
import { bind, lambdaOf } from "./callbacks.ts";
import { handedOut, type Members } from "./members.ts";
import { objectOf } from "./places.ts";
import type { Scope } from "./scope.ts";

type Method = Expr & { kind: "setMethod" };

interface Walk {
  /** The list that is gone through, and the member itself: the function is given what an author may have of it. */
  readonly list: Local;
  readonly member: Local;
  readonly done: Label;
  /** `before`: when the list is known. */
  through(body: readonly Code[], before?: readonly Code[]): readonly Code[];
}

function walkOf(s: Scope, e: Method, { of }: Members): Walk {
  const [list, at] = [s.temps.take("i32"), s.temps.take("i32")];
  const member = s.temps.take("i64");
  const [done, next] = [label("done"), label("member")];
  const from = objectOf(s, e.of);
  return {
    ...{ list, member, done },
    through: (body, before = []) => [
      set(list, from),
      ...spendParts(s, lengthOf(get(list))),
      set(list, call(ascendingFunction(s.shared, of), [get(list)])),
      ...before,
      set(at, i32c(0)),
      block(done, [
        loop(next, [
          br(done, i32.ge_u(get(at), lengthOf(get(list)))),
          set(member, i64.load(elementOf(get(list), get(at)))),
          ...bind(s, lambdaOf(e), [handedOut(s, of, get(member))]),
          ...body,
          set(at, i32.add(get(at), i32c(1))),
          br(next),
        ]),
      ]),
    ],
  };
}

/** i32: some, every; they stop early. */
export function setCallbackTest(s: Scope, e: Method, members: Members, op: "some" | "every"): Code {
  const found = s.temps.take("i32");
  const walk = walkOf(s, e, members);
  const holds = s.knot.lambdaTest(s, lambdaOf(e));
  const stop = op === "some" ? holds : i32.eqz(holds);
  const body = [when(stop, [set(found, i32c(op === "some" ? 1 : 0)), br(walk.done)])];
  return block(null, [set(found, i32c(op === "some" ? 0 : 1)), ...walk.through(body), get(found)], "i32");
}

/** i64: a new set of those members that the function wants. */
export function filtered(s: Scope, e: Method, members: Members): Code {
  const { lists } = s.shared.objects;
  const made = s.temps.take("i32");
  const walk = walkOf(s, e, members);
  const holds = s.knot.lambdaTest(s, lambdaOf(e));
  const keep = when(holds, [call(lists.push, [get(made), get(walk.member)])]);
  const begin = [set(made, call(lists.create, [lengthOf(get(walk.list))]))];
  return block(null, [...walk.through([keep], begin), objectCell("set", get(made), 0)], "i64");
}
