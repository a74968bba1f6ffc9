// In: a seed. Out: a small model whose one action, function and invariant are arbitrary code.
// Not here: expressions (random-expressions.ts), models with identities and several actions (test/checker/random-models.ts).
import type { Expr, FlowBlock, Stmt } from "../../ir/expr.ts";
import type { SpecModel } from "../../ir/model.ts";
import * as b from "../checker/builder.ts";
import { createExpressions, type Expressions } from "./random-expressions.ts";
import * as w from "./random-world.ts";

/** `argument`: see `Around`. */
function createCode(dice: w.Dice, canPick: boolean, argument: (n: Expr) => Expr) {
  let jumps = 0;
  let around: readonly { readonly id: number; readonly isLoop: boolean }[] = [];
  /** Statements inside another function or flow: no jump leads out of it. */
  const apart = <T>(make: () => T): T => {
    const outer = around;
    around = [];
    const made = make();
    around = outer;
    return made;
  };
  const inside = (id: number, isLoop: boolean, make: () => Stmt): Stmt => {
    const outer = around;
    around = [...outer, { id, isLoop }];
    const made = make();
    around = outer;
    return made;
  };
  const x: Expressions = createExpressions(dice, { stmt: (d) => apart(() => stmt(d, false)), canPick, argument });

  const plain: readonly (() => Stmt)[] = [
    () => b.run(x.int(3)),
    () => b.run(x.bool(3)),
    () => b.put(w.s("n"), x.int(3)),
    () => b.put(w.s("m"), x.int(2)),
    () => b.put(w.s("q"), x.seq(3)),
    () => b.put(w.s("st"), x.set(3)),
    () => b.put(w.s("r"), x.rec(2)),
    () => b.put(w.s("x"), x.any(2)),
    () => b.put(w.s("maybe"), dice.below(2) ? x.rec(2) : b.lit(null)),
    () => b.put(w.s("t"), b.fill(w.table, x.int(2))),
    () => b.put(w.s("t"), b.fillWith(w.table, x.slot(), x.int(2))),
    () => b.put(w.s("t"), b.make(w.table, { x: x.int(1), 1: x.int(1), 2: x.int(1) }, [w.s("t")])),
    () => b.put(w.s("rows"), b.fill(w.rows, x.rec(2))),
    () => b.put(w.s("rows"), b.fillWith(w.rows, x.slot(), x.rec(2))),
    () => b.put(w.s("msg"), b.make(w.message, { tag: b.lit("one"), q: x.seq(1) })),
    () => b.put(w.s("msg"), b.make(w.message, { tag: b.lit("two"), q: x.int(0), w: x.rec(1) })),
    () => b.put(w.s("msg"), b.clone(w.s("msg"))),
    () => b.put(w.s("twice"), b.list(w.twice, x.seq(1), x.seq(2))),
    () => b.put(w.s("pair"), { kind: "tuple", elements: [x.int(2), x.int(1)], at: b.at, type: w.pair }),
    () => b.run(b.setMethod(x.set(1), dice.of(["clear", "add"]), w.set, x.int(1))),
    () => b.let_(dice.of(w.SLOTS.int), x.int(2)),
    () => b.let_(dice.of(w.SLOTS.seq), x.seq(2)),
    () => b.let_(dice.of(w.SLOTS.set), x.set(2)),
    () => b.let_(dice.of(w.SLOTS.rec), x.rec(2)),
    () => b.let_(dice.of(w.SLOTS.any), x.any(2)),
    () => b.let_(dice.of(w.SLOTS.int), null),
    () => b.when(x.bool(2)),
    () => b.assert(x.bool(2), dice.below(2)),
    ...x.collections.statements,
  ];

  /** `ends`: may return. */
  const stmt = (d: number, ends: boolean): Stmt => {
    if (d <= 0 || dice.below(5) < 3) return dice.of(plain)();
    const inner = (): Stmt => stmt(d - 1, ends);
    const id = jumps++;
    const nested: readonly (() => Stmt)[] = [
      () => b.block(inner(), inner()),
      () => b.if_(x.bool(2), inner(), dice.below(2) ? inner() : null),
      () => {
        const slot = x.slot();
        const i = b.local(slot, w.int);
        const test = b.logical(b.binary(i, "<", b.lit(3)), "&&", x.bool(1));
        const round = inside(id, true, () => b.loop(id, test, inner(), b.update(i, "++"), dice.below(2) > 0));
        return b.block(b.let_(slot, b.lit(0)), round);
      },
      () => {
        if (dice.below(2)) {
          const { of, slot } = dice.of(x.collections.loops)();
          return inside(id, true, () => b.forOf(id, slot, of, inner()));
        }
        const of = dice.of([x.seq(1), x.set(1), b.each(w.small)]);
        return inside(id, true, () => b.forOf(id, dice.of(w.SLOTS.int), of, inner()));
      },
      () => inside(id, false, () => b.labeled(id, b.block(inner(), inner()))),
      () =>
        inside(id, false, () =>
          b.switch_(
            ...([id, x.int(1), [b.lit(0), inner()], [x.int(1), inner(), inner()]] as const),
            ...([
              [null, inner()],
              [b.lit(1), inner()],
            ] as const),
          ),
        ),
      () =>
        inside(id, false, () =>
          b.switch_(id, x.any(1), [b.lit("a"), inner()], [x.any(1), b.breakTo(id)], [b.undef, inner()]),
        ),
      () => (around.length > 0 ? b.breakTo(dice.of(around).id) : inner()),
      () => {
        const loops = around.filter((l) => l.isLoop);
        return loops.length > 0 ? b.continueTo(dice.of(loops).id) : inner();
      },
      () => (ends ? b.give(x.int(2)) : inner()),
      () => flow(d),
    ];
    return dice.of(nested)();
  };

  /** Jumps back only past a counter. */
  const flow = (d: number): Stmt => {
    const slot = x.slot();
    const count = 2 + dice.below(4);
    const round = b.binary(b.update(b.local(slot, w.int), "++"), "<", b.lit(4));
    const blocks = Array.from({ length: count }, (_, at): FlowBlock => {
      const body = [apart(() => stmt(d - 1, false))];
      if (at === count - 1) return { body, end: { kind: "stop" } };
      const later = (): number => at + 1 + dice.below(count - at - 1);
      const ends: readonly FlowBlock["end"][] = [
        { kind: "goto", to: later() },
        { kind: "branch", test: round, then: dice.below(at + 1), else: later() },
        { kind: "branch", test: x.bool(1), then: later(), else: later() },
      ];
      return { body, end: dice.of(ends) };
    });
    return b.block(b.let_(slot, b.lit(0)), b.flow(...blocks));
  };
  return { stmt, x };
}

/** Every second local has a value, some of them references to parts of the state. */
const locals = (k: number): readonly Stmt[] => [
  b.let_(0, b.lit(k)),
  b.let_(2, b.lit(true)),
  b.let_(4, b.list(w.seq, b.lit(3))),
  b.let_(5, w.s("p")),
  b.let_(6, b.setFrom(w.set, b.list(w.seq, b.lit(2), b.lit(1)))),
  b.let_(7, w.s("st")),
  b.let_(8, b.make(w.rec, { a: b.lit(1), c: b.lit(false) })),
  b.let_(9, w.s("r")),
  b.let_(10, b.lit("a")),
  b.let_(12, b.make(w.item, { a: b.lit(1), b: b.undef })),
  b.let_(13, b.make(w.item, { a: b.lit(3), b: b.lit(true) })),
  b.let_(14, w.s("few")),
  b.let_(15, b.setFrom(w.msgs)),
  b.let_(16, b.bagFrom(w.bag)),
  b.let_(17, w.s("bag")),
  b.let_(18, b.mapFrom(w.at)),
  b.let_(19, w.s("at")),
  b.let_(20, b.pair(w.entry, b.lit(1), b.make(w.rec, { a: b.lit(1), c: b.lit(false) }))),
  b.let_(21, b.pair(w.entry, b.lit(2), w.s("r"))),
];

export function randomModel(seed: number, depth = 3): SpecModel {
  const dice = w.createDice(seed);
  const action = createCode(dice, true, (n) => n);
  const helper = createCode(dice, true, () => b.binary(b.local(0, w.int), "-", b.lit(1)));
  const invariant = createCode(dice, false, (n) => n);
  const record = b.make(w.rec, { a: b.lit(4), b: b.undef, c: b.lit(true) });
  const item = (a: number): Expr => b.make(w.item, { a: b.lit(a), b: b.undef });
  const list = (...xs: number[]): Expr => b.list(w.seq, ...xs.map(b.lit));
  const steps = Array.from({ length: 1 + dice.below(4) }, () => action.stmt(depth, true));
  const recursion = b.block(
    b.let_(8, b.local(1, w.rec)),
    b.if_(b.binary(b.local(0, w.int), "<", b.lit(1)), b.give(b.lit(1))),
    b.let_(1, b.lit(2)),
    ...locals(5).slice(1, 6),
    ...locals(5).slice(9),
    helper.stmt(1, true),
    b.give(helper.x.int(2)),
  );
  return b.model({
    state: w.state,
    ids: [{ name: "Cpu", size: 2 }],
    assertions: ["first", "second"],
    init: b.make(w.state, {
      ...{ n: b.lit(dice.of(w.NUMBERS.slice(0, 10))), m: b.lit(1), x: b.lit(dice.of([null, "a", 1])) },
      ...{ flag: b.lit(true), q: list(5, 1, 5), p: list(), st: b.setFrom(w.set, list(3, 0)), r: record },
      ...{ t: b.fill(w.table, b.lit(2)), rows: b.fill(w.rows, record), maybe: dice.of([record, b.lit(null)]) },
      ...{ msg: b.make(w.message, { tag: b.lit("two"), q: b.lit(1), w: record }), twice: b.list(w.twice, list()) },
      ...{
        msgs: b.setFrom(w.msgs, b.list(w.items, item(2), item(0))),
        few: b.setFrom(w.few, b.list(w.items, item(1))),
      },
      ...{ bag: b.bagFrom(w.bag, b.list(w.items, item(1), item(1))), by: b.mapFrom(w.by), sets: b.setFrom(w.sets) },
      ...{ at: b.mapFrom(w.at, b.list(b.seq(w.entry, 1), b.pair(w.entry, b.lit(2), record))), mixed: b.lit("idle") },
      items: b.list(w.items, item(3)),
      pair: { kind: "tuple", elements: [b.lit(1), b.lit(2)], at: b.at, type: w.pair },
    }),
    actions: [b.action("act", [], b.block(...locals(0), ...steps), ...w.SLOT_TYPES)],
    functions: [b.fn("helper", [w.int, w.rec], recursion, w.int, ...w.SLOT_TYPES.slice(2))],
    properties: [
      {
        ...b.property("invariant", "some", b.lit(true)),
        body: b.body(b.block(...locals(0), b.give(invariant.x.bool(3))), ...w.SLOT_TYPES),
      },
    ],
  });
}
