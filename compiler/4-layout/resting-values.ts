/**
 * Which values a pc has in a finished state: only those that some step assigns. `undefined` is gone once the prologues have
 * run, and done is never reached by a process that goes on for ever.
 * In: a lowered model. Out: `restingValues`, domains with fewer values by name of the hidden field.
 * Not here: what these save (`shapes.ts`).
 */
import { alternatives, type EnumDomain, type Field, type Literal } from "../../ir/domain.ts";
import type { SpecModel } from "../../ir/model.ts";
import { assignedTo } from "./assigned.ts";

export function restingValues(model: SpecModel): ReadonlyMap<string, EnumDomain> {
  const assigned = assignedTo(model);
  const found = new Map<string, EnumDomain>();
  for (const f of model.state.fields) {
    const listed = f.hidden?.kind === "pc" ? listedValues(f) : null;
    const values = assigned.get(f.name) ?? [];
    if (listed === null || !values.every((e) => e?.kind === "literal")) continue;
    const literals = new Set(values.map((e) => (e?.kind === "literal" ? e.value : null)));
    found.set(f.name, { kind: "enum", values: listed.filter((v) => literals.has(v)) });
  }
  return found;
}

/** All literals of a pc in their order: `… | null | undefined`, alone or in a table. */
function listedValues(field: Field): readonly Literal[] | null {
  const members = alternatives(field.domain.kind === "table" ? field.domain.value : field.domain);
  const listed = members.find((m) => m.kind === "enum");
  return listed?.kind === "enum" && members.every((m) => m === listed || m.kind === "undefined") ? listed.values : null;
}
