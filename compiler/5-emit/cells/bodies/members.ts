/**
 * Members of sets and bags, keys of maps: values, compared by content. What is put in is copied, what comes out is a copy.
 * In: the collection's domain, lists. Out: code that finds a member, that puts one in, that hands one out.
 * Not here: the methods (`sets.ts`, `maps.ts`, `bags.ts`), the order of members (`ascending.ts`).
 */
import { type Domain, isScalar } from "../../../../ir/domain.ts";
import { type Code, call, get, i32, i32c, i64, i64c, when } from "../../wasm/code.ts";
import type { Func, Local } from "../../wasm/module.ts";
import { lengthOf } from "../lists.ts";
import { copied } from "./budget.ts";
import { findFunction, findKeyFunction } from "./references.ts";
import { failRange, type Scope, type Shared } from "./scope.ts";

/** Of a set, bag or map: what its members or keys are, and how many there may be. */
export interface Members {
  readonly of: Domain;
  readonly max: number | null;
  /** Cells that stand in its list for one member: 2 in a map. */
  readonly step: 1 | 2;
  /** One that is outside of its domain, or one too many, is a failure at once, not only at the end of the step. */
  readonly isChecked: boolean;
}

export function membersOf(d: Domain & { kind: "set" | "bag" | "map" }): Members {
  switch (d.kind) {
    case "set":
      return { of: d.of, max: d.max, step: 1, isChecked: d.max !== null || !isScalar(d.of) };
    case "bag":
      return { of: d.of, max: d.max, step: 1, isChecked: true };
    case "map":
      return { of: d.key, max: d.max, step: 2, isChecked: true };
  }
}

/** (list, cell) → position, -1 where it is not there. Scalars are found without looking into them. */
export function finderOf(shared: Shared, { of, step }: Members): Func {
  if (step === 2) return findKeyFunction(shared);
  return isScalar(of) ? shared.objects.lists.indexOf : findFunction(shared);
}

/** i64: what the author is given of a member. */
export const handedOut = (s: Scope, of: Domain, member: Code): Code => (isScalar(of) ? member : copied(s, member));

/** Fails where a member that is to be put in is outside of its domain. */
export function checked(s: Scope, { of, isChecked }: Members, member: Local): readonly Code[] {
  if (!isChecked) return [];
  return [when(i64.lt_s(call(s.shared.objects.ordinals.func(of), [get(member)]), i64c(0)), failRange(s))];
}

/** Puts a copy of a member, or of the key of a new entry, at the end of a list; fails where there is no room. */
export function appended(s: Scope, { of, max, step }: Members, list: Local, member: Local): readonly Code[] {
  const isFull = i32.ge_u(lengthOf(get(list)), i32c((max ?? 0) * step));
  return [
    ...(max === null || max * step >= 2 ** 31 ? [] : [when(isFull, failRange(s))]),
    call(s.shared.objects.lists.push, [get(list), handedOut(s, of, get(member))]),
  ];
}

/** The same where it is not there yet. */
export const added = (s: Scope, m: Members, list: Local, member: Local): readonly Code[] => [
  when(i32.lt_s(call(finderOf(s.shared, m), [get(list), get(member)]), i32c(0)), appended(s, m, list, member)),
];
