/**
 * What a step may make: every new object counts 2 and its parts, and the step fails before it has made more than there is room
 * for. The interpreter counts in the same places, so that both come to the same verdict.
 * In: the machine's `room`. Out: `spend`, `weighed`, `copied`.
 * Not here: the room itself (`../machine.ts`), what is given back after a round of a loop (`heap.ts`).
 */
import { block, br, type Code, call, get, i32, i32c, i64, label, loop, ret, set, when } from "../../wasm/code.ts";
import type { Func, Local } from "../../wasm/module.ts";
import { addressOf, countOf, isKind, isObject } from "../atoms.ts";
import { dataOf, lengthOf } from "../lists.ts";
import { MOST_MADE } from "../machine.ts";
import { copyFunction, isList } from "./references.ts";
import { failRange, type Scope, type Shared } from "./scope.ts";

/** What a new object counts before its parts. */
export const OBJECT_WEIGHT = 2;

/** Leaves the function where there is no room for so many parts more (i32, at most 2^24). */
export function spend(s: Scope, parts: Code): readonly Code[] {
  const { room } = s.shared.objects;
  return [set(room, i32.sub(get(room), parts)), failWithoutRoom(s)];
}

/** The same for an object with a number of parts that is known now, however many. */
export const spendObject = (s: Scope, parts: number): readonly Code[] =>
  spend(s, i32c(Math.min(OBJECT_WEIGHT + parts, MOST_MADE + 1)));

/** The same for an object with so many parts (i32). */
export const spendParts = (s: Scope, parts: Code): readonly Code[] => spend(s, i32.add(parts, i32c(OBJECT_WEIGHT)));

const failWithoutRoom = (s: Scope): Code => when(i32.lt_s(get(s.shared.objects.room), i32c(0)), failRange(s));

/** Counts a value that is made anew, at every depth. */
export const weighed = (s: Scope, value: Local): readonly Code[] => [
  call(weighFunction(s.shared), [get(value)]),
  failWithoutRoom(s),
];

/** i64: a copy, which counts as what it is made of. */
export function copied(s: Scope, cell: Code): Code {
  const value = s.temps.take("i64");
  return block(null, [set(value, cell), ...weighed(s, value), call(copyFunction(s.shared), [get(value)])], "i64");
}

/** (cell): takes what it counts from the room; stops early where there is none left. */
function weighFunction(shared: Shared): Func {
  const { room } = shared.objects;
  return shared.runtime("weigh", ["i64"], null, (f) => {
    const cell = f.param(0);
    const [at, count] = [f.local("at", "i32"), f.local("count", "i32")];
    const next = label("next");
    return [
      when(i32.eqz(isObject(get(cell))), [ret()]),
      set(at, addressOf(get(cell))),
      set(count, countOf(get(cell))),
      when(isList(get(cell)), [set(count, lengthOf(get(at))), set(at, dataOf(get(at)))]),
      set(room, i32.sub(get(room), i32c(OBJECT_WEIGHT))),
      // Which fields a record has differs between evaluators: they do not count. A map counts its entries.
      when(i32.eqz(isKind(get(cell), "record")), [
        set(room, i32.sub(get(room), i32.shr_u(get(count), isKind(get(cell), "map")))),
      ]),
      when(i32.lt_s(get(room), i32c(0)), [ret()]),
      loop(next, [
        when(get(count), [
          when(isObject(i64.load(get(at))), [call(weighFunction(shared), [i64.load(get(at))])]),
          set(at, i32.add(get(at), i32c(8))),
          set(count, i32.sub(get(count), i32c(1))),
          br(next, i32.ge_s(get(room), i32c(0))),
        ]),
      ]),
    ];
  });
}
