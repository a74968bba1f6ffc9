/**
 * The order in which a collection is gone through that has none of its own: that of its domain.
 * In: lists of members, of entries of maps. Out: functions that make a list in that order, and one that leaves out what is there twice.
 * Not here: positions in a domain (`../ordinals.ts`), who goes through them (`loops.ts`, `picks.ts`, `sets.ts`).
 */
import type { Domain } from "../../../../ir/domain.ts";
import { br, type Code, call, get, i32, i32c, i64, i64c, label, loop, select, set, when } from "../../wasm/code.ts";
import type { Func, Local } from "../../wasm/module.ts";
import { isNumber } from "../atoms.ts";
import { elementOf, LENGTH, lengthOf } from "../lists.ts";
import { equalFunction } from "./references.ts";
import type { Shared } from "./scope.ts";

/**
 * (address of a list) → address of a new list with its elements in the order of the domain, strays last in the order in which
 * they came. What a state held is in order already. `step`: cells of an element, the first of which counts: 2 of a map.
 */
export function ascendingFunction(shared: Shared, of: Domain, step: 1 | 2 = 1): Func {
  const { lists, ordinals } = shared.objects;
  const place = of.kind === "number" ? null : ordinals.func(of);
  const name = `ascending ${step} ${place === null ? "" : shared.emission.module.functions.indexOf(place)}`;
  return shared.runtime(name, ["i32"], "i32", (f) => {
    const list = f.param(0);
    const made = f.local("made", "i32");
    const length = f.local("length", "i32");
    const [i, k] = [f.local("i", "i32"), f.local("k", "i32")];
    const [cell, value, here] = ["cell", "value", "here"].map((n) => f.local(n, "i64")) as [Local, Local, Local];
    const [before, other] = [f.local("before", "i64"), f.local("other", "i64")];
    const [next, down] = [label("next"), label("down")];
    const most = i64c((1n << 62n) - 1n);
    const placeOf = (x: Local, into: Local): Code[] =>
      place === null
        ? [set(into, select(get(x), most, isNumber(get(x))))]
        : [set(into, call(place, [get(x)])), when(i64.lt_s(get(into), i64c(0)), [set(into, most)])];
    const at = (position: Local, back: number): Code =>
      elementOf(get(made), back === 0 ? get(position) : i32.sub(get(position), i32c(back)));
    const moved =
      step === 1
        ? [i64.store(at(k, 0), get(before))]
        : [i64.store(at(k, 0), get(before)), i64.store(at(k, 0), i64.load(at(k, step), 8), 8)];
    return [
      set(made, call(lists.copy, [get(list)])),
      set(length, lengthOf(get(made))),
      set(i, i32c(step)),
      // Insertion: each is moved down past those that come after it.
      loop(next, [
        when(i32.lt_u(get(i), get(length)), [
          set(cell, i64.load(at(i, 0))),
          ...(step === 1 ? [] : [set(value, i64.load(at(i, 0), 8))]),
          ...placeOf(cell, here),
          set(k, get(i)),
          loop(down, [
            when(get(k), [
              set(before, i64.load(at(k, step))),
              ...placeOf(before, other),
              when(i64.gt_s(get(other), get(here)), [...moved, set(k, i32.sub(get(k), i32c(step))), br(down)]),
            ]),
          ]),
          i64.store(at(k, 0), get(cell)),
          ...(step === 1 ? [] : [i64.store(at(k, 0), get(value), 8)]),
          set(i, i32.add(get(i), i32c(step))),
          br(next),
        ]),
      ]),
      get(made),
    ];
  });
}

/** (address of a list in order): of neighbours with one content only the first stays. */
export function distinctFunction(shared: Shared): Func {
  return shared.runtime("distinct", ["i32"], null, (f) => {
    const list = f.param(0);
    const [from, to] = [f.local("from", "i32"), f.local("to", "i32")];
    const next = label("next");
    const at = (position: Code): Code => elementOf(get(list), position);
    const isKnown = call(equalFunction(shared), [i64.load(at(i32.sub(get(to), i32c(1)))), i64.load(at(get(from)))]);
    return [
      when(lengthOf(get(list)), [
        set(from, i32c(1)),
        set(to, i32c(1)),
        loop(next, [
          when(i32.lt_u(get(from), lengthOf(get(list))), [
            when(i32.eqz(isKnown), [
              i64.store(at(get(to)), i64.load(at(get(from)))),
              set(to, i32.add(get(to), i32c(1))),
            ]),
            set(from, i32.add(get(from), i32c(1))),
            br(next),
          ]),
        ]),
        i32.store(get(list), get(to), LENGTH),
      ]),
    ];
  });
}
