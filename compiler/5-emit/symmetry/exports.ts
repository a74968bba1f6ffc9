/**
 * Canonical forms for any host (docs/abi.md).
 * In: what makes representatives, what traces the way to them. Out: `emitExports`.
 * Not here: how (`canonical.ts`).
 */
import type { Emission } from "../emission.ts";
import { br, call, get, i32, i32c, label, loop, op, set, when } from "../wasm/code.ts";
import type { Func } from "../wasm/module.ts";
import type { Reduction } from "./group.ts";

/**
 * The exports `canonical(in, n, out)`, which writes the representatives of n packed states (in place, where `out` is `in`),
 * and `permutation(out)`, which after `canonical` writes the permutation that led from its last state to its
 * representative: for every id set of the model, one after the other, the new index of each identity as u32. `to`: where
 * in the area reductions write that; `inPlace` null: every state is its own representative.
 */
export function emitExports(e: Emission, inPlace: Func | null, reductions: readonly Reduction[], to: number): void {
  const bytes = 8 * e.layout.words.length;
  const last = e.reserve(bytes);
  const params = [
    ["in", "i32"],
    ["n", "i32"],
    ["out", "i32"],
  ] as const;
  const canonical = e.module.func("canonical", params, null, "canonical");
  const [from, n, out] = [canonical.param(0), canonical.param(1), canonical.param(2)];
  const each = label("each");
  canonical.body = [
    loop(each, [
      when(get(n), [
        op("memory.copy", [i32.add(get(e.area), i32c(last)), get(from), i32c(bytes)]),
        op("memory.copy", [get(out), get(from), i32c(bytes)]),
        ...(inPlace === null ? [] : [call(inPlace, [get(out)])]),
        set(from, i32.add(get(from), i32c(bytes))),
        set(out, i32.add(get(out), i32c(bytes))),
        set(n, i32.sub(get(n), i32c(1))),
        br(each),
      ]),
    ]),
  ];
  const permutation = e.module.func("permutation", [["out", "i32"]], null, "permutation");
  const total = e.model.idSets.reduce((n, s) => n + s.size, 0);
  const identity = e.model.idSets.flatMap((s) => Array.from({ length: s.size }, (_, i) => i));
  permutation.body = [
    ...identity.map((index, at) => i32.store(get(e.area), i32c(index), to + 4 * at)),
    ...reductions.map((r) => call(r.trace, [i32.add(get(e.area), i32c(last))])),
    op("memory.copy", [get(permutation.param(0)), i32.add(get(e.area), i32c(to)), i32c(4 * total)]),
  ];
}
