// In: dice, expressions of plain kinds. Out: arbitrary code over sets of records, sets with a bound, maps, bags and mixed unions, and
// over the longer methods of sequences. Not here: what it works on (random-world.ts), the rest of the code (random-expressions.ts).
import type { Domain } from "../../ir/domain.ts";
import type { Expr, Lambda, Place, SetMethod, Stmt } from "../../ir/expr.ts";
import * as b from "../checker/builder.ts";
import * as w from "./random-world.ts";

type Make<T extends Expr = Expr> = (depth: number) => T;

export interface Plain {
  readonly int: Make;
  readonly bool: Make;
  readonly rec: Make;
  readonly seq: Make;
  slot(): number;
}

export interface Collections {
  readonly int: readonly Make[];
  readonly bool: readonly Make[];
  readonly rec: readonly Make[];
  readonly seq: readonly Make[];
  /** Places whose value is an int. */
  readonly place: readonly Make<Place>[];
  readonly statements: readonly (() => Stmt)[];
  /** What may be gone through, with a slot for its elements. */
  readonly loops: readonly (() => { readonly of: Expr; readonly slot: number })[];
}

const WHOLE: readonly SetMethod[] = ["union", "intersection", "difference", "symmetricDifference"];

export function createCollections(dice: w.Dice, plain: () => Plain, canPick: boolean): Collections {
  const some = <T>(...makers: readonly (() => T)[]): T => dice.of(makers)();
  const int: Make = (d) => plain().int(d);
  const bool: Make = (d) => plain().bool(d);
  const slot = (): number => plain().slot();
  const small = (d: number): Expr => (dice.below(8) ? b.lit(dice.below(4)) : int(d));
  const local = (of: keyof typeof w.SLOTS, type: Domain): Place => b.local(dice.of(w.SLOTS[of]), type);

  const overItem = (d: number): Lambda => {
    const x = slot();
    const item = b.local(x, w.item);
    return b.lambda(
      [x],
      some<Expr>(
        () => b.eq(b.get(item, "a"), small(d)),
        () => b.same(item, items(0)),
        () => bool(d),
      ),
    );
  };
  const items: Make = (d) =>
    some<Expr>(
      () => b.make(w.item, { a: small(d), b: dice.of([b.undef, b.lit(true), b.lit(false)]) }),
      () => b.make(w.item, { a: small(d) }),
      () => local("item", w.item),
      () => (canPick && d > 0 ? b.pickFrom(dice.of([sets(d - 1), bags(d - 1)]), w.item) : local("item", w.item)),
      () => (d > 0 ? b.firstOf(w.item, slot(), bool(0)) : local("item", w.item)),
    );
  const sets: Make = (d) => {
    if (d <= 0) return dice.of([w.s("msgs"), w.s("msgs"), w.s("few"), local("msgs", w.msgs)]);
    return some<Expr>(
      () => sets(0),
      () => b.setFrom(dice.of([w.msgs, w.few]), dice.below(4) ? dice.of([sets(d - 1), bags(d - 1)]) : null),
      () => b.setFrom(w.msgs, b.list(b.seq(w.item, 9), items(d - 1), items(0), items(0))),
      () => b.setMethod(sets(d - 1), dice.of(WHOLE), w.msgs, sets(d - 1)),
      () => b.setMethod(sets(d - 1), "add", w.msgs, items(d - 1)),
      () => b.overSet(sets(d - 1), "filter", w.msgs, overItem(d - 1)),
      () => b.clone(sets(d - 1)),
      () => b.quantifier("setOf", [w.item], [slot()], bool(0)),
      () => b.mapMethod(w.s("by"), "keys", w.msgs),
    );
  };
  const bags: Make = (d) => {
    if (d <= 0) return dice.of([w.s("bag"), local("bag", w.bag)]);
    return some<Expr>(
      () => bags(0),
      () => b.bagFrom(w.bag, dice.below(4) ? dice.of([sets(d - 1), bags(d - 1)]) : null),
      () => b.bagMethod(bags(d - 1), "add", w.bag, items(d - 1)),
      () => b.clone(bags(d - 1)),
    );
  };
  const maps: Make = (d) => {
    if (d <= 0) return dice.of([w.s("at"), local("map", w.at)]);
    const entry: Expr = { kind: "tuple", elements: [small(0), plain().rec(d - 1)], at: b.at, type: w.entry };
    return some<Expr>(
      () => maps(0),
      () => b.mapFrom(w.at, dice.below(4) ? maps(d - 1) : null),
      () => b.mapFrom(w.at, b.list(b.seq(w.entry, 9), entry, local("entry", w.entry))),
      () => b.mapMethod(maps(d - 1), "set", w.at, small(d - 1), plain().rec(d - 1)),
      () => b.clone(maps(d - 1)),
    );
  };
  const got = (d: number): Expr =>
    b.mapMethod(maps(d - 1), "get", dice.below(2) ? w.rec : b.orUndefined(w.rec), small(d - 1));
  const listed = (d: number): Expr => b.mapMethod(w.s("by"), "get", w.seq, items(d - 1));
  const comparator = (): Lambda => {
    const [x, y] = [slot(), slot()];
    const minus = b.binary(b.local(x, w.int), "-", b.local(y, w.int));
    return b.lambda(
      [x, y],
      some<Expr>(
        () => minus,
        () => b.binary(minus, "%", b.lit(3)),
        () => int(1),
      ),
    );
  };
  const overElements = (): Lambda => {
    const [x, i] = [slot(), slot()];
    return b.lambda([x, i], dice.below(2) ? b.binary(b.local(x, w.int), "<", b.local(i, w.int)) : bool(1));
  };
  const seqOf = (d: number): Expr => plain().seq(d - 1);

  return {
    int: [
      (d) => b.size(dice.of([sets, bags, maps])(d - 1)),
      (d) => b.bagMethod(bags(d - 1), "count", w.int, items(d - 1)),
      (d) => b.seqMethod(seqOf(d), dice.of(["findLast", "findLastIndex"]), w.int, [], overElements()),
      (d) => b.seqMethod(seqOf(d), "lastIndexOf", w.int, [int(d - 1)]),
      (d) => {
        const [sum, x] = [slot(), slot()];
        const minus = b.binary(b.local(sum, w.int), "-", b.local(x, w.int));
        return b.seqMethod(seqOf(d), "reduceRight", w.int, [int(d - 1)], b.lambda([sum, x], minus));
      },
    ],
    bool: [
      (d) => b.setMethod(sets(d - 1), dice.of(["has", "delete"]), b.BOOL, items(d - 1)),
      (d) => b.setMethod(sets(d - 1), dice.of(["isSubsetOf", "isSupersetOf", "isDisjointFrom"]), b.BOOL, sets(d - 1)),
      (d) => b.overSet(sets(d - 1), dice.of(["some", "every"]), b.BOOL, overItem(d - 1)),
      (d) => b.bagMethod(bags(d - 1), dice.of(["has", "delete"]), b.BOOL, items(d - 1)),
      (d) => b.mapMethod(maps(d - 1), dice.of(["has", "delete"]), b.BOOL, small(d - 1)),
      (d) => b.mapMethod(w.s("by"), dice.of(["has", "delete"]), b.BOOL, items(d - 1)),
      (d) => b.same(sets(d - 1), sets(d - 1)),
      (d) => b.same(bags(d - 1), bags(d - 1)),
      (d) => b.same(maps(d - 1), maps(d - 1)),
      () => b.eq(b.typeOf(w.s("mixed")), b.lit(dice.of(["string", "object", "number"]))),
      () => b.eq(w.s("mixed"), dice.of([b.lit("idle"), b.lit(2)])),
      (d) => b.same(w.s("mixed"), b.make(w.mixed, { k: small(d - 1) })),
      () => b.quantifier(dice.of(["some", "every"]), [dice.of(w.SMALL_COLLECTIONS)], [slot()], bool(0)),
      () => b.eq(b.size(b.quantifier("setOf", [w.item], [slot()], bool(0))), b.lit(12)),
    ],
    rec: [got],
    seq: [
      listed,
      (d) => b.seqMethod(seqOf(d), dice.of(["sort", "toSorted"]), w.seq, [], comparator()),
      (d) => b.seqMethod(seqOf(d), "toReversed", w.seq),
      (d) => b.seqMethod(seqOf(d), "with", w.seq, [b.lit(dice.below(5) - 2), int(d - 1)]),
      (d) => b.seqMethod(seqOf(d), "fill", w.seq, [int(d - 1), ...[b.lit(1), b.lit(-1)].slice(0, dice.below(3))]),
      (d) => {
        const args = [b.lit(dice.below(6) - 2), b.lit(dice.below(4) - 1), int(d - 1), int(0)];
        return b.seqMethod(seqOf(d), dice.of(["splice", "toSpliced"]), w.seq, args.slice(0, dice.below(5)));
      },
      (d) => {
        const x = slot();
        const twice = b.list(w.seq, b.local(x, w.int), int(0));
        return b.seqMethod(seqOf(d), "flatMap", w.seq, [], b.lambda([x], dice.below(2) ? twice : seqOf(d)));
      },
    ],
    place: [(d) => b.get(got(d), dice.of(["a", "b"])), (d) => b.element(listed(d), b.lit(dice.below(2)))],
    statements: [
      () => b.put(w.s("msgs"), sets(2)),
      () => b.put(w.s("few"), dice.below(2) ? sets(1) : b.setFrom(w.few, sets(1))),
      () => b.put(w.s("bag"), bags(2)),
      () => b.put(w.s("at"), maps(2)),
      () => b.run(b.setMethod(sets(1), dice.of(["add", "clear"]), w.msgs, items(1))),
      () => b.run(b.bagMethod(bags(1), dice.of(["add", "clear"]), w.bag, items(1))),
      () => b.run(b.mapMethod(maps(1), "set", w.at, small(1), plain().rec(1))),
      () => b.run(b.mapMethod(maps(1), "clear", w.at)),
      () => b.run(b.mapMethod(w.s("by"), "set", w.by, items(1), plain().seq(1))),
      () => b.run(b.setMethod(w.s("sets"), dice.of(["add", "delete"]), w.sets, b.setFrom(w.twoBits, plain().seq(1)))),
      () => b.put(w.s("mixed"), dice.of([b.lit("idle"), b.lit(2), b.make(w.mixed, { k: small(1) })])),
      () => b.put(b.get({ ...w.s("mixed"), type: w.task }, "k"), small(1)),
      () => b.put(w.s("items"), spreadOf(1)),
      () => b.put(b.get(b.element(w.s("items"), b.lit(0)), "a"), small(1)),
      () => b.let_(dice.of(w.SLOTS.item), items(2)),
      () => b.let_(dice.of(w.SLOTS.msgs), sets(2)),
      () => b.let_(dice.of(w.SLOTS.bag), bags(2)),
      () => b.let_(dice.of(w.SLOTS.map), maps(2)),
      () => b.put(b.get(local("item", w.item), "a"), small(1)),
    ],
    loops: [
      () => ({ of: sets(1), slot: dice.of(w.SLOTS.item) }),
      () => ({ of: bags(1), slot: dice.of(w.SLOTS.item) }),
      () => ({ of: maps(1), slot: dice.of(w.SLOTS.entry) }),
    ],
  };

  function spreadOf(d: number): Expr {
    return {
      kind: "seq",
      parts: [{ spread: true, value: dice.of([sets(d), bags(d)]) }],
      at: b.at,
      type: w.items,
    };
  }
}
