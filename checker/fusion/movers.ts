/**
 * Whether a step may be moved past another one that comes after it, or before it, without anything being lost.
 * In: the probe, two movers, what is known of the states in which they meet. Out: `movesRight`, `movesLeft`.
 * Not here: who may come between (`plan.ts`), what properties see of it (`visibility.ts`).
 *
 * A failure is never lost where some run of the fused model fails; so of what fails there, nothing more is asked.
 */
import { type Cell, equal } from "../interpret/cell.ts";
import type { Ending, Known, Probe } from "./probe.ts";
import type { Mover } from "./units.ts";
import type { Snapshot } from "./unknown-state.ts";

/** States that are looked at for one pair. */
const MOST_STATES = 3000;

const hasFailed = (e: Ending): boolean => e.kind !== "done" && e.kind !== "blocked";

/**
 * `step` comes to rest at `to`; then `other` moves. The same can be had the other way round: `other` first, then `step`.
 * `carefully`: whoever can move before `step` can move after it, so that nobody is stuck by `step` alone.
 */
export function movesRight(
  probe: Probe,
  step: Mover,
  to: Cell,
  other: Mover,
  known: Known,
  carefully: boolean,
): boolean {
  const pc = step.stand?.pc;
  if (pc === undefined) return false;
  const { state } = probe;
  const found = probe.everywhere(known, MOST_STATES, () => {
    const after: Ending[] = [];
    probe.runs([step, other], (e) => {
      if (e.by > 0 && state.now(pc) === to) after.push(e);
    });
    if (after.length === 0) return true;
    if (carefully && after.every((e) => e.by === 1 && e.kind === "blocked"))
      if (probe.runs([other]).some((e) => e.kind !== "blocked")) return false;
    const relevant = after.filter((e) => e.kind !== "blocked");
    if (relevant.length === 0) return true;
    const before = probe.runs([other, step]);
    return relevant.every((e) =>
      hasFailed(e)
        ? before.some((b) => b.by === 0 && b.kind === e.kind)
        : before.some((b) => (b.by === 1 && hasFailed(b)) || (b.by === 2 && isSame(probe, e.changed, b.changed))),
    );
  });
  return found === true;
}

/**
 * `other` moves, then `step`. The same can be had the other way round, and `step` is never held up. `next` gives the step
 * after it, which may be the one that shows a failure that `step` has come too early for.
 */
export function movesLeft(
  probe: Probe,
  step: Mover,
  other: Mover,
  known: Known,
  next: (to: Cell) => Mover | null,
): boolean {
  const pc = step.stand?.pc;
  if (pc === undefined) return false;
  const { state } = probe;
  const found = probe.everywhere(known, MOST_STATES, () => {
    const alone = probe.runs([step]);
    if (alone.every((e) => e.kind === "blocked")) return false;
    if (alone.some(hasFailed)) return true;
    const late = probe.runs([other, step]);
    if (late.every((e) => e.by === 0 && e.kind === "blocked")) return true;
    const rests: Cell[] = [];
    const early = probe.runs([step, other], (e) => void rests.push(e.by > 0 ? state.now(pc) : undefined));
    const failsThen = (kind: Ending["kind"]): boolean =>
      [...new Set(rests)].some((rest) => {
        const more = next(rest);
        return more !== null && probe.runs([step, other, more]).some((e) => e.by === 2 && e.kind === kind);
      });
    return late.every((e) => {
      if (e.kind === "blocked") return e.by === 0;
      if (e.by === 0) return early.some((b) => b.by === 1 && b.kind === e.kind);
      if (early.some((b) => b.by === 1 && hasFailed(b))) return true;
      return hasFailed(e) ? failsThen(e.kind) : early.some((b) => b.by === 2 && isSame(probe, e.changed, b.changed));
    });
  });
  return found === true;
}

/** Two runs from the state at hand have come to the same. */
function isSame({ state }: Probe, a: Snapshot, b: Snapshot): boolean {
  for (const leaf of new Set([...a.keys(), ...b.keys()])) {
    const one = a.has(leaf) ? a.get(leaf) : state.first(leaf);
    const other = b.has(leaf) ? b.get(leaf) : state.first(leaf);
    if (!equal(one, other)) return false;
  }
  return true;
}
