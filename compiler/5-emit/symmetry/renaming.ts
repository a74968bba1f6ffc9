/**
 * Renamings of identities, as code sees them: known while code is made, or read from the memory.
 * In: a permutation, or where one stands. Out: `Renaming`.
 * Not here: what is renamed (`image.ts`), which permutation it is.
 */
import { type Code, get, i32, i32c, i64, i64c, op, select } from "../wasm/code.ts";
import { isNarrow, type Site } from "./group.ts";
import type { Identity } from "./names.ts";
import type { AnyIdentity } from "./places.ts";
import { isAmong, type Rename } from "./words.ts";

export interface Renaming {
  /** While code is made. */
  readonly isKnown: boolean;
  /** The new index of an identity: a number, or an i32. */
  to(identity: Identity | AnyIdentity): number | Code;
  readonly rename: Rename;
}

/** By set, then by index: the new index. */
export type Images = ReadonlyMap<number, readonly number[]>;

export const renamingBy = (images: Images): Renaming => ({
  isKnown: true,
  to: ({ set, index }) => {
    if (typeof index !== "number") throw new Error("a known renaming of an unknown identity");
    return images.get(set)?.[index] ?? index;
  },
  rename: (refs, ordinal) => {
    const to = images.get(refs.set) ?? [];
    const bits = Math.ceil(Math.log2(refs.base + refs.size));
    if (to.length * bits <= 64) {
      // All new ordinals side by side in one constant.
      const table = to.reduce((made, x, i) => made | (BigInt(x + refs.base) << BigInt(i * bits)), 0n);
      const at = i64.mul(i64.sub(ordinal(), i64c(refs.base)), i64c(bits));
      return i64.and(i64.shr_u(i64c(table), at), i64c((1n << BigInt(bits)) - 1n));
    }
    return to.reduce<Code>(
      (otherwise, x, i) => select(i64c(refs.base + x), otherwise, i64.eq(ordinal(), i64c(refs.base + i))),
      ordinal(),
    );
  },
});

/** Reads the table at `Site.to`. */
export const renamingInMemory = (site: Site): Renaming => {
  const entry = (index: Code): Code => i32.add(get(site.emission.area), i32.mul(index, i32c(4)));
  return {
    isKnown: false,
    to: ({ set, index }) =>
      typeof index === "number"
        ? i32.load(get(site.emission.area), site.to + 4 * (site.first(set) + index))
        : i32.load(entry(get(index)), site.to + 4 * site.first(set)),
    rename: (refs, ordinal) => {
      const first = site.to + 4 * site.first(refs.set);
      const index = isNarrow(refs)
        ? i32.wrap(ordinal())
        : select(i32.wrap(i64.sub(ordinal(), i64c(refs.base))), i32c(0), isAmong(refs, ordinal()));
      const found = op("i64.load32_u", [entry(index)], isNarrow(refs) ? first - 4 * refs.base : first);
      return i64.add(found, i64c(refs.base));
    },
  };
};
