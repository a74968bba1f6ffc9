// In: what became of each spec of a run. Out: what the run was worth: kinds of the IR that it met, sizes, symmetry, failures,
// refusals, finds.
// Not here: how a spec is judged (oracle.ts).
import { addKinds, allKinds } from "./kinds.ts";
import type { Find, Tried } from "./oracle.ts";

export interface Summary {
  readonly specs: number;
  readonly refused: number;
  /** Code → how often. */
  readonly codes: ReadonlyMap<string, number>;
  readonly missing: readonly string[];
  /** Of the first model of each spec. */
  readonly medianStates: number;
  /** Shares in percent of the specs that were checked. */
  readonly reduced: number;
  readonly violated: number;
  readonly fused: number;
  readonly finds: readonly (Find & { readonly nth: number })[];
}

export interface Collector {
  add(nth: number, tried: Tried): void;
  summary(): Summary;
}

export function createCollector(): Collector {
  const kinds = new Set<string>();
  const codes = new Map<string, number>();
  const states: number[] = [];
  const finds: (Find & { nth: number })[] = [];
  let [specs, refused, reduced, violated, fused] = [0, 0, 0, 0, 0];
  return {
    add(nth, { find, refused: diagnostics, models, seen }) {
      specs++;
      if (find !== null) finds.push({ ...find, nth });
      for (const code of new Set(diagnostics.map((d) => d.code))) codes.set(code, (codes.get(code) ?? 0) + 1);
      if (diagnostics.length > 0) {
        refused++;
        return;
      }
      for (const model of seen) addKinds(model, kinds);
      const all = [...models.values()];
      const [first] = all;
      if (first === undefined) return;
      states.push(first.outcome.distinct);
      if (all.some((a) => a.reduced !== null && isReduced(a.outcome, a.reduced))) reduced++;
      if (all.some(({ outcome: { kind } }) => kind === "violated" || kind === "deadlocked" || kind === "unreachable"))
        violated++;
      if (all.some((a) => a.fused)) fused++;
    },
    summary: () => ({
      ...{ specs, refused, codes, finds },
      missing: allKinds.filter((kind) => !kinds.has(kind)),
      medianStates: states.toSorted((a, b) => a - b)[Math.floor(states.length / 2)] ?? 0,
      reduced: percent(reduced, states.length),
      violated: percent(violated, states.length),
      fused: percent(fused, states.length),
    }),
  };
}

interface Counted {
  readonly kind: string;
  readonly distinct: number;
  readonly depth: number;
  readonly symmetry: readonly number[];
}

/** Of runs that a limit cut off only those can be compared that came further with fewer states. */
const isReduced = (all: Counted, reduced: Counted): boolean =>
  reduced.symmetry.length > 0 &&
  (reduced.kind === "bounded" || all.kind === "bounded" ? reduced.depth > all.depth : reduced.distinct < all.distinct);

const percent = (n: number, of: number): number => (of === 0 ? 0 : Math.round((100 * n) / of));

export function summaryText(s: Summary): string {
  const codes = [...s.codes].sort(([, a], [, b]) => b - a).map(([code, n]) => `${code} ${n}`);
  return [
    `${s.specs} specs, ${s.refused} refused (${percent(s.refused, s.specs)} %)${codes.length === 0 ? "" : `: ${codes.join(", ")}`}`,
    `median ${s.medianStates} distinct states; symmetry reduces ${s.reduced} %, ${s.violated} % violate something, ${s.fused} % have steps that fuse`,
    s.missing.length === 0 ? "every kind of the IR was met" : `never met: ${s.missing.join(", ")}`,
    `${s.finds.length} finds${s.finds.map((f) => `\n  spec ${f.nth}, model ${f.model}: ${f.by}\n    ${f.detail.slice(0, 600).replaceAll("\n", "\n    ")}`).join("")}`,
  ].join("\n");
}
