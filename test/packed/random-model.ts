// In: a seed. Out: a model of a few actions, functions and properties of arbitrary code over small domains.
// Not here: the code (random-statements.ts), what is asked of it (random.test.ts).
import { NUMBER } from "../../ir/domain.ts";
import type { Stmt } from "../../ir/expr.ts";
import type { Property, SpecModel } from "../../ir/model.ts";
import { createDice } from "../cells/random-world.ts";
import * as b from "../checker/builder.ts";
import { declared, SLOT_TYPES, SLOTS } from "./random-expressions.ts";
import { createCode } from "./random-statements.ts";
import * as w from "./random-world.ts";

const FUNCTIONS = 2;

export function randomModel(seed: number): SpecModel {
  const dice = createDice(seed);
  const world = w.randomWorld(dice);
  const self = b.local(SLOTS.self, w.p);
  const body = (canPick: boolean, functions: number, isAction: boolean) =>
    createCode(dice, world, { canPick, functions, self: isAction ? self : null });
  const actions = Array.from({ length: 3 }, (_, i) => {
    const code = body(true, FUNCTIONS, true);
    const guard = dice.below(3) ? [b.when(code.bool(1))] : [];
    const steps = Array.from({ length: 1 + dice.below(3) }, (): Stmt => code.stmt(2, "return"));
    const all = dice.below(4) === 0 ? [code.flow(2)] : steps;
    return b.action(`act${i}`, [w.p], b.block(...guard, ...declared(dice, w.p), ...all), ...SLOT_TYPES);
  });
  // (self, number, boolean): the later one may be called by nobody but actions, so that all ends.
  const functions = Array.from({ length: FUNCTIONS }, (_, i) => {
    const code = createCode(dice, world, { canPick: dice.below(2) > 0, functions: i, self });
    const args = [b.let_(SLOTS.bools[0], b.local(2, b.BOOL)), b.let_(2, b.lit(1))];
    const locals = declared(dice, w.p).slice(4);
    return b.fn(
      ...([`f${i}`, [w.p, NUMBER, NUMBER]] as const),
      ...([
        b.block(...args, b.let_(SLOTS.bools[1], b.lit(true)), ...locals, code.stmt(1, "value"), b.give(code.int(1))),
        NUMBER,
      ] as const),
      ...SLOT_TYPES.slice(2),
    );
  });
  const property = (kind: Property["kind"], name: string): Property => {
    const code = body(false, 0, false);
    const value = b.block(...declared(dice, b.BOOL), b.give(code.bool(2)));
    return { ...b.property(kind, name, b.lit(true)), body: b.body(value, NUMBER, ...SLOT_TYPES) };
  };
  const stepCode = body(false, 0, false);
  const step: Property = {
    ...b.property("stepInvariant", "step", b.lit(true)),
    body: b.body(
      b.block(
        ...declared(dice, b.BOOL),
        b.give(
          b.logical(b.binary(world.next("n"), "<=", b.binary(world.s("n"), "+", b.lit(2))), "||", stepCode.bool(2)),
        ),
      ),
      ...[NUMBER, ...SLOT_TYPES],
    ),
  };
  return b.model({
    state: world.state,
    ids: [{ name: "P", size: 3 }],
    assertions: ["first", "second"],
    init: b.lit(null),
    actions,
    functions,
    properties: [property("invariant", "one"), property("reachable", "two"), ...(dice.below(2) ? [step] : [])],
    options: { constraint: property("invariant", "inside").body },
  });
}
