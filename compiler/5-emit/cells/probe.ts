/**
 * Steps that are only tried, while a predicate waits: whether an action could be taken. The state is packed, unpacked again into an
 * image of its own, and the action run on that with every choice until one has a result.
 * In: objects, images, how states are packed. Out: `createProbe`.
 * Not here: the expression that asks (`bodies/enabled.ts`), steps that are taken (`drivers.ts`).
 */
import type { Action } from "../../../ir/model.ts";
import type { Emission } from "../emission.ts";
import { br, type Code, call, get, i32, i32c, i64, i64c, label, loop, ret, set, when } from "../wasm/code.ts";
import type { Func, Global } from "../wasm/module.ts";
import { UNDEFINED_CELL } from "./atoms.ts";
import type { Images } from "./images.ts";
import { ENDED, MOST_ITERATIONS, MOST_MADE } from "./machine.ts";
import type { Objects } from "./objects.ts";

/** The state that is asked about, or an argument, is outside its domain. */
export const OUTSIDE = 2;

export interface Probe {
  /** (record i32, argument i64 …) → i32: 1, 0 or `OUTSIDE`. `body`: the action's. */
  enabled(action: Action, name: string, body: Func): Func;
}

export function createProbe(e: Emission, o: Objects, images: Images, pack: Func): Probe | null {
  const { tryOn } = images;
  if (tryOn === null) return null;
  const bytes = 8 * e.layout.words.length;
  const asked = e.reserve(bytes);
  const at = (offset: number): Code => i32.add(get(e.area), i32c(offset));
  const { base, length, position } = o.choices.script;
  const i32s: readonly Global[] = [
    ...[o.now, o.next, o.heap, o.failure, o.iterations, o.calls, o.room, o.dirty],
    ...[base, length, position],
  ];
  return {
    enabled(action, name, body) {
      const params = action.params.map((p) => [p.name, "i64"] as const);
      const f = e.module.func(`${name}.enabled`, [["record", "i32"], ...params], "i32");
      const args = params.map((_, i) => f.param(i + 1));
      const kept = i32s.map((g) => ({ g, local: f.local(`kept.${g.name}`, "i32") }));
      const returned = f.local("kept.result", "i64");
      const heap = f.local("heap", "i32");
      const completion = f.local("completion", "i32");
      const again = label("again");
      const outside = action.params.map((p, i) =>
        when(i64.lt_s(call(o.ordinals.func(p.domain), [get(args[i] as (typeof args)[number])]), i64c(0)), [
          ret(i32c(OUTSIDE)),
        ]),
      );
      // Each attempt has budgets of its own; what it makes stands behind what the predicate has made.
      const begin = [
        set(o.heap, get(heap)),
        set(o.iterations, i32c(MOST_ITERATIONS)),
        set(o.calls, i32c(0)),
        set(o.room, i32c(MOST_MADE)),
        set(o.result, i64c(UNDEFINED_CELL)),
        ...o.choices.rewind,
        call(tryOn, [at(asked)]),
      ];
      f.body = [
        ...outside,
        when(call(pack, [get(f.param(0)), at(asked)]), [ret(i32c(OUTSIDE))]),
        ...kept.map(({ g, local }) => set(local, get(g))),
        set(returned, get(o.result)),
        set(heap, get(o.heap)),
        set(base, get(length)),
        ...o.choices.reset,
        loop(again, [
          ...begin,
          set(
            completion,
            call(
              body,
              args.map((a) => get(a)),
            ),
          ),
          // A result that is outside its domain is one: the step can be taken, and is found to be wrong.
          when(i32.ne(get(completion), i32c(ENDED)), [br(again, call(o.choices.advance, []))]),
        ]),
        ...kept.map(({ g, local }) => set(g, get(local))),
        set(o.result, get(returned)),
        i32.eq(get(completion), i32c(ENDED)),
      ];
      return f;
    },
  };
}
