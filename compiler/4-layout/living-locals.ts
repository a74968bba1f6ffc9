/**
 * Locals whose pc says whether they have a value: then `undefined`, which a dead one is, need not be one of their values.
 * In: a lowered model, the values of its pcs. Out: `livingLocals`.
 * Not here: which locals live where (`compiler/3-lower/`, which says so in the control graphs).
 */

import type { Field } from "../../ir/domain.ts";
import { alternatives, type Domain, type EnumDomain, isScalar, size } from "../../ir/domain.ts";
import type { Expr } from "../../ir/expr.ts";
import type { SpecModel } from "../../ir/model.ts";
import { assignedTo } from "./assigned.ts";
import { hidesUndefined } from "./hidden-undefined.ts";

export interface Living {
  /** Name of the pc's field. */
  readonly pc: string;
  /** Ordinals of the pc at which the local lives. */
  readonly at: readonly number[];
  /** Without `undefined`. */
  readonly domain: Domain;
}

/** Evaluators look a pc up in the bits of one word. */
const MOST_RESTS = 64;

/** By name of the local's field; only where it saves a bit. */
export function livingLocals(model: SpecModel, resting: ReadonlyMap<string, EnumDomain>): ReadonlyMap<string, Living> {
  const found = new Map<string, Living>();
  if (hidesUndefined(model)) return found;
  const assigned = assignedTo(model);
  for (const f of model.state.fields) {
    if (f.hidden?.kind !== "local") continue;
    const domain = valuesOf(f);
    const { process } = f.hidden;
    const pc = model.state.fields.find((x) => x.hidden?.kind === "pc" && x.hidden.process === process)?.name ?? "";
    const rests = resting.get(pc);
    const graph = model.controlGraphs.find((g) => g.process === process);
    if (domain === null || rests === undefined || graph === undefined || rests.values.length > MOST_RESTS) continue;
    if (!(assigned.get(f.name) ?? [null]).every(hasValueWhereItLives)) continue;
    const live = new Set(graph.rests.filter((r) => r.live.includes(f.name)).map((r) => r.pc));
    const at = rests.values.flatMap((v, i) => (typeof v === "string" && live.has(v) ? [i] : []));
    found.set(f.name, { pc, at, domain });
  }
  return found;
}

/** The local's domain without `undefined`; null where that saves nothing, or where permuting identities would move its zeros. */
function valuesOf(f: Field): Domain | null {
  const whole = f.domain.kind === "table" ? f.domain.value : f.domain;
  const [only, ...more] = alternatives(whole).filter((m) => m.kind !== "undefined");
  if (!isScalar(whole) || only === undefined || alternatives(whole).some((m) => m.kind === "id")) return null;
  const domain: Domain = more.length === 0 ? only : { kind: "union", of: [only, ...more] };
  return widthOf(domain) < widthOf(whole) ? domain : null;
}

const widthOf = (d: Domain): number => ((size(d) ?? 1n) - 1n).toString(2).length - (size(d) === 1n ? 1 : 0);

/** Lowering itself writes `undefined` only where the local dies; TypeScript lets none be read before it has a value. */
function hasValueWhereItLives(assigned: Expr | null): boolean {
  if (assigned === null || assigned.kind === "undefined") return assigned !== null;
  const { type } = assigned;
  if (type.kind === "state" || type.kind === "void" || type.kind === "error") return false;
  return alternatives(type).every((m) => m.kind !== "undefined");
}
