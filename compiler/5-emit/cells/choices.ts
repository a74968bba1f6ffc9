/**
 * The choices of one step: it is run again for each, and told every time which alternative to take where.
 * In: how many alternatives there are at a pick. Out: `createChoices`: `take`, and the way to the next combination.
 * Not here: what the alternatives are (`bodies/`), who runs the step again (`drivers.ts`).
 */
import type { Emission } from "../emission.ts";
import { br, type Code, get, i32, i32c, i64, label, loop, ret, set, when } from "../wasm/code.ts";
import type { Func, Global } from "../wasm/module.ts";

export interface Choices {
  /**
   * (alternatives i32, unsigned) → i32: the one to take at the pick that is reached now; -1 where there is none, -2 where there
   * were too many picks.
   */
  readonly take: Func;
  /** i32: whether the pick that is reached now is reached for the first time. */
  readonly isNew: Code;
  /** Of the pick taken last: where its alternatives are those of a domain that satisfy a condition, how far it has been looked through. */
  readonly sought: Sought;
  /** Forgets everything: a new step. */
  readonly reset: readonly Code[];
  /** Before each run. */
  readonly rewind: readonly Code[];
  /** () → i32: moves on to the next combination, the last pick fastest; 0 where there is none left. */
  readonly advance: Func;
  /** i32s that say how far the script has come; a script inside of another is one with a later `base`. */
  readonly script: { readonly base: Global; readonly length: Global; readonly position: Global };
}

/** Kept with the script, so that no alternative is looked for twice. */
export interface Sought {
  /** i32, unsigned: how many alternatives there are. */
  readonly count: Code;
  /** i64: the position in the domain of the alternative found last. */
  readonly position: Code;
  /** i32: which of the alternatives that one is. */
  readonly index: Code;
  readonly found: (position: Code, index: Code) => readonly Code[];
}

/** Picks in one step, as in the interpreter. */
const MOST_PICKS = 65536;
/** Each entry is {u32 alternatives, u32 the one taken, u64 position, u32 index}: the last two are `Sought`. */
const ENTRY = 24;

/** `depth`: scripts that may be one inside the other. */
export function createChoices(e: Emission, depth: number): Choices {
  const script = e.reserve(ENTRY * MOST_PICKS * depth, 64);
  const base = e.module.global("choiceBase", "i32", 0);
  const length = e.module.global("choices", "i32", 0);
  const position = e.module.global("choice", "i32", 0);
  const entry = (i: Code): Code => i32.add(get(e.area), i32.mul(i, i32c(ENTRY)));

  const take = e.module.func("take", [["alternatives", "i32"]], "i32");
  const alternatives = take.param(0);
  const at = take.local("at", "i32");
  take.body = [
    when(i32.eq(i32.sub(get(position), get(base)), i32c(MOST_PICKS)), [ret(i32c(-2))]),
    set(at, entry(get(position))),
    when(i32.eq(get(position), get(length)), [
      when(i32.eqz(get(alternatives)), [ret(i32c(-1))]),
      i32.store(get(at), get(alternatives), script),
      i32.store(get(at), i32c(0), script + 4),
      set(length, i32.add(get(length), i32c(1))),
    ]),
    set(position, i32.add(get(position), i32c(1))),
    i32.load(get(at), script + 4),
  ];

  const advance = e.module.func("advance", [], "i32");
  const last = advance.local("last", "i32");
  const taken = advance.local("taken", "i32");
  const again = label("again");
  advance.body = [
    loop(again, [
      when(i32.eq(get(length), get(base)), [ret(i32c(0))]),
      set(last, entry(i32.sub(get(length), i32c(1)))),
      set(taken, i32.add(i32.load(get(last), script + 4), i32c(1))),
      when(i32.lt_u(get(taken), i32.load(get(last), script)), [
        i32.store(get(last), get(taken), script + 4),
        ret(i32c(1)),
      ]),
      set(length, i32.sub(get(length), i32c(1))),
      br(again),
    ]),
    i32c(0),
  ];

  const reset = [set(length, get(base))];
  const latest = entry(i32.sub(get(position), i32c(1)));
  const sought: Sought = {
    count: i32.load(latest, script),
    position: i64.load(latest, script + 8),
    index: i32.load(latest, script + 16),
    found: (where, index) => [i64.store(latest, where, script + 8), i32.store(latest, index, script + 16)],
  };
  const isNew = i32.eq(get(position), get(length));
  const rewind = [set(position, get(base))];
  return { take, isNew, sought, advance, reset, rewind, script: { base, length, position } };
}
