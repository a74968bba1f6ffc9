/**
 * Loops, with the budget of iterations that every attempt has.
 * In: `Stmt` of kinds loop and forOf. Out: code; a loop without end is a range failure.
 * Not here: jumps back inside a flow (`flows.ts`), which cost iterations too.
 */
import { alternatives, isScalar } from "../../../../ir/domain.ts";
import type { Stmt, Type } from "../../../../ir/expr.ts";
import { isDomain } from "../../../../ir/type.ts";
import { block, br, type Code, call, get, i32, i32c, i64, label, loop, set, when } from "../../wasm/code.ts";
import type { Local } from "../../wasm/module.ts";
import { addressOf, isObject } from "../atoms.ts";
import { elementOf, lengthOf } from "../lists.ts";
import { ascendingFunction } from "./ascending.ts";
import { spendParts } from "./budget.ts";
import { newPair } from "./collections.ts";
import { finderOf, handedOut, membersOf } from "./members.ts";
import { eachValue } from "./quantifiers.ts";
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

/** How a collection is gone through: what each round is given of it. */
interface Rounds {
  /** Cells of an element. */
  readonly step: 1 | 2;
  /** From the collection's list the one that is gone through. */
  readonly order: (list: Local) => readonly Code[];
  /** i32: the element at an address is no longer in the collection's list; null where that does not matter. */
  readonly isGone: ((list: Code, at: Code) => Code) | null;
  /** Gives the slot what an author is given of the element at an address. */
  give(at: Code): readonly Code[];
}

/** A sequence by live position; anything else in the order of its domain, what is gone meanwhile left out. */
export function forOf(s: Scope, x: Stmt & { kind: "forOf" }): readonly Code[] {
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
  const [list, own, at] = [s.temps.take("i32"), s.temps.take("i32"), s.temps.take("i32")];
  const collection = s.temps.take("i64");
  const of = s.knot.cell(s, x.of);
  const { step, order, isGone, give } = roundsOf(s, x);
  const element = elementOf(get(list), get(at));
  const visit = [...give(element), ...body()];
  const skipped = label("skipped");
  const round = isGone === null ? visit : [block(skipped, [br(skipped, isGone(get(own), element)), ...visit])];
  return [
    set(collection, of),
    when(i32.eqz(isObject(get(collection))), failRange(s)),
    set(own, addressOf(get(collection))),
    set(list, get(own)),
    ...order(list),
    set(at, i32c(0)),
    block(leave, [
      loop(again, [
        br(leave, i32.ge_u(get(at), lengthOf(get(list)))),
        ...tick(s),
        ...round,
        set(at, i32.add(get(at), i32c(step))),
        br(again),
      ]),
    ]),
  ];
}

function roundsOf(s: Scope, x: Stmt & { kind: "forOf" }): Rounds {
  const domain = isDomain(x.of.type)
    ? alternatives(x.of.type).find((d) => d.kind === "set" || d.kind === "bag" || d.kind === "map")
    : undefined;
  const slot = slotOf(s, x.slot);
  if (domain?.kind !== "set" && domain?.kind !== "bag" && domain?.kind !== "map")
    return { step: 1, order: () => [], isGone: null, give: (at) => [set(slot, i64.load(at))] };
  const members = membersOf(domain);
  const { of, step } = members;
  const find = finderOf(s.shared, members);
  return {
    step,
    order: (list) => [
      ...spendParts(s, step === 1 ? lengthOf(get(list)) : i32.shr_u(lengthOf(get(list)), i32c(1))),
      set(list, call(ascendingFunction(s.shared, of, step), [get(list)])),
    ],
    isGone: (list, at) => i32.lt_s(call(find, [list, i64.load(at)]), i32c(0)),
    give: (at) =>
      domain.kind === "map"
        ? newPair(s, pairType(s, x), handedOut(s, of, i64.load(at)), i64.load(at, 8), slot)
        : [set(slot, handedOut(s, of, i64.load(at)))],
  };
}

function pairType(s: Scope, x: Stmt & { kind: "forOf" }): Type {
  const type = s.types[x.slot];
  if (type === undefined) throw new Error(`${s.func.name} has no slot ${x.slot}`);
  return type;
}
