/**
 * What a permutation makes of the ordinal of a value that has identities in it.
 * In: a site, whose renaming stands in the memory; a domain with ordinals. Out: `renamedOrdinal`.
 * Not here: ordinals of scalars alone (`words.ts`), what has these ordinals (`whole-image.ts`).
 */
import { type Domain, isScalar } from "../../../ir/domain.ts";
import { ordinalCount } from "../../../ir/value.ts";
import { worthsOf } from "../cells/ordinals.ts";
import { type Code, call, get, i32, i32c, i64, i64c, set } from "../wasm/code.ts";
import type { Func, Local } from "../wasm/module.ts";
import { eachDigit } from "./digits.ts";
import type { Site } from "./group.ts";
import { namesAny, refsOf } from "./names.ts";
import { renamingInMemory } from "./renaming.ts";
import { type Codes, renamed } from "./words.ts";

const known = new WeakMap<Site, Map<string, Func>>();

export const setsOf = (site: Site): ReadonlySet<number> => new Set(site.group.sets.map((s) => s.set));

/** The new ordinal, an i64; what it takes goes to `code`. */
export function renamedOrdinal(site: Site, f: Func, code: Codes, d: Domain, ordinal: Local): Code {
  const sets = setsOf(site);
  if (!namesAny(d, sets)) return get(ordinal);
  if (!isScalar(d)) return call(renameFunc(site, d), [get(ordinal)]);
  const cell = { ordinal: get(ordinal), refs: refsOf(d, sets), present: null };
  return renamed(f, code, cell, renamingInMemory(site).rename).renamed;
}

/** (ordinal i64) → i64. */
function renameFunc(site: Site, d: Domain): Func {
  const funcs = known.get(site) ?? new Map<string, Func>();
  known.set(site, funcs);
  const name = JSON.stringify(d);
  const before = funcs.get(name);
  if (before !== undefined) return before;
  const f = site.emission.module.func("renamed", [["ordinal", "i64"]], "i64");
  funcs.set(name, f);
  const sum = f.local("sum", "i64");
  /** Adds the renamed digit, which is worth so much. */
  const add = (of: Domain, digit: Local, worth: Code): Codes => {
    const code: Codes = [];
    const value = renamedOrdinal(site, f, code, of, digit);
    return [...code, set(sum, i64.add(get(sum), i64.mul(value, worth)))];
  };
  f.body = [...eachDigit(f, d, f.param(0), digitsOf(site, f, d, sum, add)), get(sum)];
  return f;
}

type Add = (of: Domain, digit: Local, worth: Code) => Codes;

function digitsOf(site: Site, f: Func, d: Domain, sum: Local, add: Add): Parameters<typeof eachDigit>[3] {
  const none = (): Codes => [];
  const nothing = { field: none, row: none, member: none, entry: none, shorter: none, element: none };
  const choice = (_: number, of: Domain, digit: Local, base: number): Codes => [
    ...add(of, digit, i64c(1)),
    set(sum, i64.add(get(sum), i64c(base))),
  ];
  const on = { ...nothing, choice };
  /** What a digit is worth at the place of the renamed key. */
  const worthAt = (code: Codes, key: Domain, at: Local, worths: number): Code => {
    const place = f.local("place", "i64");
    code.push(set(place, renamedOrdinal(site, f, code, key, at)));
    return i64.load(i32.shl(i32.wrap(get(place)), i32c(3)), worths);
  };
  switch (d.kind) {
    case "record": {
      const counts = d.fields.map((x) => ordinalCount(x.domain));
      const worth = (i: number): Code => i64c(counts.slice(i + 1).reduce((a, b) => a * b, 1));
      return { ...on, field: (i, of, digit) => add(of, digit, worth(i)) };
    }
    case "table": {
      const worths = worthsOf(site.emission, ordinalCount(d.key), BigInt(ordinalCount(d.value)));
      const row = (key: Local, value: Local): Codes => {
        const code: Codes = [];
        const worth = worthAt(code, d.key, key, worths);
        return [...code, ...add(d.value, value, worth)];
      };
      return { ...on, row };
    }
    case "set": {
      const member = (digit: Local): Codes => {
        const code: Codes = [];
        const value = renamedOrdinal(site, f, code, d.of, digit);
        return [...code, set(sum, i64.or(get(sum), i64.shl(i64c(1), value)))];
      };
      return { ...on, member };
    }
    case "map": {
      const worths = worthsOf(site.emission, ordinalCount(d.key), BigInt(ordinalCount(d.value)) + 1n);
      const entry = (key: Local, value: Local): Codes => {
        const code: Codes = [];
        const worth = f.local("worth", "i64");
        code.push(set(worth, worthAt(code, d.key, key, worths)));
        // An absent key is the digit 0, which the others follow.
        return [...code, set(sum, i64.add(get(sum), get(worth))), ...add(d.value, value, get(worth))];
      };
      return { ...on, entry };
    }
    case "seq": {
      const worth = f.local("worth", "i64");
      const shorter = (count: Local): Codes => [set(sum, get(count)), set(worth, i64c(1))];
      const element = (_: Local, digit: Local): Codes => [
        ...add(d.of, digit, get(worth)),
        set(worth, i64.mul(get(worth), i64c(ordinalCount(d.of)))),
      ];
      return { ...on, shorter, element };
    }
    default:
      return on;
  }
}
