/**
 * Sets as bits: which member stands where, whether it is there, a whole set written.
 * In: values, the run. Out: `memberAt`, `elementDomain`, `soughtDomain`, `writeSet`.
 * Not here: methods of sets (`sets.ts`).
 */

import type { Domain } from "../../../ir/domain.ts";
import type { Bits, Packing } from "../../../ir/layout.ts";
import { ordinal } from "../../../ir/value.ts";
import { type Cond, codeOf, FALSE } from "./condition.ts";
import type { Place, Val } from "./forms.ts";
import { isSought, isUnrolled, plainMembers } from "./member-lists.ts";
import { bitsAre, writeBits } from "./place.ts";
import type { Run } from "./run.ts";
import { unsupported } from "./unsupported.ts";

export type SetPacking = Packing & { readonly kind: "set" };

/** The domain of a set's members. */
export function elementDomain(v: Val): Domain {
  const of =
    v.kind === "set" ? v.of : v.kind === "place" && v.place.packing.kind === "set" ? v.place.packing.domain.of : null;
  if (of === null || !isUnrolled(of)) return unsupported("a set");
  return of;
}

export const packedSet = (v: Val): { readonly place: Place; readonly packing: SetPacking } | null =>
  v.kind === "place" && v.place.packing.kind === "set" ? { place: v.place, packing: v.place.packing } : null;

/** The same where one member is looked for: of a set in the state there may be more. */
export function soughtDomain(v: Val): Domain {
  const here = packedSet(v);
  return here !== null && here.packing.domain.max === null && isSought(here.packing.domain.of)
    ? here.packing.domain.of
    : elementDomain(v);
}

/** Whether the member of that ordinal is in the set. */
export function memberAt(run: Run, v: Val, i: number): Cond {
  if (v.kind === "set") return v.members[i] ?? FALSE;
  const here = packedSet(v);
  const bits = here?.packing.members[i];
  if (here === null) return unsupported("a set");
  return bits === undefined ? FALSE : bitsAre(run, here.place, bits, 1);
}

/** Makes the set at a place equal to a value, all bits of a word at once. */
export function writeSet(run: Run, p: Place, packing: SetPacking, value: Val): void {
  const of = elementDomain(value);
  if (!isUnrolled(packing.domain.of)) unsupported("a large set");
  for (const [i, x] of plainMembers(of).entries())
    if (ordinal(packing.domain.of, x) < 0) run.fear(memberAt(run, value, i));
  const members = plainMembers(packing.domain.of).map((x) => {
    const i = ordinal(of, x);
    return i < 0 ? FALSE : run.bindCond(memberAt(run, value, i));
  });
  for (const [i, m] of members.entries()) writeBits(run, p, packing.members[i] as Bits, codeOf(m));
}
