/**
 * SPEC4xxx: models that are too large to be laid out, one typed function per code.
 * In: `code.ts`. Out: the codes of `compiler/4-layout/`.
 * Not here: pages (`docs/errors/`), domains that are too large to be gone through (`bind.ts`).
 */
import { code, usage } from "../code.ts";

const text = (n: number | bigint): string => n.toLocaleString("en-US");

export const stateTooWide = usage(
  "SPEC4001",
  "state-too-wide",
  ({ bits, most, widest }: { bits: bigint; most: number; widest: string }) => ({
    message: `a state takes ${text(bits)} bits, most of them for \`${widest}\`; ${text(most)} are the most`,
    help: "take smaller bounds: races show with two or three of everything",
  }),
);

export const tableTooLarge = code(
  "SPEC4002",
  "table-too-large",
  ({ keys, most }: { keys: bigint | null; most: number }) => ({
    message: `this makes a Record of ${keys === null ? "unboundedly many" : text(keys)} keys; ${text(most)} are the most`,
    help: "take smaller bounds for its keys",
  }),
);
