/**
 * Records as members of sets: their ordinal, computed from those of their parts; all of a small domain.
 * In: values, domains with ordinals. Out: `memberOrdinal`, `memberValues`.
 * Not here: sets (`sets.ts`), how many members are bearable (`member-lists.ts`), the ordinals of scalars (`value.ts`).
 */

import { type Domain, isScalar, type RecordDomain } from "../../../ir/domain.ts";
import { scalarSize } from "../../../ir/value.ts";
import { type Code, i32, i32c } from "../wasm/code.ts";
import { and, type Cond, not, TRUE } from "./condition.ts";
import type { Val } from "./forms.ts";
import { known } from "./frame.ts";
import { plainMembers } from "./member-lists.ts";
import { memberFor } from "./members.ts";
import { fieldOf, opened } from "./parts.ts";
import type { Run } from "./run.ts";
import { unsupported } from "./unsupported.ts";
import { isScalarVal, ordinalIn } from "./value.ts";

/** All values of a small domain, as new objects. */
export const memberValues = (of: Domain): readonly Val[] => plainMembers(of).map((x) => known(of, x));

interface Ordinal {
  readonly code: Code;
  readonly inside: Cond;
}

/** An i32: the position of a value among those of its domain, and whether it has one; the number is sure only where it has. */
export function memberOrdinal(run: Run, v: Val, of: Domain): Ordinal {
  if (isScalar(of)) return ordinalIn(v, of);
  if (isScalarVal(v)) {
    if (of.kind !== "union") return unsupported("a plain value where an object should be");
  }
  switch (of.kind) {
    case "record":
      return recordOrdinal(run, opened(run, v, ["record"]), of);
    case "union": {
      const tag = memberFor(of, v);
      const member = of.of[tag] ?? unsupported("a member that is not there");
      const base = of.of.slice(0, tag).reduce((n, m) => n + scalarSize(m), 0);
      const { code, inside } = memberOrdinal(run, v, member);
      // Another member may have it.
      run.fear(not(inside));
      return { code: i32.add(code, i32c(base)), inside: TRUE };
    }
    default:
      return unsupported("members of such a kind");
  }
}

function recordOrdinal(run: Run, v: Val, of: RecordDomain): Ordinal {
  const names = namesOf(v);
  if (names.some((n) => !of.fields.some((f) => f.name === n))) return unsupported("a record of another kind");
  let made: Ordinal = { code: i32c(0), inside: TRUE };
  for (const { name, domain } of of.fields) {
    const { code, inside } = memberOrdinal(run, fieldOf(run, v, name), domain);
    made = {
      code: i32.add(i32.mul(made.code, i32c(scalarSize(domain))), code),
      inside: and(made.inside, inside),
    };
  }
  return { code: run.bind(made.code), inside: run.bindCond(made.inside) };
}

function namesOf(v: Val): readonly string[] {
  if (v.kind === "record") return [...v.fields.keys()];
  if (v.kind === "place" && v.place.packing.kind === "record") return v.place.packing.domain.fields.map((f) => f.name);
  return unsupported("a member that is no record");
}
