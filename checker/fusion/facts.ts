/**
 * What is sure while an instance stands at a rest: which locks it holds, which shared parts have which value.
 * In: summaries of all movers, the initial states. Out: `Facts`: what may be assumed of a state in which two movers meet.
 * Not here: what follows for two steps (`movers.ts`). Everything here is an induction over steps: a set of claims such that
 * the initial states satisfy it and no step out of a state that satisfies it leads to one that does not.
 */
import type { Cell } from "../interpret/cell.ts";
import type { Known } from "./probe.ts";
import type { Summary, Way } from "./summaries.ts";
import type { Cast, Mover, Stand } from "./units.ts";
import type { Leaf } from "./unknown-state.ts";

export interface Met {
  readonly mover: Mover;
  /** Null where it may do anything to the fields that it mentions. */
  readonly summary: Summary | null;
  /** Null: all. */
  readonly mentions: ReadonlySet<string> | null;
}

export interface Facts {
  /** Null where they never meet. */
  together(a: Mover, b: Mover | null): Known | null;
}

/** A part that is free or held: who has taken it gives it back. */
interface Lock {
  readonly leaf: number;
  readonly free: number;
  readonly held: ReadonlySet<string>;
}

/** Part → number of its value. */
type Claims = ReadonlyMap<number, number>;

const nameOf = (s: Pick<Stand, "process" | "rest">): string => `${s.process}.${s.rest}`;

/** `starts`: parts of every initial state by number of value, -1 where it has none; null where there are too many. */
export function factsOf(
  leaves: readonly Leaf[],
  cast: Cast,
  possible: Known,
  all: readonly Met[],
  starts: readonly (readonly number[])[] | null,
): Facts {
  const locks = starts === null ? [] : locksOf(leaves, cast, all, starts);
  const claims = starts === null ? new Map<string, Claims>() : claimsOf(leaves, cast, all, starts, locks);
  const at = (m: Mover | null): Claims => (m?.stand ? claims.get(nameOf(m.stand)) : undefined) ?? new Map();
  const holds = (m: Mover | null, lock: Lock): boolean => Boolean(m?.stand && lock.held.has(nameOf(m.stand)));
  return {
    together(a, b) {
      const known = new Map(possible);
      const restrict = (leaf: number, isOk: (value: number) => boolean): boolean => {
        const count = leaves[leaf]?.count ?? null;
        const values = known.get(leaf) ?? (count === null ? null : Array.from({ length: count }, (_, i) => i));
        if (values === null) return true;
        const left = values.filter(isOk);
        known.set(leaf, left);
        return left.length > 0;
      };
      for (const lock of locks) {
        if (holds(a, lock) && holds(b, lock)) return null;
        if ((holds(a, lock) || holds(b, lock)) && !restrict(lock.leaf, (v) => v !== lock.free)) return null;
      }
      for (const m of [a, b]) {
        if (m?.stand) known.set(m.stand.pc, [m.stand.at]);
        for (const [leaf, values] of m?.stand?.locals ?? []) restrict(leaf, (v) => values.includes(v));
        for (const [leaf, value] of at(m)) if (!restrict(leaf, (v) => v === value)) return null;
      }
      return known;
    },
  };
}

/** Not one row of many. */
const standsAlone = (leaf: Leaf): boolean => leaf.count !== null && leaf.fields !== null;

// ---- locks ----

function locksOf(
  leaves: readonly Leaf[],
  cast: Cast,
  all: readonly Met[],
  starts: readonly (readonly number[])[],
): readonly Lock[] {
  return leaves.filter(standsAlone).flatMap((leaf): readonly Lock[] => {
    const free = starts[0]?.[leaf.index] ?? -1;
    if (free < 0 || starts.some((s) => s[leaf.index] !== free)) return [];
    if (all.some((m) => m.summary === null && (m.mentions === null || m.mentions.has(leaf.field)))) return [];
    const held = new Set(cast.processes.flatMap((p, process) => p.rests.map((_, rest) => nameOf({ process, rest }))));
    for (const [process, p] of cast.processes.entries())
      for (const rest of p.rests.keys())
        if (startsAt(cast, leaves, starts, process, rest)) held.delete(nameOf({ process, rest }));
    for (let shrunk = true; shrunk; ) {
      shrunk = false;
      for (const { mover, summary } of all) {
        const from = mover.stand;
        for (const way of summary?.ways ?? []) {
          const to = from === null ? null : targetOf(cast, from.process, way.to);
          if (to === null || !held.has(to)) continue;
          const keeps = from !== null && held.has(nameOf(from)) && effectOf(way, leaf.index, free) !== "gives back";
          const takes = effectOf(way, leaf.index, free) === "takes";
          if (keeps || takes) continue;
          held.delete(to);
          shrunk = true;
        }
      }
    }
    const isRespected = all.every(({ mover: { stand }, summary }) =>
      (summary?.ways ?? []).every((way) => {
        const effect = effectOf(way, leaf.index, free);
        return effect === "none" || effect === "takes" || (stand !== null && held.has(nameOf(stand)));
      }),
    );
    return isRespected && held.size > 0 ? [{ leaf: leaf.index, free, held }] : [];
  });
}

/** "changes": anything else than the others; what only some runs do counts as that too. */
function effectOf(way: Way, leaf: number, free: number): "none" | "takes" | "gives back" | "changes" {
  const after = way.writes.get(leaf);
  if (after === undefined) return "none";
  if (after.has(free)) return "gives back";
  if (after.has(-1)) return "gives back";
  const before = way.before.get(leaf);
  return before?.size === 1 && before.has(free) && !way.spares.has(leaf) ? "takes" : "changes";
}

function targetOf(cast: Cast, process: number, to: Cell): string | null {
  const rest = cast.processes[process]?.rests.findIndex((r) => r.pc === to) ?? -1;
  return rest < 0 ? null : nameOf({ process, rest });
}

function startsAt(
  cast: Cast,
  leaves: readonly Leaf[],
  starts: readonly (readonly number[])[],
  process: number,
  rest: number,
): boolean {
  const p = cast.processes[process];
  if (p === undefined || p.instances.length === 0) return true;
  return p.instances.some((args) => {
    const { stand } = cast.mover(process, rest, args);
    return stand === null || leaves[stand.pc] === undefined || starts.some((s) => s[stand.pc] === stand.at);
  });
}

// ---- values ----

function claimsOf(
  leaves: readonly Leaf[],
  cast: Cast,
  all: readonly Met[],
  starts: readonly (readonly number[])[],
  locks: readonly Lock[],
): ReadonlyMap<string, Claims> {
  const claimable = leaves.filter((leaf) => standsAlone(leaf) && !hasIds(leaf)).map((leaf) => leaf.index);
  const wild = all.flatMap((m) => (m.summary === null ? [m.mentions] : []));
  const settled = claimable.filter((i) => !wild.some((m) => m === null || m.has(leaves[i]?.field ?? "")));
  // Null: nothing has come there yet, so anything may be claimed.
  const claims = new Map<string, Map<number, number> | null>();
  for (const [process, p] of cast.processes.entries())
    for (const rest of p.rests.keys()) {
      const isStart = startsAt(cast, leaves, starts, process, rest);
      claims.set(nameOf({ process, rest }), isStart ? common(settled, starts) : null);
    }
  const narrow = (name: string, isTrue: (leaf: number, value: number) => boolean): boolean => {
    const known = claims.get(name);
    const before = known?.size ?? 0;
    for (const [leaf, value] of known ?? []) if (!isTrue(leaf, value)) known?.delete(leaf);
    return (known?.size ?? 0) < before;
  };
  const heldAt = (name: string): readonly Lock[] => locks.filter((l) => l.held.has(name));

  for (let changed = true; changed; ) {
    changed = false;
    for (const { mover, summary } of all) {
      const from = mover.stand === null ? null : nameOf(mover.stand);
      const here = from === null ? new Map<number, number>() : claims.get(from);
      // Where nothing has come yet nobody leaves.
      if (here === null || here === undefined) continue;
      for (const way of summary?.ways ?? []) {
        if ([...way.needs].some(([leaf, value]) => here.has(leaf) && here.get(leaf) !== value)) continue;
        const to = mover.stand === null ? null : targetOf(cast, mover.stand.process, way.to);
        if (to !== null) {
          const after = claimsAfter(settled, here, way);
          const known = claims.get(to);
          if (known === null) {
            claims.set(to, after);
            changed = true;
          } else if (narrow(to, (leaf, value) => after.get(leaf) === value)) changed = true;
        }
        // Everybody else, wherever they stand meanwhile.
        for (const [name, known] of claims) {
          if (known === null || known.size === 0) continue;
          if (isAlone(cast, name) && from !== null && name.split(".")[0] === from.split(".")[0]) continue;
          const held = heldAt(name);
          if (from !== null && held.some((l) => l.held.has(from))) continue;
          if (held.some((l) => way.needs.get(l.leaf) === l.free)) continue;
          if ([...way.needs, ...here].some(([leaf, value]) => known.has(leaf) && known.get(leaf) !== value)) continue;
          const stays = (leaf: number, value: number): boolean => {
            const given = way.writes.get(leaf);
            return given === undefined || (given.size === 1 && given.has(value));
          };
          if (narrow(name, stays)) changed = true;
        }
      }
    }
  }
  return new Map([...claims].map(([name, known]) => [name, known ?? new Map()]));
}

const isAlone = (cast: Cast, name: string): boolean =>
  (cast.processes[Number(name.split(".")[0])]?.instances.length ?? 2) < 2;

function hasIds(leaf: Leaf): boolean {
  const members = leaf.domain.kind === "union" ? leaf.domain.of : [leaf.domain];
  return members.some((m) => m.kind !== "int" && m.kind !== "enum" && m.kind !== "undefined");
}

function common(claimable: readonly number[], starts: readonly (readonly number[])[]): Map<number, number> {
  const found = new Map<number, number>();
  for (const leaf of claimable) {
    const value = starts[0]?.[leaf] ?? -1;
    if (value >= 0 && starts.every((s) => s[leaf] === value)) found.set(leaf, value);
  }
  return found;
}

function claimsAfter(claimable: readonly number[], here: Claims, way: Way): Map<number, number> {
  const found = new Map<number, number>();
  for (const leaf of claimable) {
    const given = way.writes.get(leaf);
    const before = here.get(leaf) ?? way.needs.get(leaf);
    const [only] = given ?? [];
    if (given === undefined) {
      if (before !== undefined) found.set(leaf, before);
    } else if (given.size === 1 && only !== undefined && only >= 0 && (!way.spares.has(leaf) || before === only))
      found.set(leaf, only);
  }
  return found;
}
