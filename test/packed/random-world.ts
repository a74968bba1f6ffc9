// In: dice. Out: the domains of a small state of one, two or more words, its places, arbitrary states of it.
// Not here: the code over it (random-expressions.ts).
import type { Domain, RecordDomain } from "../../ir/domain.ts";
import { size } from "../../ir/domain.ts";
import type { Expr, Place } from "../../ir/expr.ts";
import type { StateValue } from "../../ir/outcome.ts";
import { scalarSize, type Value, values } from "../../ir/value.ts";
import type { Dice } from "../cells/random-world.ts";
import * as b from "../checker/builder.ts";

export const small = b.int(0, 3);
export const wider = b.int(-2, 5);
export const p = b.id(0, "P", 3);
export const abc = b.oneOf("a", "b", "c");
/** The same values in another order: of other ordinals. */
export const cab = b.oneOf("c", "a", "b", "d");
export const mixed = b.oneOf("a", true, null, false, 2);
export const optional: Domain = { kind: "union", of: [b.oneOf("a", "b"), { kind: "undefined" }] };
export const whoever = b.orNull(p);
export const numberOrNot: Domain = { kind: "union", of: [b.oneOf(null, "a"), b.int(-1, 2)] };
export const rec = b.record({ a: small, b: optional, w: whoever });
/** The same fields in another order. */
export const cer = b.record({ w: whoever, a: small, b: optional });
export const message: Domain = {
  kind: "union",
  of: [
    b.record({ kind: b.oneOf("ask"), who: p }),
    b.record({ kind: b.oneOf("say"), who: p, n: wider, r: rec }),
    b.record({ kind: b.oneOf("end") }),
  ],
};
export const pair: Domain = {
  kind: "record",
  tuple: true,
  fields: ["0", "1"].map((name) => ({ name, domain: small })),
};

export const coin = b.record({ a: b.BOOL, w: small });
export const most = b.record({ a: b.BOOL, w: small, x: b.int(0, 9) });
export const holder = b.record({ by: b.map(b.BOOL, small), few: b.set(small, 2), n: small });
export const blend: Domain = { kind: "union", of: [b.oneOf("idle"), b.record({ k: small })] };
export const entry = b.tupleOf(p, small);
export const entryOfRec = b.tupleOf(small, rec);

/** Every field that there may be. A state has some of them; the first ones always. */
const ALWAYS: Readonly<Record<string, Domain>> = {
  n: small,
  m: wider,
  flag: b.BOOL,
  t: b.table(p, small),
  who: whoever,
};
const SOMETIMES: Readonly<Record<string, Domain>> = {
  ...{ c: mixed, e: abc, f: cab, opt: optional, x: numberOrNot, one: b.int(2, 2) },
  ...{ tt: b.table(p, b.table(b.BOOL, small)), ti: b.table(b.int(1, 3), abc), tm: b.table(mixed, small) },
  ...{ rows: b.table(small, rec), st: b.set(p), si: b.set(small), sets: b.table(p, b.set(b.int(0, 2))) },
  ...{ q: b.seq(small, 3), qr: b.seq(rec, 2), msg: message, maybe: b.orNull(rec), r: rec, r2: cer, pair },
  ...{ box: b.seq(message, 2), bits: b.set(b.int(0, 20)) },
  ...{ by: b.map(p, small), by2: b.map(p, small), mr: b.map(small, rec), mo: b.map(abc, optional), blend },
  ...{ msgs: b.set(coin), many: b.set(most), few: b.set(small, 2), bag: b.bag(abc, 2), hold: b.table(p, holder) },
};

export interface World {
  readonly state: RecordDomain;
  has(name: string): boolean;
  s(name: string): Place;
  next(name: string): Expr;
}

export function randomWorld(dice: Dice): World {
  const chosen = Object.entries(SOMETIMES).filter(() => dice.below(5) < 2);
  // So that rows of one table stand in several words.
  const wide =
    dice.below(4) === 0
      ? { t2: b.table(p, b.int(0, 60_000)), wide: b.set(b.int(0, 63)), pad: b.table(small, rec) }
      : {};
  const fields = [...Object.entries(ALWAYS), ...chosen, ...Object.entries(wide)];
  // In any order: places must not be those of one fixed layout.
  const state = b.record(Object.fromEntries(dice.below(2) ? fields : fields.toReversed()));
  return {
    state,
    has: (name) => state.fields.some((f) => f.name === name),
    s: b.stateOf(state),
    next: b.stateOf(state, "next"),
  };
}

/** Any value of a domain, short sequences and long ones alike. */
export function randomValue(dice: Dice, d: Domain): Value {
  switch (d.kind) {
    case "record":
      return Object.fromEntries(d.fields.map((f) => [f.name, randomValue(dice, f.domain)]));
    case "table":
      return Array.from({ length: scalarSize(d.key) }, () => randomValue(dice, d.value));
    case "set": {
      const odds = 1 + dice.below(4);
      return [...values(d.of)].filter(() => dice.below(odds + 1) === 0).slice(0, d.max ?? undefined);
    }
    case "map": {
      const odds = 1 + dice.below(3);
      const keys = [...values(d.key)].filter(() => dice.below(odds + 1) === 0).slice(0, d.max ?? undefined);
      return keys.map((k) => [k, randomValue(dice, d.value)]);
    }
    case "bag": {
      const all = [...values(d.of)];
      const chosen = Array.from({ length: dice.below(d.max + 1) }, () => dice.below(all.length));
      return chosen.sort((x, y) => x - y).map((i) => all[i]);
    }
    case "seq":
      return Array.from({ length: dice.below(d.max + 1) }, () => randomValue(dice, d.of));
    case "union":
      return randomValue(dice, dice.of(d.of));
    case "int":
      return d.lo + dice.below(Number(size(d)));
    case "enum":
    case "id":
    case "undefined":
    case "number":
      return dice.of([...values(d)]);
  }
}

export const randomState = (dice: Dice, state: RecordDomain): StateValue => randomValue(dice, state) as StateValue;
