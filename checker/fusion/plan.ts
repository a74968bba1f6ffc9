/**
 * At which rests nobody needs to stop any more.
 * In: a lowered model. Out: by process, the rests that fused steps run through, always or on a condition.
 * Not here: what is known of the model (`scene.ts`), how one step is made of two (`compose.ts`).
 *
 * A fused step runs from one rest that stays to another: first steps that move right (past whatever others do between them and
 * the next step), then any step, then steps that move left. So a rest can go in two ways: "before", where every step that
 * comes to it moves right; "after", where the step that leaves it moves left. Where that step moves left past all but some
 * steps of others, it is fused while those cannot come: "perhaps". See docs/decisions/0008.
 */
import type { SpecModel } from "../../ir/model.ts";
import type { Cell } from "../interpret/cell.ts";
import { type Absence, absenceOf, bothAbsent } from "./absence.ts";
import type { Met } from "./facts.ts";
import { mayBlockAtAll } from "./mentions.ts";
import { movesLeft, movesRight } from "./movers.ts";
import { canBeRedone } from "./redoing.ts";
import { areApart, type Scene, sceneOf } from "./scene.ts";
import type { Summary } from "./summaries.ts";
import type { FusibleProcess, Mover } from "./units.ts";

export interface ProcessPlan {
  /** Pc values that go. */
  readonly gone: ReadonlySet<string>;
  /** Pc values at which a fused step need not stop while this holds. */
  readonly perhaps: ReadonlyMap<string, Absence>;
}

/** By name of the process. */
export type Plan = ReadonlyMap<string, ProcessPlan>;

export function planOf(model: SpecModel): Plan {
  const scene = sceneOf(model);
  if (scene === null) return new Map();
  return new Map(scene.cast.processes.map((p, i) => [p.name, planProcess(scene, p, i)]));
}

type Role = "before" | "after" | "perhaps";

function planProcess(scene: Scene, process: FusibleProcess, index: number): ProcessPlan {
  const nothing: ProcessPlan = { gone: new Set(), perhaps: new Map() };
  const { cast, model } = scene;
  const selves = cast.representatives(index);
  const metAt = process.rests.map((_, rest) => selves.map((args) => scene.metAs(cast.mover(index, rest, args))));
  // Where a step is not known to the end, nothing is concluded about its process.
  const summaries = metAt.map((met) => met.map((m) => m.summary));
  if (selves.length === 0 || summaries.flat().some((s) => s === null)) return nothing;
  const pcs = process.rests.map((r) => r.pc);
  const targets = summaries.map((all) => [
    ...new Set((all as readonly Summary[]).flatMap((s) => s.ways.map((w) => pcs.indexOf(w.to as string)))),
  ]);
  const sources = pcs.map((_, to) => [...pcs.keys()].filter((from) => targets[from]?.includes(to)));
  const isStart = pcs.map((_, rest) => scene.startsAt(index, rest));
  const canBlock = process.rests.map((r) => {
    const action = model.actions[r.action];
    return action === undefined || mayBlockAtAll(model, action.body);
  });
  const roles = new Map<number, Role>();

  const hindrances = pcs.map((_, rest) =>
    once(() => (metAt[rest] ?? []).reduce<readonly Mover[] | null>((all, m) => joined(all, hindering(scene, m)), [])),
  );
  const absences = pcs.map((_, rest) =>
    once(() => {
      const found = hindrances[rest]?.() ?? null;
      if (found === null) return null;
      return bothAbsent((metAt[rest] ?? []).map((m) => absenceOf(scene, m.mover, found)));
    }),
  );
  const goesRight = new Map<string, boolean>();
  const isRight = (from: number, to: number, carefully: boolean): boolean => {
    const key = `${from} ${to} ${carefully}`;
    const known =
      goesRight.get(key) ?? metAt[from]?.every((m) => isRightMover(scene, m, pcs[to] ?? null, carefully)) ?? false;
    goesRight.set(key, known);
    return known;
  };
  /** Rests from which a step is done again where it has to be: they stay. */
  const pinned = new Set<number>();
  const redone = new Map<string, boolean>();
  const isRedone = (from: number, to: number): boolean => {
    const key = `${from} ${to}`;
    const known =
      redone.get(key) ??
      metAt[from]?.every((m, self) => isLook(scene, m, cast.mover(index, to, selves[self] ?? []), pcs[to] ?? null)) ??
      false;
    redone.set(key, known);
    return known && !roles.has(from);
  };
  const mayHang = (rest: number): boolean =>
    (summaries[rest]?.some((s) => s?.mayBlock) ?? true) ||
    (targets[rest] ?? []).some((to) => roles.get(to) === "before" && mayHang(to));
  /** What a step out of `from` leaves outside of its domain is still outside when the one out of `later` has run. */
  const isUnmended = (from: number, later: number): boolean =>
    (summaries[from] ?? []).every((s, self) =>
      [...(s?.strays ?? [])].every((leaf) => {
        const then = summaries[later]?.[self];
        return !then?.writes.has(leaf) && (!then?.reads.has(leaf) || !canBlock[later]);
      }),
    );
  /** Rests that a step which comes to `to` runs on through, `rest` being one more that may be run through. */
  const behind = (to: number, rest: number, seen = new Set<number>()): ReadonlySet<number> => {
    if (seen.has(to) || !(roles.has(to) || to === rest)) return seen;
    seen.add(to);
    for (const next of targets[to] ?? []) behind(next, rest, seen);
    return seen;
  };
  const isCyclic = (rest: number): boolean =>
    (targets[rest] ?? []).some((to) => to === rest || [...behind(to, -1)].some((x) => targets[x]?.includes(rest)));
  const isSeenThrough = (rest: number): boolean =>
    pcs.every((_, from) =>
      (targets[from] ?? []).every((to) => [...behind(to, rest)].every((later) => isUnmended(from, later))),
    );

  const canGoLeft = (rest: number): boolean => (targets[rest] ?? []).every((to) => roles.get(to) !== "before");
  const careful = (rest: number): boolean =>
    (sources[rest] ?? []).every((from) => isRight(from, rest, true) && (roles.get(from) !== "before" || careful(from)));
  const canGo: Readonly<Record<Role, (rest: number) => boolean>> = {
    after: (rest) => !isStart[rest] && canGoLeft(rest) && hindrances[rest]?.()?.length === 0,
    perhaps: (rest) => canGoLeft(rest) && (absences[rest]?.() ?? null) !== null,
    before(rest) {
      const from = sources[rest] ?? [];
      if (isStart[rest] || from.some((f) => roles.get(f) === "after" || roles.get(f) === "perhaps")) return false;
      // Who may hang here, or further on, must not have kept anybody else from moving.
      if (model.options.deadlock === "fail" && mayHang(rest)) return careful(rest);
      const again = from.filter((f) => !isRight(f, rest, false));
      if (!again.every((f) => isRedone(f, rest))) return false;
      for (const f of again) pinned.add(f);
      return true;
    },
  };

  const choose = (order: readonly Role[]): ReadonlyMap<number, Role> => {
    roles.clear();
    pinned.clear();
    for (const role of order)
      for (let grown = true; grown; ) {
        grown = false;
        for (const rest of pcs.keys()) {
          if (roles.has(rest) || pinned.has(rest) || isCyclic(rest) || !isSeenThrough(rest) || !canGo[role](rest))
            continue;
          roles.set(rest, role);
          grown = true;
        }
      }
    return new Map(roles);
  };
  const always = (found: ReadonlyMap<number, Role>): number =>
    [...found.values()].filter((r) => r !== "perhaps").length;
  const one = choose(["after", "before", "perhaps"]);
  const other = choose(["before", "after", "perhaps"]);
  const best = always(other) > always(one) ? other : one;
  const named = (rest: number): string => pcs[rest] ?? "";
  return {
    gone: new Set([...best].flatMap(([rest, role]) => (role === "perhaps" ? [] : [named(rest)]))),
    perhaps: new Map(
      [...best].flatMap(([rest, role]) => {
        const absence = role === "perhaps" ? (absences[rest]?.() ?? null) : null;
        return absence === null ? [] : [[named(rest), absence] as const];
      }),
    ),
  };
}

const joined = (a: readonly Mover[] | null, b: readonly Mover[] | null): readonly Mover[] | null =>
  a === null || b === null ? null : [...a, ...b];

function isRightMover(scene: Scene, { mover, summary }: Met, to: Cell, carefully: boolean): boolean {
  const { probe, cast, facts, watchers } = scene;
  const known = facts.together(mover, null);
  if (summary === null) return false;
  if (known === null || !summary.ways.some((w) => w.to === to)) return true;
  if (carefully && !summary.isDeterministic) return false;
  if (!watchers.misses(mover, summary, to, known, "after")) return false;
  return cast.others(mover).every((other) => {
    const both = facts.together(mover, other);
    if (both === null || areApart(scene, summary, other)) return true;
    return scene.metAs(other).summary !== null && movesRight(probe, mover, to, other, both, carefully);
  });
}

/** A step that changes nothing but its own instance's rest and locals, and that can be done again before the next one. */
function isLook(scene: Scene, { mover, summary }: Met, next: Mover, to: Cell): boolean {
  const { probe, cast, facts, watchers } = scene;
  const { stand } = mover;
  const known = facts.together(mover, null);
  const then = facts.together(next, null);
  if (summary === null || stand === null) return false;
  if (known === null || then === null) return true;
  const isOwn = (leaf: number): boolean => {
    const values = stand.locals.get(leaf);
    // What lives where the step begins must be there to begin again.
    return leaf === stand.pc || (values?.length === 1 && probe.leaves[leaf]?.nth(values[0] ?? 0) === undefined);
  };
  if (![...summary.writes].every(isOwn)) return false;
  const isAlone = cast.others(mover).every((other) => {
    const { summary: theirs, mentions } = scene.metAs(other);
    if (facts.together(mover, other) === null) return true;
    return [...summary.writes].every((leaf) =>
      theirs === null
        ? mentions !== null && !mentions.has(probe.leaves[leaf]?.field ?? "")
        : !theirs.reads.has(leaf) && !theirs.writes.has(leaf),
    );
  });
  return isAlone && watchers.misses(mover, summary, to, known, "after") && canBeRedone(probe, mover, next, then);
}

/** Past which movers a step does not move left; null where it cannot be moved at all: it may be held up, or is looked at. */
function hindering(scene: Scene, { mover, summary }: Met): readonly Mover[] | null {
  const { probe, cast, facts, watchers, model } = scene;
  const known = facts.together(mover, null);
  if (summary === null) return null;
  if (known === null) return [];
  // Outside of the constraint nobody moves on, so nobody fails there.
  if (model.options.constraint !== null && summary.mayFail) return null;
  if (summary.mayBlock || !watchers.misses(mover, summary, "any", known, "before")) return null;
  const { stand } = mover;
  const next = (to: Cell): Mover | null => {
    const rest = stand === null ? -1 : (cast.processes[stand.process]?.rests.findIndex((r) => r.pc === to) ?? -1);
    return stand === null || rest < 0 ? null : cast.mover(stand.process, rest, mover.args);
  };
  return cast.others(mover).filter((other) => {
    const both = facts.together(mover, other);
    if (both === null || areApart(scene, summary, other)) return false;
    return scene.metAs(other).summary === null || !movesLeft(probe, mover, other, both, next);
  });
}

function once<T>(ask: () => T): () => T {
  let known: { readonly value: T } | null = null;
  return () => {
    known ??= { value: ask() };
    return known.value;
  };
}
