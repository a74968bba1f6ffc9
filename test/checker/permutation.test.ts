// Ordinals of scalars move with the identities among them. Guards against a union of two id sets of which one stays as it was.
// Not here: representatives of whole states (codec.test.ts).
import { expect, it } from "vitest";
import { permutations, permute, permutedOrdinal } from "../../checker/permutation.ts";
import { unionOf } from "../../ir/domain.ts";
import { ordinal, values } from "../../ir/value.ts";
import * as b from "./builder.ts";

it("moves each identity of a union as its own set is permuted, and nothing else", () => {
  const d = unionOf([b.oneOf(null), b.id(0, "A", 3), b.int(5, 6), b.id(1, "B", 2)]);
  const idSets = b.model({
    state: b.record({}),
    init: b.make(b.record({}), {}),
    actions: [],
    ids: [
      { name: "A", size: 3 },
      { name: "B", size: 2 },
    ],
  }).idSets;
  const moved = permutedOrdinal(d);
  let asked = 0;
  for (const p of permutations(idSets, [0, 1])) {
    for (const v of values(d)) {
      expect(moved?.(ordinal(d, v), p.to)).toBe(ordinal(d, permute(d, v, p)));
      asked++;
    }
  }
  expect(asked).toBe(12 * 8);
  expect(permutedOrdinal(b.int(0, 3))).toBeNull();
});
