/**
 * A state with its hidden fields taken apart: the author's fields, where each process rests, its live locals.
 * In: the lowered model and a state value. Out: `StateReport`, its JSON included.
 * Not here: what a step changed (`differences.ts`).
 */
import { alternatives, type Domain, type Field } from "../ir/domain.ts";
import type { Rest, SpecModel } from "../ir/model.ts";
import type { StateValue } from "../ir/outcome.ts";
import { type Json, keysOf, keyText, toJson, type Value } from "../ir/value.ts";
import type { NamedValue, Resting, StateReport } from "./report.ts";
import { itemsOf } from "./values.ts";

export function reportState(model: SpecModel, state: StateValue): StateReport {
  const resting = restingPlaces(model, state);
  const fields = authorFields(model).map((f) => ({ name: f.name, domain: f.domain, value: state[f.name] }));
  return {
    ...{ fields, resting },
    // Of most states of most traces nobody asks for it.
    get json() {
      return stateJson(fields, resting);
    },
  };
}

/** The fields that the author declared. */
export const authorFields = (model: SpecModel): readonly Field[] =>
  model.state.fields.filter((f) => f.hidden === undefined);

/** Every instance of every process, in order of declaration and of self. */
function restingPlaces(model: SpecModel, state: StateValue): readonly Resting[] {
  return processesOf(model).flatMap(({ graph, pc, key, selves, locals }) =>
    selves.map((self, i): Resting => {
      const at = (field: Field): Value => (key === null ? state[field.name] : itemsOf(state[field.name])[i]);
      const value = at(pc);
      const rest = graph.rests.find((r) => r.pc === value);
      const live = locals.filter(({ field }) => at(field) !== undefined);
      return {
        process: graph.process,
        self,
        label: labelOf(rest, value),
        at: rest?.at ?? null,
        daemon: graph.daemon,
        locals: live.map((l) => ({ name: nameAmong(live, l), domain: l.domain, value: at(l.field) })),
      };
    }),
  );
}

interface Local {
  readonly field: Field;
  /** As the author wrote it. */
  readonly written: string;
  /** Of one instance, without the `undefined` of a dead one. */
  readonly domain: Domain;
}

/** What is the same in all states. */
interface Process {
  readonly graph: SpecModel["controlGraphs"][number];
  readonly pc: Field;
  /** Null where there is one instance only. */
  readonly key: Domain | null;
  readonly selves: readonly (string | null)[];
  readonly locals: readonly Local[];
}

const known = new WeakMap<SpecModel, readonly Process[]>();

function processesOf(model: SpecModel): readonly Process[] {
  const before = known.get(model);
  if (before !== undefined) return before;
  const made = model.controlGraphs.flatMap((graph): readonly Process[] => {
    const pc = model.state.fields.find((f) => f.hidden?.kind === "pc" && f.hidden.process === graph.process);
    if (pc === undefined) return [];
    const key = pc.domain.kind === "table" ? pc.domain.key : null;
    const locals = model.state.fields.filter((f) => f.hidden?.kind === "local" && f.hidden.process === graph.process);
    return [
      {
        ...{ graph, pc, key },
        selves: key === null ? [null] : keysOf(key).map(keyText),
        locals: locals.map((field) => ({
          field,
          written: field.hidden?.kind === "local" ? field.hidden.local.replace(/~\d+$/, "") : field.name,
          domain: liveDomain(field.domain, key),
        })),
      },
    ];
  });
  known.set(model, made);
  return made;
}

/** Locals of one name in different scopes were numbered; the number stays only where two of them live at once. */
function nameAmong(live: readonly Local[], { field, written }: Local): string {
  const isShared = live.some((other) => other.field !== field && other.written === written);
  return isShared && field.hidden?.kind === "local" ? field.hidden.local : written;
}

/** A process that has not come to its first label (its prologue failed) rests nowhere yet. */
function labelOf(rest: Rest | undefined, pc: Value): string | null {
  if (rest !== undefined) return rest.label;
  return pc === null ? null : String(pc ?? "(not started)");
}

/** The domain of one instance's local, without the `undefined` of a dead one. */
function liveDomain(d: Domain, key: Domain | null): Domain {
  const own = key !== null && d.kind === "table" ? d.value : d;
  const live = alternatives(own).filter((m) => m.kind !== "undefined");
  const [only] = live;
  return live.length === 1 && only !== undefined ? only : { kind: "union", of: live };
}

function stateJson(fields: readonly NamedValue[], resting: readonly Resting[]): Json {
  const own: Record<string, Json> = {};
  for (const f of fields) if (f.value !== undefined) own[f.name] = toJson(f.domain, f.value);
  const at = nested(resting, (r) => r.label);
  const locals = nested(
    resting.filter((r) => r.locals.length > 0),
    (r) => Object.fromEntries(r.locals.map((l) => [l.name, toJson(l.domain, l.value)])),
  );
  // An author's own field of that name stays as it is; ours then moves aside.
  if (Object.keys(at).length > 0) own["at" in own ? "$at" : "at"] = at;
  if (Object.keys(locals).length > 0) own["locals" in own ? "$locals" : "locals"] = locals;
  return own;
}

/** By process, then by self where the process has one. */
function nested(resting: readonly Resting[], value: (r: Resting) => Json): Readonly<Record<string, Json>> {
  const byProcess: Record<string, Json> = {};
  for (const process of new Set(resting.map((r) => r.process))) {
    const of = resting.filter((r) => r.process === process);
    const [only] = of;
    byProcess[process] =
      only !== undefined && only.self === null
        ? value(only)
        : Object.fromEntries(of.map((r) => [r.self ?? "", value(r)]));
  }
  return byProcess;
}
