/**
 * The parts of a value, found in its ordinal by arithmetic.
 * In: a domain with ordinals, an ordinal in a local. Out: `eachDigit`, code that goes through the parts.
 * Not here: what is done with them (`ordinal-renaming.ts`, `pieces.ts`). The order is that of `ordinal` in ir/value.ts.
 */
import { type Domain, printDomain } from "../../../ir/domain.ts";
import { ordinalCount } from "../../../ir/value.ts";
import { block, br, type Code, get, i32, i32c, i64, i64c, label, loop, set, when } from "../wasm/code.ts";
import type { Func, Local } from "../wasm/module.ts";
import type { Codes } from "./words.ts";

/** Code for each part; its ordinal is in a local (i64) as are ordinals of keys. Parts come from the last to the first. */
export interface Digits {
  /** Of a record: index of the field. */
  field(i: number, of: Domain, digit: Local): Codes;
  /** Of a table. */
  row(key: Local, value: Local): Codes;
  /** Of a set. */
  member(digit: Local): Codes;
  /** Of a map. */
  entry(key: Local, value: Local): Codes;
  /** Of a sequence, before its elements: how many sequences are shorter than it. */
  shorter(count: Local): Codes;
  /** `position` is an i32. */
  element(position: Local, digit: Local): Codes;
  /** Of a union: index of the member, and how many ordinals come before its own. */
  choice(i: number, of: Domain, digit: Local, base: number): Codes;
}

/** Of a domain that is not scalar. The local is used up. */
export function eachDigit(f: Func, d: Domain, o: Local, on: Digits): Codes {
  const digit = f.local("digit", "i64");
  /** Splits the last digit off. */
  const split = (radix: number): Codes =>
    radix <= 1
      ? [set(digit, i64c(0))]
      : [set(digit, i64.rem_u(get(o), i64c(radix))), set(o, i64.div_u(get(o), i64c(radix)))];
  const next = label("next");
  const isLeft = (of: Local): Code => i32.eqz(i64.eqz(get(of)));
  switch (d.kind) {
    case "record":
      return [...d.fields.entries()]
        .toReversed()
        .flatMap(([i, field]) => [...split(ordinalCount(field.domain)), ...on.field(i, field.domain, digit)]);
    case "table": {
      const key = f.local("key", "i64");
      return [
        set(key, i64c(ordinalCount(d.key))),
        loop(next, [
          when(isLeft(key), [
            set(key, i64.sub(get(key), i64c(1))),
            ...split(ordinalCount(d.value)),
            ...on.row(key, digit),
            br(next),
          ]),
        ]),
      ];
    }
    case "set":
      return [
        loop(next, [
          when(isLeft(o), [
            set(digit, i64.ctz(get(o))),
            set(o, i64.and(get(o), i64.sub(get(o), i64c(1)))),
            ...on.member(digit),
            br(next),
          ]),
        ]),
      ];
    case "map": {
      const key = f.local("key", "i64");
      return [
        set(key, i64c(ordinalCount(d.key))),
        loop(next, [
          when(isLeft(o), [
            set(key, i64.sub(get(key), i64c(1))),
            ...split(ordinalCount(d.value) + 1),
            when(isLeft(digit), [set(digit, i64.sub(get(digit), i64c(1))), ...on.entry(key, digit)]),
            br(next),
          ]),
        ]),
      ];
    }
    case "seq":
      return elements(f, d, o, on);
    case "union": {
      const end = label("end");
      let base = 0;
      const tries = d.of.flatMap((m, i) => {
        const [first, count] = [base, ordinalCount(m)];
        base += count;
        const own = [set(digit, get(o)), ...on.choice(i, m, digit, first), br(end)];
        return [when(i64.lt_u(get(o), i64c(count)), own), set(o, i64.sub(get(o), i64c(count)))];
      });
      return [block(end, tries)];
    }
    default:
      throw new Error(`no digits of ${printDomain(d)}`);
  }
}

function elements(f: Func, d: Domain & { kind: "seq" }, o: Local, on: Digits): Codes {
  const radix = i64c(ordinalCount(d.of));
  const [count, many] = [f.local("shorter", "i64"), f.local("many", "i64")];
  const [position, digit] = [f.local("position", "i32"), f.local("element", "i64")];
  const [longer, next] = [label("longer"), label("next")];
  const isLonger = i32.and(i64.ge_u(get(o), get(many)), i32.lt_u(get(position), i32c(d.max)));
  return [
    ...[set(count, i64c(0)), set(many, i64c(1)), set(position, i32c(0))],
    loop(longer, [
      when(isLonger, [
        set(o, i64.sub(get(o), get(many))),
        set(count, i64.add(get(count), get(many))),
        set(many, i64.mul(get(many), radix)),
        set(position, i32.add(get(position), i32c(1))),
        br(longer),
      ]),
    ]),
    ...on.shorter(count),
    loop(next, [
      when(get(position), [
        set(position, i32.sub(get(position), i32c(1))),
        set(digit, i64.rem_u(get(o), radix)),
        set(o, i64.div_u(get(o), radix)),
        ...on.element(position, digit),
        br(next),
      ]),
    ]),
  ];
}
