/**
 * What colors of identities are made of: numbers without pattern, and every place of the state that may name an identity.
 * In: the words of a state and its rows, in locals. Out: `Scene`, `mentionsOf`, mixing.
 * Not here: colors (`signature.ts`, `round.ts`).
 */
import { type Code, get, i64, i64c, set } from "../wasm/code.ts";
import type { Func, Local } from "../wasm/module.ts";
import { isNarrow, type Site } from "./group.ts";
import type { RowLocals } from "./image.ts";
import type { Identity, Refs } from "./names.ts";
import { type Codes, holds, readBits, readRowBits } from "./words.ts";
import type { Workspace } from "./workspace.ts";

/** What a seed and a round are emitted with. */
export interface Scene {
  readonly site: Site;
  readonly space: Workspace;
  readonly f: Func;
  readonly words: readonly Local[];
  readonly rows: RowLocals;
}

/** Numbers without pattern, odd, one for each use: splitmix64 of its name. */
export function constantOf(name: string): bigint {
  let x = 0x9e3779b97f4a7c15n;
  for (const c of name)
    x = BigInt.asUintN(64, (x ^ BigInt(c.charCodeAt(0))) * 0xbf58476d1ce4e5b9n + 0x632be59bd9b4e019n);
  x = BigInt.asUintN(64, (x ^ (x >> 30n)) * 0xbf58476d1ce4e5b9n);
  x = BigInt.asUintN(64, (x ^ (x >> 27n)) * 0x94d049bb133111ebn);
  return (x ^ (x >> 31n)) | 1n;
}
export const constant = (name: string): Code => i64c(constantOf(name));

export const mixed = (f: Func, code: Codes, x: Code): Code => {
  const own = f.local("mixed", "i64");
  code.push(set(own, x));
  return i64.mul(i64.xor(get(own), i64.shr_u(get(own), i64c(32))), constant("mix"));
};

/** Whether ordinals that are nobody are looked up all the same, each with a color of its own. */
export const hasPads = (r: Refs): boolean => isNarrow(r) && r.alone;

/** 0 or -1, an i64; null where it always holds. */
export const maskOf = (present: Code | null): Code | null =>
  present === null ? null : i64.sub(i64c(0), i64.extend_u(present));
export const masked = (x: Code, mask: Code | null): Code => (mask === null ? x : i64.and(x, mask));

/** Something that names an identity, or may. */
export interface Mention {
  readonly name: string;
  readonly owners: readonly Identity[];
  readonly ordinal: Code;
  readonly refs: Refs;
  readonly present: Code | null;
}

export function mentionsOf({ site, words, rows }: Scene): readonly Mention[] {
  const inRows = site.group.rows.flatMap((of, r) =>
    of.parts.flatMap((p, i) =>
      p.refs.flatMap((refs) =>
        (rows[r] ?? []).map(
          (row, index): Mention => ({
            ...{ name: `row ${of.set} part ${i} of ${refs.set}`, owners: [{ set: of.set, index }], refs },
            ordinal: readRowBits(row, p.bits),
            present: holds(p.guards, (g) => readRowBits(row, g.bits)),
          }),
        ),
      ),
    ),
  );
  const others = site.group.cells.flatMap((c) =>
    c.refs.map(
      (refs): Mention => ({
        ...{ name: `cell ${c.kind} of ${refs.set}`, owners: c.owners, refs },
        ordinal: readBits(words, c.bits),
        present: holds(c.guards, (g) => readBits(words, g.bits)),
      }),
    ),
  );
  return [...inRows, ...others];
}
