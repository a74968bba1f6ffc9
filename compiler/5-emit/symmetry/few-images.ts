/**
 * The way for very few identities: all images of the state, each by code of its own, and the least of them.
 * In: a group with few permutations. Out: `isFew`, `emitFewImages`.
 * Not here: images themselves (`image.ts`).
 */
import { type Code, choose, get, i32, i32c, i64, select, set } from "../wasm/code.ts";
import type { Func, Local } from "../wasm/module.ts";
import type { Group, Reduction, Site } from "./group.ts";
import { emitImage, gatherRows } from "./image.ts";
import { type Images, renamingBy } from "./renaming.ts";
import { type Codes, loadWords, scatter } from "./words.ts";

/** Three identities, or two sets of two. */
const MOST_IMAGES = 6;

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

export const isFew = (g: Group): boolean =>
  g.looped.length + g.wholes.length === 0 && g.sets.reduce((n, s) => n * factorial(s.size), 1) <= MOST_IMAGES;

/** Every permutation of 0 … n-1, the identity first. */
function orders(n: number): readonly (readonly number[])[] {
  if (n === 0) return [[]];
  return orders(n - 1).flatMap((shorter) =>
    Array.from({ length: n }, (_, k) => shorter.toSpliced(n - 1 - k, 0, n - 1)),
  );
}

function imagesOf(g: Group): readonly Images[] {
  return g.sets.reduce<readonly Images[]>(
    (made, { set: s, size }) => orders(size).flatMap((order) => made.map((m) => new Map([...m, [s, order]]))),
    [new Map()],
  );
}

export function emitFewImages(site: Site): Reduction {
  const inPlace = site.emission.module.func("leastOfFew", [["state", "i32"]]);
  emitLeast(site, inPlace, false);
  const trace = site.emission.module.func("traceFew", [["state", "i32"]]);
  emitLeast(site, trace, true);
  return { inPlace, trace };
}

/** Keeps the least image so far; either writes it over the state, or notes which permutation it was. */
function emitLeast(site: Site, f: Func, isTrace: boolean): void {
  const { emission: e, group } = site;
  const code: Codes = [];
  const words = loadWords(f, code, get(f.param(0)), e.layout.words.length);
  const rows = gatherRows(f, code, group, words);
  const least = words.map((w, i) => {
    const best = f.local(`least${i}`, "i64");
    code.push(set(best, get(w)));
    return best;
  });
  const [, ...others] = imagesOf(group);
  const [which, isLess] = [f.local("which", "i32"), f.local("isLess", "i32")];
  for (const [n, by] of others.entries()) {
    const made = emitImage(site, f, code, words, rows, renamingBy(by), (images, of, index, row) => {
      const runs = of.runs[by.get(of.set)?.[index] ?? index] ?? [];
      for (const [k, chunk] of row.entries()) scatter(code, images, runs[k] ?? [], () => get(chunk));
    });
    code.push(set(isLess, less(made, least)));
    for (const [i, best] of least.entries())
      code.push(set(best, select(get(made[i] as Local), get(best), get(isLess))));
    if (isTrace) code.push(set(which, select(i32c(n + 1), get(which), get(isLess))));
  }
  if (!isTrace) for (const [i, best] of least.entries()) code.push(i64.store(get(f.param(0)), get(best), 8 * i));
  else code.push(...writeTo(site, which));
  f.body = code;
}

/** Words as one number, word 0 first; an i32. */
function less(a: readonly Local[], b: readonly Local[], from = 0): Code {
  const [x, y] = [a[from] as Local, b[from] as Local];
  const isLess = i64.lt_u(get(x), get(y));
  if (from + 1 === a.length) return isLess;
  return choose("i32", i64.ne(get(x), get(y)), [isLess], [less(a, b, from + 1)]);
}

function writeTo(site: Site, which: Local): Codes {
  const images = imagesOf(site.group);
  return site.group.sets.flatMap(({ set: s, size }) =>
    Array.from({ length: size }, (_, i) => {
      const to = images.reduce<Code>(
        (otherwise, by, n) => select(i32c(by.get(s)?.[i] ?? i), otherwise, i32.eq(get(which), i32c(n))),
        i32c(i),
      );
      return i32.store(get(site.emission.area), to, site.to + 4 * (site.first(s) + i));
    }),
  );
}
