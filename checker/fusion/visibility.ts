/**
 * Whether anything that is checked can tell the state before a step from the state after it.
 * In: the probe, a model's properties and constraint, a step. Out: `Watchers`.
 * Not here: what other steps make of it (`movers.ts`).
 */
import type { Literal } from "../../ir/domain.ts";
import type { Body, SpecModel } from "../../ir/model.ts";
import type { Cell } from "../interpret/cell.ts";
import type { Compiled } from "../interpret/code.ts";
import { literalsIn, mentionedFields } from "./mentions.ts";
import type { Known, Probe } from "./probe.ts";
import type { Summary } from "./summaries.ts";
import type { Mover } from "./units.ts";

/** Which of the two states is no longer looked at: the one before the step, or the one after it. */
export type Skipped = "before" | "after";

export interface Watchers {
  /** True where what is skipped shows nothing that the other state does not show. */
  misses(step: Mover, summary: Summary, to: Cell | "any", known: Known, skipped: Skipped): boolean;
  /** Every step that changes nothing satisfies the step invariants. */
  readonly allowStanding: boolean;
}

interface Watcher {
  readonly kind: "bad" | "good" | "both" | "step";
  readonly predicate: Compiled;
  readonly mentions: ReadonlySet<string> | null;
  /** Literals in its text: it cannot tell rests from each other that are not among them. */
  readonly names: ReadonlySet<Literal>;
}

/** States that are looked at for one step and one property. */
const MOST_STATES = 20_000;

export function watchersOf(model: SpecModel, probe: Probe): Watchers {
  const watcher = (kind: Watcher["kind"], name: string, body: Body): Watcher => ({
    kind,
    predicate: probe.compile(name, body),
    mentions: mentionedFields(model, body),
    names: literalsIn(model, body),
  });
  const { constraint } = model.options;
  const watchers = [
    ...model.properties.map((p) =>
      watcher(p.kind === "invariant" ? "bad" : p.kind === "reachable" ? "good" : "step", p.name, p.body),
    ),
    ...(constraint === null ? [] : [watcher("both", "constraint", constraint)]),
  ];
  const pcs = new Set(model.state.fields.flatMap((f) => (f.hidden?.kind === "pc" ? [f.name] : [])));
  const anywhere: Known = new Map();
  return {
    allowStanding: watchers.every(
      (w) =>
        w.kind !== "step" || probe.everywhere(anywhere, MOST_STATES, () => probe.holds(w.predicate) === true) === true,
    ),
    misses(step, summary, to, known, skipped) {
      const fields = new Set([...summary.writes].map((leaf) => probe.leaves[leaf]?.field ?? ""));
      return watchers.every((w) => {
        if (w.mentions !== null && [...fields].every((f) => !w.mentions?.has(f))) return true;
        // A step invariant looks at both ends of a step: what it looks at must not move at all.
        if (w.kind === "step") return false;
        // Where the fused step goes on from a state outside of the constraint, it must not come to anything new.
        const kind = constraint !== null && skipped === "before" ? "both" : w.kind;
        return isMissed(probe, { ...w, kind }, step, to, fewerRests(probe, pcs, w, known), skipped);
      });
    },
  };
}

/** Of the rests that a predicate does not name one is as good as any. */
function fewerRests(probe: Probe, pcs: ReadonlySet<string>, { names }: Watcher, known: Known): Known {
  const fewer = new Map(known);
  for (const { index, field, count, nth } of probe.leaves) {
    if (!pcs.has(field) || count === null) continue;
    const values = known.get(index) ?? Array.from({ length: count }, (_, i) => i);
    if (values.length < 2) continue;
    const isNamed = (value: number): boolean => names.has(nth(value) as Literal);
    const other = values.find((value) => !isNamed(value));
    fewer.set(index, [...values.filter(isNamed), ...(other === undefined ? [] : [other])]);
  }
  return fewer;
}

function isMissed(
  probe: Probe,
  { kind, predicate }: Watcher,
  step: Mover,
  to: Cell | "any",
  known: Known,
  skipped: Skipped,
): boolean {
  const { state } = probe;
  const pc = step.stand?.pc;
  if (pc === undefined) return false;
  const found = probe.everywhere(known, MOST_STATES, () => {
    const after: (boolean | "range" | number)[] = [];
    probe.runs([step], (e) => {
      if (e.kind === "done" && (to === "any" || state.now(pc) === to)) after.push(probe.holds(predicate));
    });
    if (after.length === 0) return true;
    probe.reset();
    const before = probe.holds(predicate);
    return after.every((now) => {
      const [gone, seen] = skipped === "before" ? [before, now] : [now, before];
      if (gone === seen) return true;
      return kind === "bad" ? gone === true : kind === "good" ? gone === false : false;
    });
  });
  return found === true;
}
