/**
 * What is idle in the models of a file, for people: in full where it is idle in every model that was looked at, a count of
 * what is idle in some only, as switches leave it.
 * In: `ModelReport`s. Out: lines.
 * Not here: the words of each warning (`ir/codes/checking.ts`).
 */
import type { Diagnostic } from "../ir/diagnostic.ts";
import { plural } from "./cells.ts";
import type { ModelReport } from "./report.ts";

export interface IdleLine {
  readonly text: string;
  /** What comes nearest to it; null where there is nothing to say. */
  readonly more: string | null;
}

export interface IdleSummary {
  readonly everywhere: readonly IdleLine[];
  /** "3 actions, 12 labels"; null where there is nothing of the kind. */
  readonly somewhere: string | null;
}

/** Lines in full, at the most, for each file. */
const MOST = 12;

export function idleSummary(models: readonly ModelReport[]): IdleSummary {
  const lookedAt = models.flatMap((m) => (m.idle === null ? [] : [m.idle]));
  const everywhere: Diagnostic[] = [];
  const somewhere: Diagnostic[] = [];
  const seen = new Set<string>();
  for (const d of lookedAt.flat()) {
    const key = keyOf(d);
    if (seen.has(key)) continue;
    seen.add(key);
    const isEverywhere = lookedAt.every((idle) => idle.some((other) => keyOf(other) === key));
    (isEverywhere ? everywhere : somewhere).push(d);
  }
  const lines = together(everywhere.toSorted((a, b) => (a.at?.start ?? 0) - (b.at?.start ?? 0)));
  const more = lines.length - MOST;
  const last = more > 0 ? [{ text: `and ${more} more`, more: null }] : [];
  return { everywhere: [...lines.slice(0, MOST), ...last], somewhere: countsOf(somewhere) };
}

/** Of two models it is the same place and the same kind; what comes nearest may differ. */
const keyOf = (d: Diagnostic): string => `${d.code}:${d.at?.file}:${d.at?.start}:${d.at?.end}`;

/** Labels of one process in one line: mostly one follows from the other. */
function together(found: readonly Diagnostic[]): readonly IdleLine[] {
  const labels = new Map<string, Diagnostic[]>();
  for (const d of found) {
    const process = labelOf(d)?.process;
    if (process !== undefined) labels.set(process, [...(labels.get(process) ?? []), d]);
  }
  return found.flatMap((d): readonly IdleLine[] => {
    const label = labelOf(d);
    const all = label === null ? [] : (labels.get(label.process) ?? []);
    if (label === null || all.length < 2) return [lineOf(d)];
    if (all[0] !== d) return [];
    const names = all.map((x) => `"${labelOf(x)?.label}" (line ${x.at?.line})`);
    return [{ text: `no ${label.process} ever comes to rest at ${names.join(", ")}`, more: null }];
  });
}

function labelOf(d: Diagnostic): { readonly process: string; readonly label: string } | null {
  const [, process, label] =
    d.code === "SPEC6003" ? (/^no (.*?) ever comes to rest at "(.*)"$/.exec(d.message) ?? []) : [];
  return process === undefined || label === undefined ? null : { process, label };
}

const lineOf = (d: Diagnostic): IdleLine => ({
  text: `${d.message} (line ${d.at?.line})`,
  more: d.labels[0]?.text ?? null,
});

const KINDS: readonly (readonly [codes: readonly string[], one: string])[] = [
  [["SPEC6002"], "action"],
  [["SPEC6003", "SPEC6004"], "label"],
  [["SPEC6005"], "implication"],
  [["SPEC6006"], "condition"],
  [["SPEC6007"], "property"],
];

function countsOf(found: readonly Diagnostic[]): string | null {
  const counts = KINDS.flatMap(([codes, one]) => {
    const n = found.filter((d) => codes.includes(d.code)).length;
    return n === 0 ? [] : [plural(n, one, one === "property" ? "properties" : `${one}s`)];
  });
  return counts.length === 0 ? null : counts.join(", ");
}
