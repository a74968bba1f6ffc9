/**
 * The bits of a layout one after the other: the order in which a host that knows the layout gets a state's scalars.
 * In: packings. Out: `eachBits`.
 * Not here: the places themselves (`layout.ts`).
 */
import type { Bits, Packing } from "./layout.ts";

/**
 * A scalar's; of a set its members'; of whatever has a length that, then its members', elements' or entries', of these the key's
 * before the value's; of a map without a bound its places', what says that the key is present first; of a union its tag's, then all
 * its members'.
 */
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
    case "listed":
      return [packing.length, ...packing.members];
    case "map":
      return packing.places.flatMap((p) => [...(p.present === null ? [] : [p.present]), ...eachBits(p.value)]);
    case "entries":
      return [packing.length, ...packing.entries.flatMap((e) => [e.key, ...eachBits(e.value)])];
    case "seq":
      return [packing.length, ...packing.elements.flatMap(eachBits)];
    case "union":
      return [packing.tag, ...packing.members.flatMap(eachBits)];
  }
}
