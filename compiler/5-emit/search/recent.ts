/**
 * Drops states that an instance has just seen, word by word the same, before their words are interned or others are asked.
 * In: states of a batch. Out: code that moves the others together.
 * Not here: the filter of mixed keys, which all states pass (`consume.ts`).
 */
import type { Emission } from "../emission.ts";
import { block, br, type Code, get, i32, i32c, i64, i64c, label, op, set, tee, when } from "../wasm/code.ts";
import type { Func, Local } from "../wasm/module.ts";
import { copyState, during } from "./control.ts";

/** Of all entries together: they should stay in the second level of the cache. */
const NEAR: RecentSize = { entries: 4096, bytes: 131072 };
/** Where every state that is let through costs several look-ups. */
export const FAR: RecentSize = { entries: 65536, bytes: 1048576 };
const LEAST_ENTRIES = 64;
const SPREAD = 0x9e3779b97f4a7c15n;
const NEXT_SPREAD = 0xd6e8feb86659fd93n;

export interface Recent {
  /** Moves the states of from … stop that are not among the recent ones to `from` and on, and `stop` behind the last. */
  drop(f: Func, from: Local, stop: Local): readonly Code[];
  /** Makes the filter of this instance empty. */
  readonly enter: readonly Code[];
}

/** At most. */
export interface RecentSize {
  readonly entries: number;
  readonly bytes: number;
}

export function createRecent(e: Emission, most: RecentSize = NEAR): Recent {
  const words = e.layout.words.length;
  const stateBytes = 8 * words;
  let log2 = Math.log2(most.entries);
  while (2 ** log2 > LEAST_ENTRIES && 2 ** log2 * stateBytes > most.bytes) log2--;
  const filter = e.reserve(2 ** log2 * stateBytes, 64);
  // Each constant is odd, so that each word counts; that of word 0 has its highest bits set and unset.
  const spread = (i: number): bigint => BigInt.asUintN(64, SPREAD + BigInt(2 * i) * NEXT_SPREAD);
  return {
    drop(f, from, stop) {
      const [state, kept, entry] = [f.local("state", "i32"), f.local("kept", "i32"), f.local("entry", "i32")];
      const word = (i: number): Code => i64.load(get(state), 8 * i);
      const hash = Array.from({ length: words }, (_, i) => i64.mul(word(i), i64c(spread(i)))).reduce(i64.add);
      const index = i32.wrap(i64.shr_u(hash, i64c(64 - log2)));
      const differs = Array.from({ length: words }, (_, i) =>
        i64.xor(word(i), i64.load(get(entry), filter + 8 * i)),
      ).reduce(i64.or);
      const same = label("same");
      const one = [
        set(entry, i32.add(get(e.area), i32.mul(index, i32c(stateBytes)))),
        br(same, i64.eqz(differs)),
        ...copyState(i32.add(get(entry), i32c(filter)), get(state), words),
        when(i32.ne(get(kept), get(state)), copyState(get(kept), get(state), words)),
        set(kept, i32.add(get(kept), i32c(stateBytes))),
      ];
      return [
        set(state, tee(kept, get(from))),
        during(i32.lt_u(get(state), get(stop)), [block(same, one), set(state, i32.add(get(state), i32c(stateBytes)))]),
        set(stop, get(kept)),
      ];
    },
    // All entries are the state of zeros, which belongs to entry 0; there is another one, which does not belong there.
    enter: [
      op("memory.fill", [i32.add(get(e.area), i32c(filter)), i32c(0), i32c(2 ** log2 * stateBytes)]),
      i64.store(get(e.area), i64c(1), filter),
    ],
  };
}
