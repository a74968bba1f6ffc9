/**
 * What lowering adds to the state: where each instance of a process rests, and its locals that live across a yield.
 * In: processes with their control graphs. Out: fields, and expressions that read and write them.
 * Not here: which locals live where (`liveness.ts`), when they are written (`steps.ts`).
 */
import { processParameter, unboundedLocal } from "../../ir/codes/lower.ts";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import { type Domain, type Field, isScalar, type Literal, printDomain, UNDEFINED, unionOf } from "../../ir/domain.ts";
import type { Expr, Place, When } from "../../ir/expr.ts";
import type { Process } from "../../ir/model.ts";
import type { Span } from "../../ir/span.ts";
import type { NodeName } from "./building.ts";
import { type Flow, restNode } from "./control-graph.ts";
import { bit, list, type Slots } from "./liveness.ts";
import { isDomain } from "./types.ts";

/** Hidden state of one process. */
export interface HiddenState {
  readonly pc: HiddenField;
  /** By slot of the process's body. */
  readonly locals: ReadonlyMap<number, HiddenField>;
}

export interface HiddenField {
  readonly field: Field;
  /** Domain for one instance. */
  readonly domain: Domain;
}

/** Names of all fields so far; grows. */
export type Taken = Set<string>;

export function hiddenState(
  process: Process,
  flow: Flow,
  live: ReadonlyMap<NodeName, Slots>,
  taken: Taken,
  diagnostics: Diagnostic[],
): HiddenState {
  const key = process.param?.domain ?? null;
  if (process.param !== null && key !== null && !isScalar(key))
    diagnostics.push(processParameter(process.param.at, { process: process.name, type: printDomain(key) }));
  const name = (local: string): string => {
    let found = `${process.name}.${local}`;
    for (let n = 2; taken.has(found); n++) found = `${process.name}.${local}~${n}`;
    taken.add(found);
    return found;
  };
  const field = (local: string, domain: Domain, hidden: NonNullable<Field["hidden"]>): HiddenField => {
    const whole: Domain = key === null ? domain : { kind: "table", key, value: domain };
    return { field: { name: name(local), domain: whole, hidden }, domain };
  };
  const labels: readonly Literal[] = flow.rests.map((rest) => restNode(flow, rest).pc);
  const pcs: Domain = { kind: "enum", values: [...labels, null] };
  const pc = field("at", unionOf([pcs, UNDEFINED]), { kind: "pc", process: process.name });
  const locals = new Map<number, HiddenField>();
  for (const slot of list(liveSomewhere(process, flow, live))) {
    const local = flow.locals[slot];
    if (local === undefined || !isDomain(local.type)) continue;
    if (unbounded(local.type)) {
      const first = flow.rests.find((rest) => ((live.get(rest) ?? 0n) & bit(slot)) !== 0n);
      const at = first === undefined ? null : restNode(flow, first).yield;
      if (at !== null)
        diagnostics.push(
          unboundedLocal(at.labelAt, {
            name: local.name,
            type: printDomain(local.type),
            declared: local.at,
            label: at.label,
          }),
        );
      continue;
    }
    const hidden = { kind: "local", process: process.name, local: local.name } as const;
    locals.set(slot, field(local.name, unionOf([local.type, UNDEFINED]), hidden));
  }
  return { pc, locals };
}

/** Locals that some rest has to keep; the parameter is known anyway. */
function liveSomewhere(process: Process, flow: Flow, live: ReadonlyMap<NodeName, Slots>): Slots {
  const slots = flow.rests.reduce<Slots>((all, rest) => all | (live.get(rest) ?? 0n), 0n);
  return process.param === null ? slots : slots & ~bit(process.param.slot);
}

/** A number without bounds stands somewhere in it. */
function unbounded(d: Domain): boolean {
  switch (d.kind) {
    case "number":
      return true;
    case "record":
      return d.fields.some((f) => unbounded(f.domain));
    case "table":
      return unbounded(d.key) || unbounded(d.value);
    case "map":
      return unbounded(d.key) || unbounded(d.value);
    case "set":
    case "bag":
    case "seq":
      return unbounded(d.of);
    case "union":
      return d.of.some(unbounded);
    case "int":
    case "enum":
    case "id":
    case "undefined":
      return false;
  }
}

/** The field of one instance; `self` null where the process has no parameter. */
export function hiddenPlace(hidden: HiddenField, self: Expr | null, at: Span, when: When = "now"): Place {
  const state: Expr = { kind: "state", when, at, type: { kind: "state" } };
  const whole: Place = { kind: "field", of: state, name: hidden.field.name, at, type: hidden.field.domain };
  return self === null ? whole : { kind: "index", of: whole, key: self, at, type: hidden.domain };
}

export const fieldsOf = (hidden: HiddenState): readonly Field[] => [
  hidden.pc.field,
  ...[...hidden.locals.values()].map((f) => f.field),
];
