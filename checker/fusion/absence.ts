/**
 * When certain steps of others cannot come before an instance has moved on: nobody stands where a way leads to them.
 * In: a mover at its rest, the steps that must not come. Out: `Absence`, a condition on the state; null where there is none.
 * Not here: the condition as an expression (`condition.ts`), why those steps must not come (`movers.ts`).
 */
import type { Literal } from "../../ir/domain.ts";
import type { Scene } from "./scene.ts";
import type { Mover } from "./units.ts";

export interface Absence {
  /** By process: pc values at which none of its instances (the mover's own left out) stands. */
  readonly nobodyAt: ReadonlyMap<string, readonly string[]>;
  /** Parts of the state that have another value. */
  readonly unlike: readonly { readonly fields: readonly string[]; readonly leaf: number; readonly value: Literal }[];
}

/** States that are looked at to see that a step is held up. */
const MOST_STATES = 500;

/**
 * The instance of `mover` stays where it is. Then what holds at its rest goes on holding, so steps that this holds up lead
 * nobody on. `unwanted` are then kept away by where everybody stands; an action by a value that it needs and nobody gives.
 */
export function absenceOf(scene: Scene, mover: Mover, unwanted: readonly Mover[]): Absence | null {
  const { cast, probe } = scene;
  const isHeldUp = (other: Mover): boolean => {
    const both = scene.facts.together(mover, other);
    if (both === null) return true;
    const held = probe.everywhere(both, MOST_STATES, () => probe.runs([other]).every((e) => e.kind === "blocked"));
    return held === true;
  };
  const nameOf = (process: number, rest: number): string => `${process}.${rest}`;
  const bad = new Set<string>();
  const unlike = new Map<number, Absence["unlike"][number]>();
  const pending = [...unwanted];
  for (const next of pending) {
    if (isHeldUp(next)) continue;
    if (next.stand !== null) {
      bad.add(nameOf(next.stand.process, next.stand.rest));
      continue;
    }
    const need = needOf(scene, next);
    if (need === null) return null;
    if (unlike.has(need.leaf)) {
      if (unlike.get(need.leaf)?.value !== need.value) return null;
      continue;
    }
    unlike.set(need.leaf, need);
    for (const giver of cast.others(mover)) {
      const { summary, mentions } = scene.metAs(giver);
      const field = probe.leaves[need.leaf]?.field ?? "";
      if (summary === null ? mentions !== null && !mentions.has(field) : !gives(scene, giver, need)) continue;
      if (giver.stand === null && giver.action !== next.action) {
        if (!isHeldUp(giver)) return null;
      } else if (giver.stand !== null) pending.push(giver);
      else return null;
    }
  }
  // Backward along all ways that are open meanwhile.
  for (let grown = true; grown; ) {
    grown = false;
    for (const other of cast.others(mover)) {
      if (other.stand === null) continue;
      const { process, rest } = other.stand;
      if (bad.has(nameOf(process, rest))) continue;
      const rests = cast.processes[process]?.rests ?? [];
      const { summary } = scene.metAs(other);
      const leads = (summary?.ways ?? []).some((w) =>
        bad.has(
          nameOf(
            process,
            rests.findIndex((r) => r.pc === w.to),
          ),
        ),
      );
      if ((summary !== null && !leads) || isHeldUp(other)) continue;
      bad.add(nameOf(process, rest));
      grown = true;
    }
  }
  const nobodyAt = new Map<string, readonly string[]>();
  for (const [i, p] of cast.processes.entries()) {
    const pcs = p.rests.flatMap((r, rest) => (bad.has(nameOf(i, rest)) ? [r.pc] : []));
    if (pcs.length > 0) nobodyAt.set(p.name, pcs);
  }
  return { nobodyAt, unlike: [...unlike.values()] };
}

/** What keeps away for one instance what for another one: all of it. */
export function bothAbsent(absences: readonly (Absence | null)[]): Absence | null {
  const nobodyAt = new Map<string, readonly string[]>();
  const unlike = new Map<number, Absence["unlike"][number]>();
  for (const absence of absences) {
    if (absence === null) return null;
    for (const [process, pcs] of absence.nobodyAt)
      nobodyAt.set(process, [...new Set([...(nobodyAt.get(process) ?? []), ...pcs])]);
    for (const part of absence.unlike) {
      if ((unlike.get(part.leaf) ?? part).value !== part.value) return null;
      unlike.set(part.leaf, part);
    }
  }
  return { nobodyAt, unlike: [...unlike.values()] };
}

/** A value without which an action cannot move, of a part that is neither hidden nor in a table. */
function needOf(scene: Scene, action: Mover): Absence["unlike"][number] | null {
  const { summary } = scene.metAs(action);
  const [first, ...more] = summary?.ways ?? [];
  // What it needs is known of runs with a result.
  if (summary === null || summary.mayFail || first === undefined) return null;
  for (const [leaf, number] of first.needs) {
    const part = scene.probe.leaves[leaf];
    const field = scene.model.state.fields.find((f) => f.name === part?.field);
    if (part === undefined || part.fields === null || field?.hidden !== undefined) continue;
    if (more.some((w) => w.needs.get(leaf) !== number)) continue;
    const value = part.nth(number);
    if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
      return { fields: part.fields, leaf, value };
  }
  return null;
}

function gives(scene: Scene, giver: Mover, { leaf, value }: Absence["unlike"][number]): boolean {
  const part = scene.probe.leaves[leaf];
  return (scene.metAs(giver).summary?.ways ?? []).some((w) =>
    [...(w.writes.get(leaf) ?? [])].some((given) => given === -1 || part?.nth(given) === value),
  );
}
