/**
 * What no layout is made for: models whose states or tables are too large. Sizes are computed and never enumerated.
 * In: a lowered model. Out: `beyondLimits`, a diagnostic for each.
 * Not here: domains that are gone through (`../2-bind/enumerable.ts`), what one step may make (`../5-emit/cells/machine.ts`).
 */
import { stateTooWide, tableTooLarge } from "../../ir/codes/layout.ts";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import { alternatives, type Domain, isScalar, size } from "../../ir/domain.ts";
import type { Expr } from "../../ir/expr.ts";
import type { Body, SpecModel } from "../../ir/model.ts";
import type { Span } from "../../ir/span.ts";
import { isDomain } from "../../ir/type.ts";
import { isStmt, walk } from "../../ir/walk.ts";

/** A frontier of as few as a thousand states takes megabytes then, and its code megabytes more. */
const MOST_BITS = 65_536;
const MOST_KEYS = 65_536;

export const beyondLimits = (model: SpecModel): readonly Diagnostic[] => [
  ...ofState(model),
  ...bodiesOf(model).flatMap(ofBody),
];

function ofState(model: SpecModel): readonly Diagnostic[] {
  const fields = model.state.fields.map((f) => ({ name: f.name, bits: bitsOf(f.domain) }));
  const bits = fields.reduce((n, f) => n + f.bits, 0n);
  if (bits <= BigInt(MOST_BITS)) return [];
  const widest = fields.reduce((a, b) => (b.bits > a.bits ? b : a));
  return [stateTooWide(model.at, { bits, most: MOST_BITS, widest: widest.name })];
}

/** Bits that a value of a domain takes at the most, before locals share what they do not need at once. */
function bitsOf(d: Domain): bigint {
  if (isScalar(d)) return widthOf(size(d) ?? 0n);
  switch (d.kind) {
    case "record":
      return d.fields.reduce((n, f) => n + bitsOf(f.domain), 0n);
    case "table":
      return (size(d.key) ?? 0n) * bitsOf(d.value);
    case "set":
      return size(d.of) ?? 0n;
    case "seq":
      return widthOf(BigInt(d.max) + 1n) + BigInt(d.max) * bitsOf(d.of);
    case "union":
      return widthOf(BigInt(d.of.length)) + d.of.map(bitsOf).reduce((a, b) => (b > a ? b : a));
    case "int":
    case "enum":
    case "id":
    case "undefined":
    case "number":
      throw new Error(`${d.kind} is scalar`);
  }
}

const widthOf = (count: bigint): bigint => BigInt(count <= 1n ? 0 : (count - 1n).toString(2).length);

function bodiesOf(model: SpecModel): readonly Body[] {
  const { initFilter, constraint } = model.options;
  return [
    model.init,
    ...model.prologues.map((a) => a.body),
    ...model.actions.map((a) => a.body),
    ...model.functions.map((f) => f.body),
    ...model.properties.map((p) => p.body),
    ...[model.termination, initFilter, constraint].filter((b) => b !== null),
  ];
}

function ofBody(body: Body): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  walk(body.code, (n) => {
    if (!isStmt(n) && (n.kind === "record" || n.kind === "fill" || n.kind === "fillWith"))
      found.push(...ofTable(n, n.at));
    return true;
  });
  return found;
}

function ofTable({ type }: Expr, at: Span): readonly Diagnostic[] {
  const table = isDomain(type) ? alternatives(type).find((d) => d.kind === "table") : undefined;
  if (table === undefined) return [];
  const keys = size(table.key);
  return keys === null || keys > BigInt(MOST_KEYS) ? [tableTooLarge(at, { keys, most: MOST_KEYS })] : [];
}
