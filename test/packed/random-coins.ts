// In: dice, a world, plain expressions. Out: arbitrary records that are members of sets, and sets of them.
// Not here: the other expressions (random-expressions.ts).
import type { Expr, Lambda, Place } from "../../ir/expr.ts";
import type { Dice } from "../cells/random-world.ts";
import * as b from "../checker/builder.ts";
import * as w from "./random-world.ts";

export interface Plain {
  s(name: string): Place;
  some(...makers: readonly (() => Expr)[]): Expr;
  spare(): number;
  int(d: number): Expr;
  bool(d: number): Expr;
  /** Something that is surely in 0 … n-1. */
  below(d: number, n: number): Expr;
}

const COMPARED = ["&&", "||"] as const;

export function createCoins(dice: Dice, { s, some, spare, int, bool, below }: Plain) {
  const newCoin = (d: number): Expr => b.make(w.coin, { a: bool(d), w: dice.below(3) ? below(d, 4) : int(d) });
  const newMany = (d: number): Expr =>
    b.make(w.most, { a: bool(d), w: below(d, 4), x: dice.below(2) ? b.lit(dice.below(10)) : int(d) });
  const coins = (d: number): Expr =>
    some(
      () => s("msgs"),
      () => b.setFrom(b.set(w.coin), b.list(b.seq(w.coin, 9), newCoin(d), newCoin(0))),
      () => b.quantifier("setOf", [w.coin], [spare()], bool(d)),
      () => b.overSet(s("msgs"), "filter", b.set(w.coin), overCoin(d)),
    );
  const overCoin = (d: number): Lambda => {
    const x = spare();
    const c = b.local(x, w.coin);
    return b.lambda([x], b.logical(b.eq(b.get(c, "w"), int(d)), dice.of(COMPARED), b.eq(b.get(c, "a"), bool(d))));
  };
  return { newCoin, newMany, coins, overCoin };
}
