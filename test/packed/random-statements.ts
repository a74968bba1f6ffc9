// In: dice, a world. Out: arbitrary statements over it that keep the laws of binding: objects are stored only when new or
// copied, references are used before their place is given something else.
// Not here: expressions (random-expressions.ts), models of it (random-model.ts).
import { type Domain, NUMBER } from "../../ir/domain.ts";
import type { Expr, FlowBlock, Place, Stmt } from "../../ir/expr.ts";
import type { AssignOp } from "../../ir/syntax.ts";
import type { Dice } from "../cells/random-world.ts";
import * as b from "../checker/builder.ts";
import { type Around, createExpressions, SLOTS } from "./random-expressions.ts";
import * as w from "./random-world.ts";

export interface Code {
  bool(d: number): Expr;
  int(d: number): Expr;
  stmt(d: number, ends: "return" | "value" | "no"): Stmt;
  flow(d: number): Stmt;
}

export function createCode(dice: Dice, world: w.World, around: Around): Code {
  const { s } = world;
  const {
    int,
    bool,
    any,
    id,
    ref,
    text,
    intPlace,
    optionalValue,
    newRec,
    newMessage,
    someSet,
    keyOf,
    newCoin,
    newMany,
    coins,
    below,
    seven,
    spare,
    some,
  } = createExpressions(dice, world, around);
  const local = (slot: number, type: Domain): Place => b.local(slot, type);
  let jumps = 0;
  let loops: readonly { readonly id: number; readonly isLoop: boolean }[] = [];

  /** Gives no place a new object: a reference stays good. */
  const scalarStmt = (d: number): Stmt =>
    some<Stmt>(
      () => b.put(intPlace(d), seven(int(d), 4)),
      () => b.put(intPlace(d), int(d)),
      () => b.put(intPlace(d), int(d), dice.of<AssignOp>(["+", "-", "&&", "||"])),
      () => b.put(s("who"), dice.below(2) ? id(d) : b.lit(null), dice.of<AssignOp>(["=", "=", "??", "&&"])),
      () => b.put(s("flag"), bool(d)),
      () => b.let_(dice.of(SLOTS.ints), int(d)),
      () => b.let_(dice.of(SLOTS.bools), bool(d)),
      () => b.let_(SLOTS.any[0], b.lit(dice.of(["a", true, null, false, 2] as const))),
      () => b.let_(SLOTS.ids[0], dice.below(2) ? id(d) : s("who")),
      () => b.run(int(d + 1)),
      () => b.run(bool(d + 1)),
      ["e", () => b.put(s("e"), text(d))],
      ["f", () => b.put(s("f"), text(d))],
      ["c", () => b.put(s("c"), dice.below(2) ? bool(d) : any(d))],
      ["x", () => b.put(s("x"), dice.below(2) ? int(d) : b.lit(dice.of([null, "a"] as const)))],
      ["opt", () => b.put(s("opt"), optionalValue(d))],
      ["st", () => b.run(b.setMethod(s("st"), dice.of(["add", "add", "delete"]), b.set(w.p), id(d)))],
      ["si", () => b.run(b.setMethod(s("si"), dice.of(["add", "delete"]), b.set(w.small), below(d, 4)))],
      ["bits", () => b.run(b.setMethod(s("bits"), dice.of(["add", "delete"]), b.set(w.small), int(d)))],
      [
        "wide",
        () =>
          b.run(b.setMethod(s("wide"), dice.of(["add", "delete"]), b.set(w.small), b.binary(int(d), "&", b.lit(63)))),
      ],
      [
        "sets",
        () => b.run(b.setMethod(b.row(s("sets"), id(d)), dice.of(["add", "delete"]), b.set(w.small), below(d, 3))),
      ],
      () => b.put(b.get(ref(d), "b"), optionalValue(d)),
      () => b.put(b.get(ref(d), "w"), dice.below(2) ? id(d) : b.lit(null)),
      ["msg", () => b.put(b.get(s("msg"), "who"), id(d))],
      ["sets", () => b.run(b.setMethod(b.row(s("sets"), id(d)), "clear", { kind: "void" }))],
      ["by", () => b.run(b.mapMethod(s("by"), "set", b.map(w.p, w.small), keyOf(d), seven(int(d), 4)))],
      ["by", () => b.run(b.mapMethod(s("by"), "set", b.map(w.p, w.small), keyOf(d), int(d)))],
      ["by", () => b.run(b.mapMethod(s("by"), "delete", b.BOOL, keyOf(d)))],
      ["mo", () => b.run(b.mapMethod(s("mo"), "set", b.map(w.abc, w.optional), text(d), optionalValue(d)))],
      ["mo", () => b.run(b.mapMethod(s("mo"), "delete", b.BOOL, text(d)))],
      ["few", () => b.run(b.setMethod(s("few"), dice.of(["add", "delete"]), b.set(w.small, 2), below(d, 4)))],
      ["bag", () => b.run(b.bagMethod(s("bag"), dice.of(["add", "delete"]), b.bag(w.abc, 2), text(d)))],
      ["blend", () => b.put(b.get(s("blend"), "k"), below(d, 4))],
      [
        "hold",
        () => {
          const held = b.get(b.row(s("hold"), id(d)), "by");
          return b.run(b.mapMethod(held, "set", b.map(b.BOOL, w.small), bool(d), seven(int(d), 4)));
        },
      ],
      ["hold", () => b.put(b.get(b.row(s("hold"), id(d)), "n"), below(d, 4))],
      () => b.when(bool(d)),
      () => b.assert(b.logical(bool(d), "||", bool(d)), dice.below(2)),
    );
  const objectStmt = (d: number): Stmt =>
    some<Stmt>(
      ["r", () => b.put(s("r"), dice.below(2) ? newRec(d) : b.clone(ref(d)))],
      ["r2", () => b.put(s("r2"), dice.below(2) ? newRec(d) : b.clone(ref(d)))],
      ["r", () => b.put(s("r"), b.make(w.rec, { a: int(d) }, [ref(d)]))],
      ["rows", () => b.put(b.row(s("rows"), below(d, 4)), dice.below(2) ? newRec(d) : b.clone(ref(d)))],
      ["rows", () => b.put(s("rows"), b.fill(b.table(w.small, w.rec), newRec(d)))],
      ["maybe", () => b.put(s("maybe"), dice.below(2) ? newRec(d) : b.lit(null))],
      ["msg", () => b.put(s("msg"), newMessage(d))],
      ["box", () => b.run(b.seqMethod(s("box"), dice.of(["push", "unshift"]), NUMBER, [newMessage(d)]))],
      ["box", () => b.run(b.seqMethod(s("box"), dice.of(["pop", "shift"]), b.orUndefined(w.message)))],
      ["qr", () => b.run(b.seqMethod(s("qr"), dice.of(["push", "unshift"]), NUMBER, [newRec(d)]))],
      ["qr", () => b.run(b.seqMethod(s("qr"), dice.of(["pop", "shift"]), b.orUndefined(w.rec)))],
      [
        "q",
        () => b.put(s("q"), b.list(b.seq(w.small, 3), ...Array.from({ length: dice.below(4) }, () => below(d, 4)))),
      ],
      [
        "st",
        () =>
          b.put(
            s("st"),
            b.setMethod(
              someSet(d, "p"),
              dice.of(["union", "intersection", "difference", "symmetricDifference"]),
              b.set(w.p),
              someSet(d, "p"),
            ),
          ),
      ],
      [
        "si",
        () =>
          b.put(
            s("si"),
            b.setMethod(
              someSet(d, "small"),
              dice.of(["union", "intersection", "difference", "symmetricDifference"]),
              b.set(b.int(0, 20)),
              someSet(d, "small"),
            ),
          ),
      ],
      () => b.put(s("t"), b.fill(b.table(w.p, w.small), below(d, 4))),
      () => {
        const x = spare();
        return b.put(
          s("t"),
          b.fillWith(
            b.table(w.p, w.small),
            x,
            b.conditional(b.eq(local(x, w.p), s("who")), below(d, 4), b.row(s("t"), local(x, w.p))),
          ),
        );
      },
      [
        "tt",
        () =>
          b.put(
            b.row(s("tt"), id(d)),
            dice.below(2) ? b.fill(b.table(b.BOOL, w.small), below(d, 4)) : b.clone(b.row(s("tt"), id(d))),
          ),
      ],
      ["pair", () => b.put(s("pair"), { kind: "tuple", elements: [below(d, 4), below(d, 4)], at: b.at, type: w.pair })],
      ["mr", () => b.run(b.mapMethod(s("mr"), "set", b.map(w.small, w.rec), below(d, 4), newRec(d)))],
      ["mr", () => b.run(b.mapMethod(s("mr"), "set", b.map(w.small, w.rec), below(d, 5), b.clone(ref(d))))],
      ["mr", () => b.run(b.mapMethod(s("mr"), "delete", b.BOOL, below(d, 4)))],
      ["mr", () => b.run(b.mapMethod(s("mr"), "clear", b.BOOL))],
      ["by", () => b.run(b.mapMethod(s("by"), "clear", b.BOOL))],
      ["by,by2", () => b.put(s("by"), b.clone(s("by2")))],
      ["by,by2", () => b.put(s("by2"), b.clone(s("by")))],
      ["msgs", () => b.run(b.setMethod(s("msgs"), "add", b.set(w.coin), newCoin(d)))],
      ["msgs", () => b.put(s("msgs"), coins(d))],
      [
        "msgs",
        () => b.put(s("msgs"), b.setMethod(coins(d), dice.of(["union", "difference"]), b.set(w.coin), coins(d))),
      ],
      ["many", () => b.run(b.setMethod(s("many"), "add", b.set(w.most), newMany(d)))],
      ["blend", () => b.put(s("blend"), dice.below(2) ? b.lit("idle") : b.make(w.blend, { k: below(d, 4) }))],
      ["hold", () => b.put(b.row(s("hold"), id(d)), b.clone(b.row(s("hold"), id(d))))],
      () => scalarStmt(d),
    );
  /** Uses key and value of the entry first, when the map may still be as it was. */
  const ofPair = (slot: number, type: typeof w.entry, then: Stmt): Stmt => {
    const part = (name: "0" | "1"): Place => b.get(local(slot, type), name);
    const use =
      type === w.entry
        ? b.put(s("m"), b.binary(part("1"), "+", b.conditional(b.eq(part("0"), s("who")), b.lit(1), b.lit(0))))
        : b.put(b.get(part("1"), "a"), seven(b.binary(part("0"), "+", int(1)), 4));
    return b.block(use, then);
  };
  const inside = (isLoop: boolean, make: (id: number) => Stmt): Stmt => {
    const outer = loops;
    const id = jumps++;
    loops = [...outer, { id, isLoop }];
    const made = make(id);
    loops = outer;
    return made;
  };
  const apart = <T>(make: () => T): T => {
    const outer = loops;
    loops = [];
    const made = make();
    loops = outer;
    return made;
  };

  const stmt = (d: number, ends: "return" | "value" | "no"): Stmt => {
    if (d <= 0 || dice.below(5) < 2) return dice.below(3) ? scalarStmt(1) : objectStmt(1);
    const inner = (): Stmt => stmt(d - 1, ends);
    return some<Stmt>(
      () => b.block(inner(), inner()),
      () => b.if_(bool(1), inner(), dice.below(2) ? inner() : null),
      () => b.if_(bool(2), b.block(inner(), inner()), inner()),
      () => b.when(bool(2)),
      () => {
        const slot = spare();
        const i = local(slot, NUMBER);
        const test = b.binary(i, "<", dice.below(2) ? b.lit(3) : seven(int(0), 4));
        return b.block(
          b.let_(slot, b.lit(0)),
          inside(true, (id) => b.loop(id, test, inner(), b.update(i, "++"), dice.below(3) > 0)),
        );
      },
      () => inside(true, (id) => b.forOf(id, SLOTS.ints[0], b.each(w.small), inner())),
      () => inside(true, (id) => b.forOf(id, SLOTS.ids[0], b.each(w.p), inner())),
      ["st", () => inside(true, (id) => b.forOf(id, SLOTS.ids[0], s("st"), inner()))],
      ["si", () => inside(true, (id) => b.forOf(id, SLOTS.ints[1], s("si"), inner()))],
      ["q", () => inside(true, (id) => b.forOf(id, SLOTS.ints[1], s("q"), inner()))],
      [
        "by",
        () => inside(true, (id) => b.forOf(id, SLOTS.pairs[0], s("by"), ofPair(SLOTS.pairs[0], w.entry, inner()))),
      ],
      [
        "mr",
        () => inside(true, (id) => b.forOf(id, SLOTS.pairs[1], s("mr"), ofPair(SLOTS.pairs[1], w.entryOfRec, inner()))),
      ],
      [
        "msgs",
        () => {
          const slot = spare();
          const use = b.put(s("m"), b.binary(s("m"), "+", b.get(local(slot, w.coin), "w")));
          return inside(true, (id) => b.forOf(id, slot, s("msgs"), b.block(use, inner())));
        },
      ],
      ["few", () => inside(true, (id) => b.forOf(id, SLOTS.ints[1], s("few"), inner()))],
      () => inside(false, (id) => b.labeled(id, b.block(inner(), inner(), inner()))),
      () =>
        inside(false, (id) => {
          const exit = (): Stmt[] => (dice.below(2) ? [b.breakTo(id)] : []);
          return b.switch_(
            id,
            seven(int(1), 4),
            [b.lit(0), inner(), ...exit()],
            [b.lit(2), inner(), ...exit()],
            [null, inner(), ...exit()],
            [b.lit(1), inner()],
          );
        }),
      () =>
        inside(false, (id) =>
          b.switch_(
            id,
            text(1),
            [b.lit("a"), inner(), b.breakTo(id)],
            [b.lit("b"), inner()],
            [b.lit("c"), b.breakTo(id)],
          ),
        ),
      () => (loops.length > 0 ? b.if_(bool(1), b.breakTo(dice.of(loops).id)) : inner()),
      () => {
        const around = loops.filter((l) => l.isLoop);
        return around.length > 0 ? b.if_(bool(1), b.continueTo(dice.of(around).id)) : inner();
      },
      () => (loops.length > 0 ? b.breakTo(dice.of(loops).id) : inner()),
      () =>
        inside(false, (id) => {
          const leave = (): Stmt => b.if_(bool(1), b.block(scalarStmt(0), b.breakTo(id)));
          return b.labeled(id, b.block(leave(), scalarStmt(1), leave(), inner()));
        }),
      () => (ends === "no" ? inner() : b.if_(bool(1), ends === "return" ? b.give(null) : b.give(int(1)))),
      () => flow(d - 1),
      () => {
        const slot = spare();
        const r = local(slot, w.rec);
        const change = (): Stmt =>
          dice.of([
            b.put(b.get(r, "a"), seven(int(1), 4)),
            b.run(b.update(b.get(r, "a"), "++")),
            b.put(b.get(r, "b"), optionalValue(1)),
            b.if_(b.eq(b.get(r, "w"), s("who")), scalarStmt(0)),
          ]);
        return b.block(b.let_(slot, ref(0)), change(), b.if_(bool(1), change()), change());
      },
    );
  };
  /** Jumps back only past a counter. */
  const flow = (d: number): Stmt => {
    const slot = spare();
    const count = 2 + dice.below(4);
    const round = b.binary(b.update(local(slot, NUMBER), "++"), "<", b.lit(2));
    const blocks = Array.from({ length: count }, (_, at): FlowBlock => {
      const body = [apart(() => stmt(d, "no"))];
      if (at === count - 1) return { body, end: { kind: "stop" } };
      const later = (): number => at + 1 + dice.below(count - at - 1);
      const ends: readonly FlowBlock["end"][] = [
        { kind: "goto", to: later() },
        { kind: "branch", test: round, then: dice.below(at + 1), else: later() },
        { kind: "branch", test: bool(1), then: later(), else: later() },
      ];
      return { body, end: dice.of(ends) };
    });
    return b.block(b.let_(slot, b.lit(0)), b.flow(...blocks));
  };
  return { int, bool, stmt, flow };
}
