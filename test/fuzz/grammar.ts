// In: a seed and what a spec declares. Out: the generators of all parts of the language, who call each other through one object.
// Not here: any of these parts (the files beside this).
import { condition } from "./booleans.ts";
import { number } from "./numbers.ts";
import type { Random } from "./random.ts";
import { type Gen, type Helper, type Place, places, type Scope } from "./scope.ts";
import { block } from "./statements.ts";
import { type T, text } from "./types.ts";
import { canMake, fresh, keyText, read } from "./values.ts";

export interface Declared {
  readonly ids: readonly T[];
  readonly constants: readonly string[];
  readonly helpers: Helper[];
  readonly processes: { readonly name: string; readonly self: T | null; readonly labels: string[] }[];
}

/** One spec in four is of processes that take small steps. */
export const isCalm = (nth: number): boolean => nth % 4 === 2;

/** `nth`: of the run; where a spec begins in the rounds of `turn`. */
export function createGen(random: Random, nth: number, declared: Declared): Gen {
  const counts = new Map<string, number>();
  const exact = new Set<string>();
  let names = 0;
  const gen: Gen = {
    ...{ random, ...declared, calm: isCalm(nth) },
    name: (prefix) => `${prefix}${names++}`,
    turn(of, variants) {
      if (!exact.has(of) && random.chance(15)) return random.one(variants);
      const n = counts.get(of) ?? random.below(variants.length);
      counts.set(of, n + 1);
      return variants[n % variants.length] as (typeof variants)[number];
    },
    begin(n, rounds) {
      for (const of of rounds) {
        counts.set(of, n);
        exact.add(of);
      }
    },
    can: (t, c) => canMake(gen, t, c),
    read: (t, c, d) => read(gen, t, c, d),
    fresh: (t, c, d) => fresh(gen, t, c, d),
    bool: (c, d) => condition(gen, c, d),
    num: (c, d) => number(gen, c, d),
    places: (c, wanted): readonly Place[] => places(c, (key) => keyText(gen, key, c)).filter((p) => wanted(p.type)),
    compared(path, t, c: Scope) {
      if (c.touched.has(path)) return `the<${text(t)}>(${path})`;
      c.touched.add(path);
      return path;
    },
    block: (c, n, d) => block(gen, c, n, d),
  };
  return gen;
}
