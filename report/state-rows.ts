/**
 * A whole state as rows of name and text: records, tables and maps are opened where a line would be too long.
 * In: `StateReport`. Out: rows for any rendering.
 * Not here: states as JSON (`state-report.ts`).
 */
import { alternatives, type Domain } from "../ir/domain.ts";
import { fits, type Value } from "../ir/value.ts";
import { keyStep, mapStep } from "./differences.ts";
import { instanceText } from "./instance-text.ts";
import type { Resting, StateReport } from "./report.ts";
import { entriesOf, fieldOf, printValue, rowsOf } from "./values.ts";

export interface StateRow {
  readonly name: string;
  readonly text: string;
}

/** Names stand in a column of their own, which is about this wide. */
const nameColumn = 20;

/** Rows that fit `width` as far as opening records and tables can achieve it. */
export const stateRows = (state: StateReport, width: number): readonly StateRow[] =>
  state.fields.flatMap((f) => opened(f.name, f.domain, f.value, width));

function opened(name: string, d: Domain, value: Value, width: number): readonly StateRow[] {
  const text = printValue(d, value);
  if (Math.max(name.length, nameColumn) + 2 + text.length <= width) return [{ name, text }];
  const inner = alternatives(d).find((m) => fits(m, value));
  switch (inner?.kind) {
    case "record":
      if (inner.tuple) return [{ name, text }];
      return inner.fields.flatMap((f) => {
        const part = fieldOf(value, f.name);
        return part === undefined ? [] : opened(`${name}.${f.name}`, f.domain, part, width);
      });
    case "table":
      return rowsOf(inner.key, value).flatMap(([key, row]) => opened(keyStep(name, key), inner.value, row, width));
    case "map":
      return entriesOf(value).length === 0
        ? [{ name, text }]
        : entriesOf(value).flatMap(([key, v]) => opened(mapStep(name, inner.key, key), inner.value, v, width));
    default:
      return [{ name, text }];
  }
}

/** "writepage Writer#0 at submit_bh (b = 1)", "writepage Writer#1 done". */
export function restText(r: Resting): string {
  const who = instanceText(r.process, r.self);
  if (r.label === null) return `${who} done`;
  const locals = r.locals.map((l) => `${l.name} = ${printValue(l.domain, l.value)}`);
  return `${who} at ${r.label}${locals.length === 0 ? "" : ` (${locals.join(", ")})`}`;
}
