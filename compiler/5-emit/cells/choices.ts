/**
 * The choices of one step: it is run again for each, and told every time which alternative to take where.
 * In: how many alternatives there are at a pick. Out: `createChoices`: `take`, and the way to the next combination.
 * Not here: what the alternatives are (`bodies/`), who runs the step again (`drivers.ts`).
 */
import type { Emission } from "../emission.ts";
import { br, type Code, get, i32, i32c, label, loop, ret, set, when } from "../wasm/code.ts";
import type { Func } from "../wasm/module.ts";

export interface Choices {
  /**
   * (alternatives i32, unsigned) → i32: the one to take at the pick that is reached now; -1 where there is none, -2 where there
   * were too many picks.
   */
  readonly take: Func;
  /** Forgets everything: a new step. */
  readonly reset: readonly Code[];
  /** Before each run. */
  readonly rewind: readonly Code[];
  /** () → i32: moves on to the next combination, the last pick fastest; 0 where there is none left. */
  readonly advance: Func;
}

/** Picks in one step, as in the interpreter; each entry is {u32 alternatives, u32 the one taken}. */
const MOST_PICKS = 65536;

export function createChoices(e: Emission): Choices {
  const script = e.reserve(8 * MOST_PICKS, 64);
  const length = e.module.global("choices", "i32", 0);
  const position = e.module.global("choice", "i32", 0);
  const entry = (i: Code): Code => i32.add(get(e.area), i32.shl(i, i32c(3)));

  const take = e.module.func("take", [["alternatives", "i32"]], "i32");
  const alternatives = take.param(0);
  const at = take.local("at", "i32");
  take.body = [
    when(i32.eq(get(position), i32c(MOST_PICKS)), [ret(i32c(-2))]),
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
      when(i32.eqz(get(length)), [ret(i32c(0))]),
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

  return { take, advance, reset: [set(length, i32c(0))], rewind: [set(position, i32c(0))] };
}
