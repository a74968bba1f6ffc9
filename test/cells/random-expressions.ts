// In: dice. Out: arbitrary expressions of every kind inside each other, with effects in operands, aliases, choices, and values that
// are not of their static type. Not here: statements (random-statements.ts), what they work on (random-world.ts).
import type { Domain } from "../../ir/domain.ts";
import type { Expr, Lambda, Place, SetMethod, Stmt } from "../../ir/expr.ts";
import type { AssignOp, BinaryOp } from "../../ir/syntax.ts";
import * as b from "../checker/builder.ts";
import { type Collections, createCollections } from "./random-collections.ts";
import * as w from "./random-world.ts";

const ARITHMETIC: readonly BinaryOp[] = ["+", "-", "*", "/", "%", "**", "&", "|", "^", "<<", ">>", ">>>"];
const COMPARISONS: readonly BinaryOp[] = ["<", "<=", ">", ">=", "===", "!=="];
const WHOLE_SETS: readonly SetMethod[] = ["union", "intersection", "difference", "symmetricDifference"];
const DOMAINS: readonly (readonly Domain[])[] = [
  ...[[w.small], [w.small, b.BOOL], [b.set(w.small)], [w.cpu, w.small], [b.int(1, 0), w.small], [b.seq(b.BOOL, 2)]],
];

/** An expression that nests at most so deep. */
type Make<T extends Expr = Expr> = (depth: number) => T;

export interface Expressions {
  readonly int: Make;
  readonly bool: Make;
  readonly any: Make;
  readonly seq: Make;
  readonly set: Make;
  readonly rec: Make;
  readonly collections: Collections;
  /** A slot that nothing else uses for a while. */
  slot(): number;
}

/** What lambdas and calls depend on. */
export interface Around {
  /** A statement for a lambda. */
  stmt(depth: number): Stmt;
  /** False: nothing with a choice in it, as in properties. */
  readonly canPick: boolean;
  /** First argument of a call of the model's function: it calls itself with less. */
  argument(n: Expr): Expr;
}

export function createExpressions(dice: w.Dice, around: Around): Expressions {
  let slots = 0;
  const slot = (): number => w.FIRST_LAMBDA_SLOT + (slots++ % w.LAMBDA_SLOTS);
  const either = <T extends Expr>(d: number, ...makers: readonly Make<T>[]): T => dice.of(makers)(d);
  const some = <T extends Expr>(...makers: readonly (() => T)[]): T => dice.of(makers)();
  const choice = (make: () => Expr, otherwise: Expr): Expr => (around.canPick ? make() : otherwise);
  const local = (of: keyof typeof w.SLOTS, type: Domain): Place => b.local(dice.of(w.SLOTS[of]), type);
  const collections = createCollections(dice, () => ({ int, bool, rec, seq, slot }), around.canPick);
  const inPair = (key: Expr): Place => ({ kind: "index", of: w.s("pair"), key, at: b.at, type: w.int });

  const lambda = (params: readonly number[], d: number, result: () => Expr): Lambda => {
    if (dice.below(4) > 0) return b.lambda(params, result());
    const end = dice.below(2) ? [b.give(result())] : [];
    return { params, body: b.block(around.stmt(d - 1), b.if_(bool(d - 1), b.give(result())), ...end), at: b.at };
  };
  const overElements = (d: number, body: Make): Lambda => {
    const params = [slot(), slot()];
    const [x, i] = params.map((p) => b.local(p, w.int)) as [Expr, Expr];
    const result = (): Expr =>
      some(
        () => body(d - 1),
        () => b.binary(x, dice.of(COMPARISONS), i),
        () => b.binary(x, "%", b.lit(2)),
      );
    return lambda(params, d, result);
  };
  const reducer = (d: number): Lambda => {
    const params = [slot(), slot(), slot()];
    const [sum, x] = params.map((p) => b.local(p, w.int)) as [Expr, Expr];
    return lambda(params, d, () => (dice.below(2) ? b.binary(sum, dice.of(ARITHMETIC), x) : int(d - 1)));
  };
  const quantified = (op: "every" | "some" | "count" | "sum", d: number): Expr => {
    const domains = dice.of(DOMAINS);
    const params = domains.map(slot);
    const last = b.local(params.at(-1) ?? 0, domains.at(-1) ?? w.small);
    const body = last.type === w.small && dice.below(2) ? b.binary(last, dice.of(COMPARISONS), int(d - 1)) : int(d - 1);
    return b.quantifier(op, domains, params, body);
  };
  const overSmall = (d: number): readonly [number, Expr] => {
    const x = slot();
    return [x, dice.below(2) ? b.binary(b.local(x, w.small), dice.of(COMPARISONS), int(d - 1)) : bool(d - 1)];
  };
  /** Its condition has no effect: binding refuses any. */
  const picked = (): Expr => {
    const x = slot();
    const test = b.binary(b.local(x, w.small), dice.of(COMPARISONS), int(0));
    return b.pick(w.small, dice.below(2) ? b.lambda([x], test) : null);
  };
  const chain = (d: number): Expr => {
    const x = slot();
    const base = dice.below(2) ? w.s("maybe") : { ...rec(d - 1), type: b.orNull(w.rec) };
    return b.optional(base, x, b.get(b.local(x, w.rec), dice.of(["a", "b"])));
  };

  const key: Make = (d) => (dice.below(2) ? b.lit(dice.of(["x", 1, "2", "y", "1", 2])) : any(d));
  const place: Make<Place> = (d) =>
    some<Place>(
      () => (d > 0 ? dice.of(collections.place)(d) : local("int", w.int)),
      () => local("int", w.int),
      () => w.s(dice.of(["n", "m"])),
      () => b.get(rec(d - 1), dice.of(["a", "b"])),
      () => b.element(seq(d - 1), int(d - 1)),
      () => b.row(w.s("t"), key(d - 1)),
      () => inPair(dice.below(2) ? b.lit(0) : int(d - 1)),
    );

  const plainInt = (): Expr =>
    dice.of([b.lit(dice.of(w.NUMBERS)), local("int", w.int), w.s("n"), b.lit(dice.below(5))]);
  const int: Make = (depth) => {
    if (depth <= 0) return plainInt();
    const d = depth - 1;
    return some<Expr>(
      plainInt,
      () => dice.of(collections.int)(depth),
      () => place(depth),
      () => b.binary(int(d), dice.of(ARITHMETIC), int(d)),
      () => b.binary(int(d), dice.of(["+", "-"]), int(d)),
      () => b.unary(dice.of(["-", "+", "~"]), either(d, int, any)),
      () => b.conditional(bool(d), int(d), int(d)),
      () => b.logical(int(d), dice.of(["&&", "||", "??"]), int(d)),
      () => b.assign(place(depth), int(d), dice.of<AssignOp>(["=", "+", "-", "*", "&", "&&", "||", "??"])),
      () => b.update(place(depth), dice.of(["++", "--"]), dice.below(2) === 0),
      () => b.size(either(d, seq, set)),
      () => b.math(dice.of(["min", "max"]), int(d), int(d), int(d)),
      () => b.math(dice.of(["abs", "sign"]), int(d)),
      () => b.math(dice.of(["floorDiv", "ceilDiv", "truncDiv"]), int(d), int(d)),
      () => quantified(dice.of(["count", "sum"]), depth),
      () => b.seqMethod(seq(d), dice.of(["push", "unshift"]), w.int, dice.below(2) ? [int(d)] : [int(d), int(d)]),
      () => b.seqMethod(seq(d), dice.of(["pop", "shift"]), w.int),
      () => b.seqMethod(seq(d), dice.of(["at", "indexOf"]), w.int, [int(d)]),
      () => b.seqMethod(seq(d), dice.of(["find", "findIndex"]), w.int, [], overElements(depth, bool)),
      () => b.seqMethod(seq(d), "reduce", w.int, [int(d)], reducer(depth)),
      () => b.firstOf(w.small, ...overSmall(depth)),
      () => choice(() => b.pickOne(w.int, int(d), int(d)), b.lit(2)),
      () => choice(picked, b.lit(3)),
      () => choice(() => b.pickFrom(either(d, seq, set), w.int), b.lit(1)),
      () => choice(() => b.call(0, w.int, around.argument(int(d)), rec(d)), b.lit(4)),
      () => chain(depth),
      () => ({ ...any(d), type: w.int }),
    );
  };
  const plainBool = (): Expr => dice.of([b.lit(dice.below(2) === 0), local("bool", b.BOOL), w.s("flag")]);
  const bool: Make = (depth) => {
    if (depth <= 0) return plainBool();
    const d = depth - 1;
    const first = b.firstOf(w.cpu, slot(), plainBool());
    return some<Expr>(
      plainBool,
      () => dice.of(collections.bool)(depth),
      () => dice.of(collections.bool)(depth),
      () => b.binary(int(d), dice.of(COMPARISONS), int(d)),
      () => b.binary(any(d), dice.of(COMPARISONS), any(d)),
      () => b.eq(any(d), first),
      () => b.eq(b.typeOf(first), b.lit("symbol")),
      () => b.not(either(d, bool, any, int)),
      () => b.logical(either(d, bool, any), dice.of(["&&", "||", "??"]), bool(d)),
      () => b.conditional(bool(d), bool(d), bool(d)),
      () => quantified(dice.of(["every", "some"]), depth),
      () => b.same(seq(d), seq(d)),
      () => b.same(set(d), set(d)),
      () => b.same(rec(d), rec(d)),
      () => b.same(w.s("msg"), b.make(w.message, { tag: b.lit("one"), q: seq(d) })),
      () => b.seqMethod(seq(d), "includes", b.BOOL, [int(d)]),
      () => b.seqMethod(seq(d), dice.of(["some", "every"]), b.BOOL, [], overElements(depth, bool)),
      () => b.setMethod(set(d), dice.of(["has", "delete"]), b.BOOL, int(d)),
      () => b.setMethod(set(d), dice.of(["isSubsetOf", "isSupersetOf", "isDisjointFrom"]), b.BOOL, set(d)),
      () => b.assign(dice.of([local("bool", b.BOOL), w.s("flag")]), bool(d), dice.of<AssignOp>(["=", "&&", "||"])),
      () => b.eq(b.typeOf(either(d, any, rec)), b.lit(dice.of(["number", "object", "undefined", "string", "boolean"]))),
      () => ({ ...any(d), type: b.BOOL }),
    );
  };
  const plainAny = (): Expr =>
    dice.of([w.s("x"), local("any", w.any), b.lit(dice.of([null, "a", "", 0, 1, true])), b.undef]);
  const any: Make = (depth) => {
    if (depth <= 0) return plainAny();
    const d = depth - 1;
    return some<Expr>(
      plainAny,
      () => b.assign(w.s("x"), any(d)),
      () => b.conditional(bool(d), any(d), any(d)),
      () => choice(() => b.pickOne(w.any, any(d), b.undef), b.undef),
      () => b.logical(any(d), dice.of(["&&", "||", "??"]), any(d)),
      () => b.typeOf(any(d)),
    );
  };
  const plainSeq = (): Expr => dice.of([w.s("q"), w.s("p"), local("seq", w.seq), b.list(w.seq, b.lit(1), b.lit(2))]);
  const spread = (d: number): Expr => ({
    kind: "seq",
    parts: [int(d), seq(d), int(d)].map((value, i) => ({ spread: i === 1, value })),
    at: b.at,
    type: w.seq,
  });
  const seq: Make = (depth) => {
    if (depth <= 0) return plainSeq();
    const d = depth - 1;
    return some<Expr>(
      plainSeq,
      () => dice.of(collections.seq)(depth),
      () => dice.of(collections.seq)(depth),
      () => spread(d),
      () => b.seqMethod(seq(d), "slice", w.seq, dice.below(2) ? [int(d)] : [int(d), int(d)]),
      () => b.seqMethod(seq(d), "concat", w.seq, [either(d, seq, int)]),
      () => b.seqMethod(seq(d), "filter", w.seq, [], overElements(depth, bool)),
      () => b.seqMethod(seq(d), "map", w.seq, [], overElements(depth, int)),
      () => b.seqMethod(seq(d), "reverse", w.seq),
      () => b.clone(seq(d)),
      () => b.each(w.small),
      () => b.assign(dice.of([w.s("q"), local("seq", w.seq)]), seq(d)),
      () => b.element(w.s("twice"), int(0)),
    );
  };
  const set: Make = (depth) => {
    if (depth <= 0) return dice.of([w.s("st"), local("set", w.set)]);
    const d = depth - 1;
    return some<Expr>(
      () => set(0),
      () => b.setFrom(w.set, dice.below(3) ? either(d, seq, set) : null),
      () => b.setMethod(set(d), dice.of(WHOLE_SETS), w.set, set(d)),
      () => b.setMethod(set(d), "add", w.set, int(dice.below(2) * d)),
      () => {
        const [x, test] = overSmall(depth);
        return b.quantifier("setOf", [w.small], [x], test);
      },
      () => b.clone(set(d)),
      () => b.assign(dice.of([w.s("st"), local("set", w.set)]), set(d)),
    );
  };
  const plainRec = (): Expr => dice.of([w.s("r"), local("rec", w.rec), { ...w.s("maybe"), type: w.rec }]);
  const rec: Make = (depth) => {
    if (depth <= 0) return plainRec();
    const d = depth - 1;
    return some<Expr>(
      plainRec,
      () => dice.of(collections.rec)(depth),
      () => b.make(w.rec, { a: int(d), c: bool(d) }, dice.below(2) ? [rec(d)] : []),
      () => b.make(w.rec, { a: int(d), b: int(d), c: bool(d) }),
      () => b.clone(rec(d)),
      () => b.row(w.s("rows"), int(d)),
      () => b.conditional(bool(d), rec(d), rec(d)),
      () => b.assign(dice.of([w.s("r"), local("rec", w.rec), w.s("maybe")]), rec(d)),
      () => choice(() => b.pickFrom(b.list(b.seq(w.rec, 3), rec(d), rec(d)), w.rec), w.s("r")),
      () => b.get({ ...w.s("msg"), type: w.second }, "w"),
    );
  };
  return { int, bool, any, seq, set, rec, collections, slot };
}
