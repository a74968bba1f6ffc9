// How many values sets, maps and bags have, against lists of all of them. Guards against bounds that are computed wrong, and
// against computing for ever where nobody reads the number.
// Not here: what is refused because of its size (reject.test.ts).
import { describe, expect, it } from "vitest";
import { type Domain, hasOrdinals, size } from "../../ir/domain.ts";
import { values } from "../../ir/value.ts";

const int = (n: number): Domain => ({ kind: "int", lo: 0, hi: n - 1 });
const countOf = (d: Domain): number => [...values(d)].length;

/** All lists of `max` or fewer of n things, as counts of each. */
function multisets(n: number, max: number): number {
  if (n === 0) return 1;
  let sum = 0;
  for (let first = 0; first <= max; first++) sum += multisets(n - 1, max - first);
  return sum;
}

describe("size", () => {
  it.each([0, 1, 2, 3])("counts collections over %i things", (n) => {
    for (const max of [0, 1, 2, 5]) {
      const subsets = [...values({ kind: "set", of: int(n), max: null })].filter(
        (s) => Array.isArray(s) && s.length <= max,
      );
      expect(size({ kind: "set", of: int(n), max })).toBe(BigInt(subsets.length));
      const whole: Domain = { kind: "map", key: int(n), value: int(2), max: null };
      expect(size(whole)).toBe(BigInt(countOf(whole)));
      const maps = [...values(whole)].filter((m) => Array.isArray(m) && m.length <= max);
      expect(size({ ...whole, max })).toBe(BigInt(maps.length));
      expect(size({ kind: "bag", of: int(n), max })).toBe(BigInt(multisets(n, max)));
      const seq: Domain = { kind: "seq", of: int(n), max };
      expect(size(seq)).toBe(BigInt(countOf(seq)));
    }
  });

  it("gives up where nobody reads the number", () => {
    const max = 1_000_000;
    expect(size({ kind: "bag", of: int(3), max })).toBeNull();
    expect(size({ kind: "set", of: int(1_000_000_000), max })).toBeNull();
    expect(size({ kind: "seq", of: int(2), max: Number.MAX_SAFE_INTEGER })).toBeNull();
    expect(hasOrdinals({ kind: "seq", of: int(2), max: Number.MAX_SAFE_INTEGER })).toBe(false);
  });
});
