/**
 * What no layout is made for: models whose states or collections are too large. Sizes are computed and never enumerated.
 * In: a lowered model. Out: `beyondLimits`, a diagnostic for each.
 * Not here: domains that are gone through (`../2-bind/enumerable.ts`), what one step may make (`../5-emit/cells/machine.ts`).
 */
import { stateTooWide, tableTooLarge } from "../../ir/codes/layout.ts";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import { alternatives, type Domain, isScalar, size, UNDEFINED, unionOf } from "../../ir/domain.ts";
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
  const fields = model.state.fields.map((f) => ({ name: f.name, domain: f.domain, bits: bitsOf(f.domain) }));
  const bits = fields.reduce((n, f) => n + f.bits, 0n);
  if (bits > BigInt(MOST_BITS)) {
    const widest = fields.reduce((a, b) => (b.bits > a.bits ? b : a));
    const free = freePart(widest.domain);
    return [stateTooWide(model.at, { bits, most: MOST_BITS, widest: widest.name, free })];
  }
  // Parts of one value take no bits: there may be any number of them.
  return fields.flatMap(({ name, domain }) => {
    const places = placesOf(domain);
    return places <= BigInt(MOST_KEYS)
      ? []
      : [tableTooLarge(model.at ?? model.init.code.at, { part: name, keys: places, most: MOST_KEYS })];
  });
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
      return d.max === null ? (size(d.of) ?? 0n) : listBits(d.max, size(d.of), 0n);
    case "bag":
      return listBits(d.max, null, widthOf(size(d.of) ?? 0n));
    case "map":
      return d.max === null ? (size(d.key) ?? 0n) * placeBits(d.value) : listBits(d.max, size(d.key), bitsOf(d.value));
    case "seq":
      return listBits(d.max, null, bitsOf(d.of));
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

/** Of a key that may be absent. */
const placeBits = (value: Domain): bigint =>
  alternatives(value).some((m) => m.kind === "undefined") ? 1n + bitsOf(value) : bitsOf(unionOf([UNDEFINED, value]));

/** A length and so many elements, each with the ordinal of a key where there are keys: then no more than there are of these. */
function listBits(max: number, keys: bigint | null, element: bigint): bigint {
  const most = keys !== null && keys < BigInt(max) ? keys : BigInt(max);
  return widthOf(most + 1n) + most * (element + (keys === null ? 0n : widthOf(keys)));
}

/** The most places that one collection has: rows, elements, members. */
function placesOf(d: Domain): bigint {
  if (isScalar(d)) return 0n;
  const most = (...of: readonly bigint[]): bigint => of.reduce((a, b) => (b > a ? b : a), 0n);
  switch (d.kind) {
    case "record":
      return most(...d.fields.map((f) => placesOf(f.domain)));
    case "table":
      return most(size(d.key) ?? 0n, placesOf(d.value));
    case "set":
      return d.max === null ? (size(d.of) ?? 0n) : BigInt(d.max);
    case "bag":
      return BigInt(d.max);
    case "map":
      return most(d.max === null ? (size(d.key) ?? 0n) : BigInt(d.max), placesOf(d.value));
    case "seq":
      return most(BigInt(d.max), placesOf(d.of));
    case "union":
      return most(...d.of.map(placesOf));
    case "int":
    case "enum":
    case "id":
    case "undefined":
    case "number":
      throw new Error(`${d.kind} is scalar`);
  }
}

/** A set or map with a place for each value of a structured domain, where that is what makes a part wide: a bound would help. */
function freePart(d: Domain): Domain | null {
  if (d.kind === "set" && d.max === null) return isScalar(d.of) ? null : d;
  if (d.kind === "map" && d.max === null) return isScalar(d.key) ? freePart(d.value) : d;
  const parts = d.kind === "record" ? d.fields.map((f) => f.domain) : alternatives(d);
  if (d.kind === "table" || d.kind === "map") return freePart(d.value);
  if (d.kind === "seq") return freePart(d.of);
  if (d.kind !== "record" && d.kind !== "union") return null;
  return freePart(parts.reduce((a, b) => (bitsOf(b) > bitsOf(a) ? b : a)));
}

const widthOf = (count: bigint): bigint => BigInt(count <= 1n ? 0 : (count - 1n).toString(2).length);

function bodiesOf(model: SpecModel): readonly Body[] {
  const { initFilter, constraint, stepConstraint, view } = model.options;
  return [
    model.init,
    ...model.prologues.map((a) => a.body),
    ...model.actions.map((a) => a.body),
    ...model.functions.map((f) => f.body),
    ...model.properties.flatMap((p) => [p.body, p.goal]).filter((b) => b !== null),
    ...[model.termination, initFilter, constraint, stepConstraint, view].filter((b) => b !== null),
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
  return keys === null || keys > BigInt(MOST_KEYS) ? [tableTooLarge(at, { part: null, keys, most: MOST_KEYS })] : [];
}
