/**
 * All scalars of packed states as numbers, for hosts that know the layout and no WebAssembly.
 * In: the layout's bits. Out: `unpackBlockFunc`.
 * Not here: what the numbers stand for (`ir/layout.ts`).
 */
import type { Bits } from "../../../ir/layout.ts";
import type { Emission } from "../emission.ts";
import { br, get, i32, i32c, i64, label, loop, set, when } from "../wasm/code.ts";
import type { Func } from "../wasm/module.ts";

/** (in i32, n i32, out i32): for each packed state all its `Bits` in layout order as u64s. Stops where there are none. */
export function unpackBlockFunc(e: Emission, bits: readonly Bits[]): Func {
  const f = e.module.func(
    "unpackBlock",
    [
      ["in", "i32"],
      ["n", "i32"],
      ["out", "i32"],
    ],
    null,
    "unpackBlock",
  );
  const [from, n, out] = [f.param(0), f.param(1), f.param(2)];
  const bytes = 16 * bits.length;
  const table = e.fixed(bytes);
  const view = new DataView(new ArrayBuffer(bytes));
  bits.forEach(({ word, shift, width }, i) => {
    view.setUint32(16 * i, 8 * word, true);
    view.setUint32(16 * i + 4, shift, true);
    view.setBigInt64(16 * i + 8, BigInt.asIntN(64, (1n << BigInt(width)) - 1n), true);
  });
  e.module.write(table, new Uint8Array(view.buffer));
  const at = f.local("at", "i32");
  const [state, next] = [label("state"), label("next")];
  const word = i64.load(i32.add(get(from), i32.load(get(at))));
  const ordinal = i64.and(i64.shr_u(word, i64.extend_u(i32.load(get(at), 4))), i64.load(get(at), 8));
  f.body = [
    loop(state, [
      when(get(n), [
        set(at, i32c(table)),
        loop(next, [
          when(i32.lt_u(get(at), i32c(table + bytes)), [
            i64.store(get(out), ordinal),
            set(out, i32.add(get(out), i32c(8))),
            set(at, i32.add(get(at), i32c(16))),
            br(next),
          ]),
        ]),
        set(from, i32.add(get(from), i32c(8 * e.layout.words.length))),
        set(n, i32.sub(get(n), i32c(1))),
        br(state),
      ]),
    ]),
  ];
  return f;
}
