/**
 * Constant tables of where the members of a set stand.
 * In: bits of the members. Out: `memberTable`.
 * Not here: the code that goes through them (`unpack.ts`, `pack.ts`).
 */
import type { Bits } from "../../../ir/layout.ts";
import type { Emission } from "../emission.ts";

/** An entry per member: {u32 offset of its word, u32 shift, i64 cell}. */
export const MEMBER_BYTES = 16;

/** Address of a constant table of a set's members. */
export function memberTable(e: Emission, bits: readonly Bits[], cellOf: (i: number) => bigint | null): number {
  const at = e.fixed(MEMBER_BYTES * bits.length);
  const view = new DataView(new ArrayBuffer(MEMBER_BYTES * bits.length));
  bits.forEach(({ word, shift }, i) => {
    const c = cellOf(i);
    if (c === null) throw new Error("a member without a cell");
    view.setUint32(MEMBER_BYTES * i, 8 * word, true);
    view.setUint32(MEMBER_BYTES * i + 4, shift, true);
    view.setBigInt64(MEMBER_BYTES * i + 8, c, true);
  });
  e.module.write(at, new Uint8Array(view.buffer));
  return at;
}
