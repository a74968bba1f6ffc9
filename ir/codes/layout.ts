/**
 * SPEC4xxx: models that are too large to be laid out, one typed function per code.
 * In: `code.ts`. Out: the codes of `compiler/4-layout/`.
 * Not here: pages (`docs/errors/`), domains that are too large to be gone through (`bind.ts`).
 */
import { code, usage } from "../code.ts";
import type { Domain } from "../domain.ts";

const SMALLER = "take smaller bounds: races show with two or three of everything";

/** Instead of a place for each that there may be. */
const bounded = (d: Domain): string =>
  `say how many there are at once, as in \`${d.kind === "map" ? "ValueMap<K, V, 4>" : "ValueSet<T, 4>"}\`: then there is a place for each of these only`;

const text = (n: number | bigint): string => n.toLocaleString("en-US");

export const stateTooWide = usage(
  "SPEC4001",
  "state-too-wide",
  ({ bits, most, widest, free }: { bits: bigint; most: number; widest: string; free: Domain | null }) => ({
    message: `a state takes ${text(bits)} bits, most of them for \`${widest}\`; ${text(most)} are the most`,
    help: free === null ? SMALLER : `${bounded(free)}. Or ${SMALLER}`,
  }),
);

export const tableTooLarge = code(
  "SPEC4002",
  "table-too-large",
  ({ part, keys, most }: { part: string | null; keys: bigint | null; most: number }) => {
    const count = keys === null ? "unboundedly many" : text(keys);
    return part === null
      ? {
          message: `this makes a Record of ${count} keys; ${text(most)} are the most`,
          help: "take smaller bounds for its keys",
        }
      : { message: `\`${part}\` has ${count} places; ${text(most)} are the most`, help: "take a smaller bound" };
  },
);
