/**
 * Which sets are worth unrolling, and the values that may be their members.
 * In: domains. Out: `isUnrolled`, `isSought`, `plainMembers`.
 * Not here: members as values while code is made (`structured.ts`).
 */

import { type Domain, hasOrdinals, isScalar } from "../../../ir/domain.ts";
import { scalarSize, type Value, values } from "../../../ir/value.ts";
import { unsupported } from "./unsupported.ts";
import { membersOf } from "./value.ts";

/** Above this many members a set is not worth unrolling. */
const MOST = 64;
/** Above this many one of them is not worth looking for in a state. */
const MOST_SOUGHT = 1024;

/** Few enough values to go through all of them. */
export const isUnrolled = (of: Domain): boolean => hasOrdinals(of) && scalarSize(of) <= MOST;
export const isSought = (of: Domain): boolean => hasOrdinals(of) && scalarSize(of) <= MOST_SOUGHT;

const listed = new WeakMap<Domain, readonly Value[]>();
/** All values of a domain, in its order. */
export function plainMembers(of: Domain): readonly Value[] {
  if (isScalar(of)) return membersOf(of);
  const before = listed.get(of);
  if (before !== undefined) return before;
  if (!isUnrolled(of)) return unsupported("a large domain");
  const made = [...values(of)];
  listed.set(of, made);
  return made;
}
