/**
 * Loops, with the budget of iterations that every attempt has.
 * In: `Stmt` of kinds loop and forOf. Out: code; a loop without end is a range failure.
 * Not here: jumps back inside a flow (`flows.ts`), which cost iterations too.
 */
import { isScalar } from "../../../../ir/domain.ts";
import type { Stmt } from "../../../../ir/expr.ts";
import { block, br, type Code, call, get, i32, i32c, i64, label, loop, set, when } from "../../wasm/code.ts";
import { addressOf, isKind, isObject } from "../atoms.ts";
import { elementOf, lengthOf } from "../lists.ts";
import { spendParts } from "./budget.ts";
import { memberOfKind } from "./places.ts";
import { eachValue } from "./quantifiers.ts";
import { ascendingFunction } from "./references.ts";
import { failRange, type Scope, slotOf, withJump } from "./scope.ts";

/** One iteration less; a failure past the last. */
export function tick(s: Scope): readonly Code[] {
  const { iterations } = s.shared.objects;
  return [set(iterations, i32.sub(get(iterations), i32c(1))), when(i32.lt_s(get(iterations), i32c(0)), failRange(s))];
}

export function loopOf(s: Scope, x: Stmt & { kind: "loop" }): readonly Code[] {
  const [leave, next, again] = [label("break"), label("continue"), label("again")];
  const inside = withJump(s, x.id, { leave, next });
  const test = x.test === null ? null : s.knot.test(s, x.test);
  const update = x.update === null ? [] : s.knot.run(s, x.update);
  const round = [...tick(s), block(next, s.knot.stmt(inside, x.body)), ...update];
  if (!x.testFirst) return [block(leave, [loop(again, [...round, br(again, test)])])];
  const stop = test === null ? [] : [br(leave, i32.eqz(test))];
  return [block(leave, [loop(again, [...stop, ...round, br(again)])])];
}

/** A sequence by live position; a set in the order of its domain, whose removed members are left out. */
export function forOf(s: Scope, x: Stmt & { kind: "forOf" }): readonly Code[] {
  const { lists } = s.shared.objects;
  const [leave, next, again] = [label("break"), label("continue"), label("again")];
  const body = (): readonly Code[] => [block(next, s.knot.stmt(withJump(s, x.id, { leave, next }), x.body))];
  // Nobody else has the list: its elements can be made one by one.
  if (x.of.kind === "each" && isScalar(x.of.domain)) {
    return [
      block(
        leave,
        eachValue(s, x.of.domain, slotOf(s, x.slot), () => [...tick(s), ...body()]),
      ),
    ];
  }
  const [list, at] = [s.temps.take("i32"), s.temps.take("i32")];
  const [collection, element] = [s.temps.take("i64"), s.temps.take("i64")];
  const of = s.knot.cell(s, x.of);
  const domain = memberOfKind(x.of.type, "set");
  const isSet = isKind(get(collection), "set");
  const inOrder = domain === null ? lists.copy : ascendingFunction(s.shared, domain.of);
  const member = call(lists.indexOf, [addressOf(get(collection)), get(element)]);
  const isGone = domain === null && memberOfKind(x.of.type, "seq") !== null ? null : i32.lt_s(member, i32c(0));
  const round = [...tick(s), set(element, i64.load(elementOf(get(list), get(at)))), ...skipGone()];
  return [
    set(collection, of),
    when(i32.eqz(isObject(get(collection))), failRange(s)),
    set(list, addressOf(get(collection))),
    ...(isGone === null
      ? []
      : [when(isSet, [...spendParts(s, lengthOf(get(list))), set(list, call(inOrder, [get(list)]))])]),
    set(at, i32c(0)),
    block(leave, [
      loop(again, [
        br(leave, i32.ge_u(get(at), lengthOf(get(list)))),
        ...round,
        set(at, i32.add(get(at), i32c(1))),
        br(again),
      ]),
    ]),
  ];

  function skipGone(): readonly Code[] {
    const visit = [set(slotOf(s, x.slot), get(element)), ...body()];
    if (isGone === null) return visit;
    const skipped = label("skipped");
    return [block(skipped, [when(isSet, [br(skipped, isGone)]), ...visit])];
  }
}
