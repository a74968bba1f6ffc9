/**
 * The bits of a layout one after the other: the order in which a host that knows the layout gets a state's scalars.
 * In: packings. Out: `eachBits`.
 * Not here: the places themselves (`layout.ts`).
 */
import type { Bits, Packing } from "./layout.ts";

/** A scalar's; of a set its members'; of a sequence its length's, then its elements'; of a union its tag's, then all its members'. */
export function eachBits(packing: Packing): readonly Bits[] {
  switch (packing.kind) {
    case "scalar":
      return [packing.bits];
    case "record":
      return packing.fields.flatMap(eachBits);
    case "table":
      return packing.rows.flatMap(eachBits);
    case "set":
      return packing.members;
    case "seq":
      return [packing.length, ...packing.elements.flatMap(eachBits)];
    case "union":
      return [packing.tag, ...packing.members.flatMap(eachBits)];
  }
}
