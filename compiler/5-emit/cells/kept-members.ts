/**
 * Members and keys of an image that are objects: made anew as a state is unpacked, outside of the image, as nobody writes into them.
 * In: packings, families. Out: `keptBytes`, how much room they take at the most.
 * Not here: who makes them (`unpack-lists.ts`, by `enumeration.ts`).
 */
import { type Domain, isScalar } from "../../../ir/domain.ts";
import type { Packing } from "../../../ir/layout.ts";
import { ordinalCount } from "../../../ir/value.ts";
import type { Families } from "./families.ts";
import { LIST_BYTES } from "./lists.ts";

/** Of one state; a multiple of 8. */
export function keptBytes(families: Families, p: Packing): number {
  const sum = (of: readonly Packing[]): number => of.reduce((n, x) => n + keptBytes(families, x), 0);
  switch (p.kind) {
    case "scalar":
      return 0;
    case "record":
      return sum(p.fields);
    case "table":
      return sum(p.rows);
    case "set":
    case "listed":
      return p.members.length * bytesOf(families, p.domain.of);
    case "map":
      return p.places.length * bytesOf(families, p.domain.key) + sum(p.places.map((x) => x.value));
    case "entries":
      return p.entries.length * bytesOf(families, p.domain.key) + sum(p.entries.map((x) => x.value));
    case "seq":
      return sum(p.elements);
    case "union":
      return sum(p.members);
  }
}

/** Of one value as it is enumerated, the cell itself apart. */
function bytesOf(families: Families, d: Domain): number {
  if (isScalar(d)) return 0;
  const list = (cells: number): number => LIST_BYTES + 8 * cells;
  switch (d.kind) {
    case "record":
      return d.fields.reduce((n, f) => n + bytesOf(families, f.domain), families.of(d).bytes);
    case "table": {
      const rows = ordinalCount(d.key);
      return Math.max(8, 8 * rows) + rows * bytesOf(families, d.value);
    }
    case "set": {
      const members = ordinalCount(d.of);
      return list(members) + members * bytesOf(families, d.of);
    }
    case "map": {
      const keys = ordinalCount(d.key);
      return list(2 * keys) + keys * (bytesOf(families, d.key) + bytesOf(families, d.value));
    }
    case "seq":
      return list(d.max) + d.max * bytesOf(families, d.of);
    case "union":
      return Math.max(...d.of.map((m) => bytesOf(families, m)));
    case "bag":
    case "int":
    case "enum":
    case "id":
    case "undefined":
    case "number":
      throw new Error(`a ${d.kind} is no member`);
  }
}
