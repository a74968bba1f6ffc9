/**
 * Sorting of integers in memory, for sets too large for a network.
 * In: an emission. Out: `createSort`, made at most once for a module.
 * Not here: sorting in locals (`sorting-network.ts`).
 */
import type { Emission } from "../emission.ts";
import { block, br, get, i32, i32c, i64, label, loop, set, when } from "../wasm/code.ts";
import type { Func } from "../wasm/module.ts";

/** Up to so many keys are sorted in locals. */
export const MOST_LOCALS = 32;

const made = new WeakMap<Emission, Func>();

/** `sortKeys(address, count)`: i64 keys ascending as unsigned numbers, by insertion: they are often nearly in order. */
export function createSort(e: Emission): Func {
  const known = made.get(e);
  if (known !== undefined) return known;
  const f = e.module.func("sortKeys", [
    ["address", "i32"],
    ["count", "i32"],
  ]);
  made.set(e, f);
  const [address, count] = [f.param(0), f.param(1)];
  const [next, end, hole] = [f.local("next", "i32"), f.local("end", "i32"), f.local("hole", "i32")];
  const key = f.local("key", "i64");
  const [outer, inner, done] = [label("outer"), label("inner"), label("done")];
  f.body = [
    set(next, i32.add(get(address), i32c(8))),
    set(end, i32.add(get(address), i32.mul(get(count), i32c(8)))),
    loop(outer, [
      when(i32.lt_u(get(next), get(end)), [
        set(key, i64.load(get(next))),
        set(hole, get(next)),
        block(done, [
          loop(inner, [
            br(done, i32.eq(get(hole), get(address))),
            br(done, i64.le_u(i64.load(i32.sub(get(hole), i32c(8))), get(key))),
            i64.store(get(hole), i64.load(i32.sub(get(hole), i32c(8)))),
            set(hole, i32.sub(get(hole), i32c(8))),
            br(inner),
          ]),
        ]),
        i64.store(get(hole), get(key)),
        set(next, i32.add(get(next), i32c(8))),
        br(outer),
      ]),
    ]),
  ];
  return f;
}
