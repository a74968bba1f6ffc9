/**
 * Which of many states are worth a closer look when a trace is sought: those with a step to a wanted state, those without
 * steps, those where something fails. It may take in too many, never too few.
 * In: the functions of the search. Out: export `leads`.
 * Not here: the steps themselves (`../cells/records.ts`), who looks for what (`checker/wasm/sweep.ts`).
 */
import { type Emission, FLAG_ASSERTION, FLAG_RANGE, flagCount } from "../emission.ts";
import {
  block,
  br,
  type Code,
  call,
  drop,
  get,
  i32,
  i32c,
  i64,
  label,
  loop,
  op,
  ret,
  set,
  tee,
  when,
} from "../wasm/code.ts";
import type { Func, Global, Local } from "../wasm/module.ts";
import { during } from "./control.ts";

/** As the search has them (`search.ts`). */
export interface LeadsParts {
  readonly expandBlock: Func;
  readonly check: Func;
  readonly inside: Func | null;
  readonly canonicalise: Func | null;
  readonly out: Global;
  /** Where successors begin. */
  readonly buffer: Code;
}

/** Bits of a mark. */
const LEADS = 1;
const HAS_NO_STEP = 2;
const ASSERTION = 4;
const RANGE = 8;

/**
 * leads(states, n, slots, mask, keys, marks, look): a byte per packed state at `marks`. Bit 0: a step leads to a state whose
 * representative is among the wanted ones; bit 1: no step has a result; and with `look` not 0 bits 2 and 3: in a step or
 * in what is judged of its result an assertion or a range fails. Wanted states stand at `keys`; `slots` (0: none are
 * wanted) has mask + 1 words of 32 bits, 1 + the number of a key or 0, by `hash` and then one after the other. The flags
 * of findings are overwritten.
 */
export function exportLeads(e: Emission, parts: LeadsParts): void {
  const stateBytes = 8 * e.layout.words.length;
  const params = ["states", "n", "slots", "mask", "keys", "marks", "look"].map((name) => [name, "i32"] as const);
  const f = e.module.func("leads", params, null, "leads");
  const [states, n, slots, mask, keys, marks, look] = params.map((_, i) => f.param(i)) as [
    ...[Local, Local, Local, Local, Local, Local, Local],
  ];
  const [mark, at, made] = [f.local("mark", "i32"), f.local("at", "i32"), f.local("made", "i32")];
  const before = f.local("before", "i64");
  const marked = (bits: number): Code => set(mark, i32.or(get(mark), i32c(bits)));
  const flag = (which: number): Code => i32.load8_u(i32c(e.flags + which));
  const find = findFunc(e);
  const looked = [
    ...(parts.inside === null ? [] : [drop(call(parts.inside, [get(at)]))]),
    call(parts.check, [get(at), i32c(1)]),
  ];
  const sought = [
    ...(parts.canonicalise === null ? [] : [call(parts.canonicalise, [get(at)])]),
    when(call(find, [get(at), get(slots), get(mask), get(keys)]), [marked(LEADS)]),
  ];
  f.body = [
    during(get(n), [
      set(mark, i32c(0)),
      op("memory.fill", [i32c(e.flags), i32c(0), i32c(flagCount(e.model))]),
      set(before, get(e.generated)),
      set(parts.out, parts.buffer),
      call(parts.expandBlock, [get(states), i32c(1)]),
      set(made, i32.wrap(i64.sub(get(e.generated), get(before)))),
      when(i32.eqz(get(made)), [marked(HAS_NO_STEP)]),
      // Some results are not in the buffer: outside of their domain, or so many that the search took them out.
      when(i32.ne(i32.mul(get(made), i32c(stateBytes)), i32.sub(get(parts.out), parts.buffer)), [
        marked(LEADS | ASSERTION | RANGE),
      ]),
      set(at, parts.buffer),
      during(i32.lt_u(get(at), get(parts.out)), [
        when(get(look), looked),
        when(get(slots), sought),
        set(at, i32.add(get(at), i32c(stateBytes))),
      ]),
      set(mark, i32.or(get(mark), i32.mul(flag(FLAG_ASSERTION), i32c(ASSERTION)))),
      set(mark, i32.or(get(mark), i32.mul(flag(FLAG_RANGE), i32c(RANGE)))),
      i32.store8(get(marks), get(mark)),
      set(marks, i32.add(get(marks), i32c(1))),
      set(states, i32.add(get(states), i32c(stateBytes))),
      set(n, i32.sub(get(n), i32c(1))),
    ]),
  ];
}

/** (state, slots, mask, keys) → 1 where the packed state is among the keys. `checker/wasm/word-table.ts` makes the slots. */
function findFunc(e: Emission): Func {
  const words = e.layout.words.length;
  const f = e.module.func(
    "find",
    ["state", "slots", "mask", "keys"].map((name) => [name, "i32"] as const),
    "i32",
  );
  const [state, slots, mask, keys] = [f.param(0), f.param(1), f.param(2), f.param(3)];
  const [hash, half, key, i] = [
    f.local("hash", "i32"),
    f.local("half", "i32"),
    f.local("key", "i32"),
    f.local("i", "i32"),
  ];
  const folded = (by: number): Code => set(hash, i32.xor(get(hash), i32.shr_u(get(hash), i32c(by))));
  const again = label("slot");
  const differs = label("differs");
  const wordAt = (base: Local): Code => i64.load(i32.add(get(base), i32.shl(get(i), i32c(3))));
  f.body = [
    set(hash, i32c(0x9e3779b9)),
    during(i32.lt_u(get(half), i32c(2 * words)), [
      set(
        hash,
        i32.mul(i32.xor(get(hash), i32.load(i32.add(get(state), i32.shl(get(half), i32c(2))))), i32c(0x85ebca6b)),
      ),
      folded(15),
      set(half, i32.add(get(half), i32c(1))),
    ]),
    set(hash, i32.mul(get(hash), i32c(0xc2b2ae35))),
    folded(13),
    loop(again, [
      set(hash, i32.and(get(hash), get(mask))),
      when(i32.eqz(tee(key, i32.load(i32.add(get(slots), i32.shl(get(hash), i32c(2)))))), [ret(i32c(0))]),
      set(key, i32.add(get(keys), i32.mul(i32.sub(get(key), i32c(1)), i32c(8 * words)))),
      set(i, i32c(0)),
      block(differs, [
        during(i32.lt_u(get(i), i32c(words)), [
          br(differs, i64.ne(wordAt(state), wordAt(key))),
          set(i, i32.add(get(i), i32c(1))),
        ]),
        ret(i32c(1)),
      ]),
      set(hash, i32.add(get(hash), i32c(1))),
      br(again),
    ]),
    i32c(0),
  ];
  return f;
}
