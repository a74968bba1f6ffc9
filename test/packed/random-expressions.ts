// In: dice, a world. Out: arbitrary expressions over it, with effects and choices inside each other, well typed as far as that
// goes: values that may be nothing, keys and positions that may be outside.
// Not here: the domains (random-world.ts), statements (random-statements.ts).
import { type Domain, NUMBER } from "../../ir/domain.ts";
import type { Expr, Place, Stmt } from "../../ir/expr.ts";
import type { AssignOp, BinaryOp } from "../../ir/syntax.ts";
import type { Dice } from "../cells/random-world.ts";
import * as b from "../checker/builder.ts";
import { createCoins } from "./random-coins.ts";
import * as w from "./random-world.ts";

export const SLOTS = { self: 0, ints: [1, 2], bools: [3, 4], any: [5], ids: [6], pairs: [67, 68] } as const;
const FIRST_SPARE = 7;
const SPARE = 60;
/** After the parameter. */
export const SLOT_TYPES: readonly Domain[] = [
  ...[NUMBER, NUMBER, b.BOOL, b.BOOL, w.mixed, w.whoever],
  ...Array.from({ length: SPARE }, () => NUMBER),
  ...[w.entry, w.entryOfRec],
];
/** Every named slot has a value at first. */
export const declared = (dice: Dice, d: Domain): readonly Stmt[] => [
  ...(d.kind === "id" ? [] : [b.let_(SLOTS.self, b.lit(null))]),
  ...SLOTS.ints.map((i) => b.let_(i, b.lit(dice.below(4)))),
  ...SLOTS.bools.map((i) => b.let_(i, b.lit(dice.below(2) === 0))),
  b.let_(SLOTS.any[0], b.lit(dice.of(["a", true, null, 2] as const))),
  b.let_(SLOTS.ids[0], b.lit(null)),
];

const ARITHMETIC: readonly BinaryOp[] = ["+", "+", "-", "-", "*", "%", "/", "&", "|", "^", "<<", ">>"];
const COMPARISONS: readonly BinaryOp[] = ["<", "<=", ">", ">=", "===", "!=="];

export interface Around {
  readonly canPick: boolean;
  readonly functions: number;
  readonly self: Expr | null;
}

export type Expressions = ReturnType<typeof createExpressions>;

export function createExpressions(dice: Dice, world: w.World, around: Around) {
  const { s, has } = world;
  let slots = 0;
  const spare = (): number => FIRST_SPARE + (slots++ % SPARE);
  const local = (slot: number, type: Domain): Place => b.local(slot, type);
  const some = <T>(...makers: readonly ([string, () => T] | (() => T))[]): T => {
    const able = makers.flatMap((m) => (typeof m === "function" ? [m] : m[0].split(",").every(has) ? [m[1]] : []));
    return dice.of(able)();
  };
  /** A choice multiplies what there is to compare: seldom. */
  const canPick = (): boolean => around.canPick && dice.below(3) === 0;
  const seven = (x: Expr, n: number): Expr => b.binary(b.binary(x, "&", b.lit(7)), "%", b.lit(n));
  /** Something that is surely in 0 … n-1. */
  const below = (d: number, n: number): Expr => (dice.below(2) ? b.lit(dice.below(n)) : seven(int(d), n));

  const id = (d: number): Expr =>
    some<Expr>(
      () => around.self ?? b.firstOf(w.p, spare(), b.lit(true)),
      () => around.self ?? b.firstOf(w.p, spare(), b.lit(true)),
      () => {
        const x = spare();
        return b.firstOf(w.p, x, b.logical(bool(d - 1), "||", b.eq(local(x, w.p), s("who"))));
      },
      () => (canPick() ? b.pick(w.p) : b.firstOf(w.p, spare(), b.lit(true))),
      () =>
        b.logical(
          dice.below(2) ? s("who") : local(SLOTS.ids[0], w.whoever),
          "??",
          around.self ?? b.firstOf(w.p, spare(), b.lit(true)),
        ),
    );
  const { newCoin, newMany, coins, overCoin } = createCoins(dice, {
    s,
    some,
    spare,
    int: (d) => int(d),
    bool: (d) => bool(d),
    below,
  });
  const keyOf = (d: number): Expr => (dice.below(4) ? id(d) : s("who"));
  const ref = (d: number): Expr =>
    some<Expr>(
      ["mr", () => b.mapMethod(s("mr"), "get", w.rec, below(d, dice.below(4) ? 4 : 6))],
      ["rows", () => b.row(s("rows"), below(d, 4))],
      ["pad", () => b.row(s("pad"), below(d, 4))],
      ["r", () => s("r")],
      ["r2", () => s("r2")],
      ["qr", () => b.element(s("qr"), below(d, 2))],
      ["maybe", () => ({ ...s("maybe"), type: w.rec })],
      () => newRec(d),
    );
  const newRec = (d: number): Expr =>
    b.make(w.rec, { a: int(d), b: optionalValue(d), w: dice.below(2) ? id(d) : b.lit(null) });
  const optionalValue = (d: number): Expr =>
    some<Expr>(
      () => b.lit("a"),
      () => b.lit("b"),
      () => b.undef,
      ["opt", () => s("opt")],
      () => b.conditional(bool(d - 1), b.lit("b"), b.undef),
    );
  const text = (d: number): Expr =>
    some<Expr>(
      () => b.lit(dice.of(["a", "b", "c", "d"] as const)),
      ["e", () => s("e")],
      ["f", () => s("f")],
      ["ti", () => b.row(s("ti"), b.binary(below(d, 3), "+", b.lit(1)))],
      ["opt", () => s("opt")],
      ["msg", () => b.get(s("msg"), "kind")],
      ["e,f", () => b.conditional(bool(d - 1), s("e"), s("f"))],
    );
  const any = (d: number): Expr =>
    some<Expr>(
      ["c", () => s("c")],
      ["x", () => s("x")],
      () => local(SLOTS.any[0], w.mixed),
      () => s("who"),
      () => text(d),
      () => int(d - 1),
      () => bool(d - 1),
      () => b.lit(dice.of([null, true, false, "a", 2, 0] as const)),
      () => b.undef,
      () => id(d - 1),
      ["r", () => b.get(s("r"), "b")],
    );
  const intPlace = (d: number): Place =>
    some<Place>(
      () => s("n"),
      () => s("m"),
      () => local(dice.of(SLOTS.ints), NUMBER),
      () => b.row(s("t"), id(d)),
      () => b.row(s("t"), dice.below(3) ? id(d) : s("who")),
      () => b.get(ref(d), "a"),
      ["tt", () => b.row(b.row(s("tt"), id(d)), bool(d))],
      [
        "tm",
        () =>
          b.row(
            s("tm"),
            dice.below(2)
              ? b.lit(dice.of(["a", true, null, false, 2] as const))
              : b.logical(local(SLOTS.any[0], w.mixed), "??", b.lit("a")),
          ),
      ],
      ["q", () => b.element(s("q"), below(d, 3))],
      ["t2", () => b.row(s("t2"), id(d))],
      ["pair", () => ({ kind: "index", of: s("pair"), key: b.lit(dice.below(2)), at: b.at, type: w.small })],
      ["msg", () => b.get(s("msg"), "n")],
      ["one", () => s("one")],
    );
  const int = (depth: number): Expr => {
    if (depth <= 0) return dice.below(3) ? b.lit(dice.below(6) - 1) : intPlace(0);
    const d = depth - 1;
    return some<Expr>(
      () => intPlace(d),
      () => intPlace(d),
      () => b.binary(int(d), dice.of(ARITHMETIC), int(d)),
      () => seven(int(d), 1 + dice.below(4)),
      () => b.unary(dice.of(["-", "+", "~"]), int(d)),
      () => b.conditional(bool(d), int(d), int(d)),
      () => b.math(dice.of(["min", "max"]), int(d), int(d)),
      () => b.math(dice.of(["abs", "sign"]), int(d)),
      () =>
        b.math(
          dice.of(["floorDiv", "ceilDiv", "truncDiv"]),
          int(d),
          dice.below(2) ? b.lit(dice.of([1, 2, 3, -2])) : int(d),
        ),
      () => b.assign(intPlace(d), seven(int(d), 4)),
      () => b.assign(intPlace(d), int(d), dice.of<AssignOp>(["+", "-", "*", "&&", "||", "??"])),
      () => b.update(intPlace(d), dice.of(["++", "--"]), dice.below(2) > 0),
      ["st", () => b.size(s("st"))],
      ["bits", () => b.size(s("bits"))],
      ["wide", () => b.size(s("wide"))],
      ["sets", () => b.size(b.row(s("sets"), id(d)))],
      ["q", () => b.size(s("q"))],
      ["q", () => b.seqMethod(s("q"), dice.of(["pop", "shift"]), b.orUndefined(w.small))],
      [
        "q",
        () =>
          b.seqMethod(
            s("q"),
            dice.of(["push", "unshift"]),
            NUMBER,
            dice.below(3) ? [seven(int(d), 4)] : [below(d, 4), below(d, 4)],
          ),
      ],
      ["q", () => b.seqMethod(s("q"), "indexOf", NUMBER, [int(d)])],
      ["q", () => b.seqMethod(s("q"), "at", b.orUndefined(w.small), [b.lit(dice.below(6) - 3)])],
      ["q", () => ({ ...b.element(s("q"), int(d)), type: b.orUndefined(w.small) })],
      ["q", () => overQueue("find", d)],
      ["q", () => overQueue("findIndex", d)],
      [
        "x",
        () => b.logical(b.conditional(b.eq(b.typeOf(s("x")), b.lit("number")), s("x"), b.lit(null)), "??", b.lit(1)),
      ],
      () => quantified(dice.of(["count", "sum"]), d),
      () => b.firstOf(...overSmall(d)),
      () => (canPick() ? b.pick(b.int(0, 2)) : b.lit(1)),
      () => (canPick() ? b.pickOne(NUMBER, int(d), int(d)) : b.lit(1)),
      () => (canPick() ? b.pick(w.small, b.lambda([spare()], bool(0))) : b.lit(1)),
      ["si", () => (canPick() ? b.pickFrom(s("si"), w.small) : b.lit(1))],
      ["q", () => (canPick() ? b.pickFrom(s("q"), w.small) : b.lit(1))],
      () => (around.functions > 0 ? b.call(dice.below(around.functions), NUMBER, id(d), int(d), bool(d)) : b.lit(0)),
      () => (around.functions > 0 ? b.call(dice.below(around.functions), NUMBER, id(d), int(d), bool(d)) : b.lit(0)),
      ["maybe", () => optionalChain()],
      ["by", () => b.logical(b.mapMethod(s("by"), "get", b.orUndefined(w.small), keyOf(d)), "??", b.lit(1))],
      ["by", () => b.mapMethod(s("by"), "get", w.small, keyOf(d))],
      ["by", () => b.size(s("by"))],
      ["mo", () => b.size(s("mo"))],
      ["few", () => b.size(s("few"))],
      ["msgs", () => b.size(coins(d))],
      ["many", () => b.size(s("many"))],
      ["msgs", () => (canPick() ? b.get(b.pickFrom(s("msgs"), w.coin), "w") : b.lit(1))],
      ["hold", () => b.size(b.get(b.row(s("hold"), id(d)), "by"))],
      [
        "hold",
        () => b.mapMethod(b.get(b.row(s("hold"), id(d)), "by"), "get", dice.below(2) ? w.small : NUMBER, bool(d)),
      ],
      ["q", () => b.seqMethod(s("q"), "lastIndexOf", NUMBER, [int(d)])],
    );
  };
  const optionalChain = (): Expr => {
    const x = spare();
    return b.logical(b.optional(s("maybe"), x, b.get(local(x, w.rec), "a")), "??", b.lit(3));
  };
  const overQueue = (op: "find" | "findIndex" | "some" | "every", d: number): Expr => {
    const [x, i] = [spare(), spare()];
    const test = dice.below(2)
      ? b.binary(local(x, w.small), dice.of(COMPARISONS), dice.below(2) ? int(d) : local(i, NUMBER))
      : bool(d);
    const type = op === "find" ? b.orUndefined(w.small) : op === "findIndex" ? NUMBER : b.BOOL;
    return b.seqMethod(s("q"), op, type, [], b.lambda([x, i], test));
  };
  const overSmall = (d: number): [Domain, number, Expr] => {
    const x = spare();
    return [
      w.small,
      x,
      b.logical(b.binary(local(x, w.small), dice.of(COMPARISONS), int(d)), dice.of(["||", "&&"]), bool(d)),
    ];
  };
  const quantified = (op: "every" | "some" | "count" | "sum", d: number): Expr => {
    const domains = dice.of<readonly Domain[]>([
      [w.p],
      [w.p, b.BOOL],
      [w.small],
      [b.set(b.BOOL)],
      [b.record({ a: b.BOOL, w: w.p })],
      [w.whoever, b.int(1, 0)],
    ]);
    const params = domains.map(spare);
    const [first] = params;
    const [of] = domains;
    const mine = (): Expr => {
      if (of === undefined || first === undefined) return b.lit(true);
      const x = local(first, of);
      if (of === w.p)
        return dice.below(2) ? b.eq(x, s("who")) : b.binary(b.row(s("t"), x), dice.of(COMPARISONS), int(d));
      if (of === w.small) return b.binary(x, dice.of(COMPARISONS), int(d));
      if (of.kind === "set") return b.has(x, bool(d));
      if (of.kind === "record") return b.eq(b.get(x, "w"), s("who"));
      return b.eq(x, s("who"));
    };
    return b.quantifier(op, domains, params, op === "sum" ? b.conditional(mine(), int(d), b.lit(1)) : mine());
  };
  const someSet = (d: number, type: "p" | "small"): Expr =>
    type === "p"
      ? some<Expr>(
          ["st", () => s("st")],
          ["by", () => b.mapMethod(s("by"), "keys", b.set(w.p))],
          () => b.quantifier("setOf", [w.p], [spare()], bool(d)),
          () => b.setFrom(b.set(w.p), b.list(b.seq(w.p, 9), id(d), id(d))),
        )
      : some<Expr>(
          ["si", () => s("si")],
          ["sets", () => b.row(s("sets"), id(d))],
          ["q", () => b.setFrom(b.set(w.small), s("q"))],
          ["bits", () => s("bits")],
          ["si", () => b.overSet(s("si"), "filter", b.set(w.small), b.lambda([spare()], bool(d)))],
          () => b.setFrom(b.set(b.int(0, 5)), b.list(b.seq(w.small, 9), int(d))),
        );
  const member = (d: number, type: "p" | "small"): Expr => (type === "p" ? (dice.below(3) ? id(d) : s("who")) : int(d));
  const kinds = ["p", "small"] as const;
  const plainBool = (): Expr =>
    some<Expr>(
      () => b.lit(dice.below(2) === 0),
      () => s("flag"),
      () => s("flag"),
      () => local(dice.of(SLOTS.bools), b.BOOL),
    );
  const bool = (depth: number): Expr => {
    if (depth <= 0) return plainBool();
    const d = depth - 1;
    const kind = dice.of(kinds);
    return some<Expr>(
      plainBool,
      () => b.binary(int(d), dice.of(COMPARISONS), int(d)),
      () => b.binary(int(d), dice.of(COMPARISONS), int(d)),
      () => b.binary(any(d), dice.of(["===", "!=="]), any(d)),
      () => b.binary(any(d), dice.of(["===", "!=="]), any(d)),
      () => b.eq(b.typeOf(any(d)), b.lit(dice.of(["number", "string", "object", "symbol", "boolean", "undefined"]))),
      () => b.not(dice.below(2) ? bool(d) : any(d)),
      () => b.not(b.not(b.logical(dice.below(2) ? bool(d) : any(d), dice.of(["&&", "||", "??"]), bool(d)))),
      () => b.conditional(bool(d), bool(d), bool(d)),
      () => b.logical(bool(d), dice.of(["&&", "||"]), bool(d)),
      () => b.logical(bool(d), dice.of(["&&", "||"]), bool(d)),
      () => quantified(dice.of(["every", "some"]), d),
      () => b.has(someSet(d, kind), member(d, kind)),
      () => b.setMethod(someSet(d, kind), "delete", b.BOOL, member(d, kind)),
      () =>
        b.setMethod(
          someSet(d, kind),
          dice.of(["isSubsetOf", "isSupersetOf", "isDisjointFrom"]),
          b.BOOL,
          someSet(d, kind),
        ),
      () => b.same(someSet(d, kind), someSet(d, kind)),
      ["r,r2", () => b.same(s("r"), dice.below(2) ? s("r2") : newRec(d))],
      ["rows,r", () => b.same(b.row(s("rows"), below(d, 4)), s("r"))],
      ["maybe", () => b.binary(s("maybe"), dice.of(["===", "!=="]), dice.of([b.lit(null), b.undef]))],
      ["maybe", () => b.not(s("maybe"))],
      ["maybe,r", () => b.same(s("maybe"), dice.below(2) ? s("r") : b.lit(null))],
      ["by", () => b.mapMethod(s("by"), dice.of(["has", "delete"]), b.BOOL, keyOf(d))],
      ["mr", () => b.mapMethod(s("mr"), dice.of(["has", "delete"]), b.BOOL, int(d))],
      ["mo", () => b.mapMethod(s("mo"), dice.of(["has", "delete"]), b.BOOL, text(d))],
      ["mo", () => b.eq(b.mapMethod(s("mo"), "get", w.optional, text(d)), dice.of([b.lit("a"), b.undef]))],
      ["by,by2", () => b.same(s("by"), s("by2"))],
      ["msgs", () => b.setMethod(s("msgs"), dice.of(["has", "delete"]), b.BOOL, newCoin(d))],
      ["msgs", () => b.same(s("msgs"), coins(d))],
      ["msgs", () => b.setMethod(coins(d), dice.of(["isSubsetOf", "isDisjointFrom"]), b.BOOL, coins(d))],
      ["msgs", () => b.overSet(coins(d), dice.of(["some", "every"]), b.BOOL, overCoin(d))],
      ["many", () => b.setMethod(s("many"), dice.of(["has", "delete"]), b.BOOL, newMany(d))],
      ["few", () => b.setMethod(s("few"), dice.of(["has", "delete"]), b.BOOL, int(d))],
      ["bag", () => b.bagMethod(s("bag"), dice.of(["has", "delete"]), b.BOOL, text(d))],
      ["blend", () => b.eq(s("blend"), b.lit("idle"))],
      ["blend", () => b.eq(b.typeOf(s("blend")), b.lit(dice.of(["string", "object"])))],
      ["hold", () => b.same(b.row(s("hold"), id(d)), b.row(s("hold"), id(d)))],
      () => {
        const [x, of] = [spare(), dice.of(["st", "si"] as const)];
        if (!has(of)) return plainBool();
        const test = b.logical(
          of === "st" ? b.eq(local(x, w.p), s("who")) : b.binary(local(x, w.small), dice.of(COMPARISONS), int(d)),
          dice.of(["&&", "||"]),
          bool(d),
        );
        return b.overSet(s(of), dice.of(["some", "every"]), b.BOOL, b.lambda([x], test));
      },
      ["q", () => b.same(s("q"), b.clone(s("q")))],
      ["q", () => b.seqMethod(s("q"), "includes", b.BOOL, [int(d)])],
      ["q", () => overQueue(dice.of(["some", "every"]), d)],
      ["msg", () => b.eq(b.get(s("msg"), "kind"), b.lit(dice.of(["ask", "say", "end"])))],
      ["msg", () => b.eq(b.get(s("msg"), "who"), dice.below(2) ? s("who") : b.undef)],
      [
        "msg",
        () => b.logical(b.eq(b.get(s("msg"), "kind"), b.lit("say")), "&&", b.binary(b.get(s("msg"), "n"), "<", int(d))),
      ],
      [
        "box",
        () =>
          b.logical(
            b.binary(b.size(s("box")), ">", b.lit(0)),
            "&&",
            b.eq(b.get(b.element(s("box"), b.lit(0)), "kind"), b.lit("ask")),
          ),
      ],
      () => b.assign(local(dice.of(SLOTS.bools), b.BOOL), bool(d)),
      () => b.assign(s("flag"), bool(d), dice.of<AssignOp>(["=", "&&", "||"])),
    );
  };
  const newMessage = (d: number): Expr =>
    some<Expr>(
      () => b.make(w.message, { kind: b.lit("ask"), who: id(d) }),
      () => b.make(w.message, { kind: b.lit("say"), who: id(d), n: int(d), r: newRec(d) }),
      () => b.make(w.message, { kind: b.lit("end") }),
      ["msg", () => b.clone(s("msg"))],
    );

  return {
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
  };
}
