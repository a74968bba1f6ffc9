/**
 * How a failure names the expression that failed: `State.bh[b].inFlight`, `queue`, `State.sum / n`.
 * In: expressions. Out: `pathText`, from the expression alone, and `valueText`.
 * Not here: paths of values found in a finished state (`range.ts`).
 */
import { isScalar } from "../../ir/domain.ts";
import type { Expr } from "../../ir/expr.ts";
import type { Local } from "../../ir/model.ts";
import { isId } from "../../ir/value.ts";
import { type Cell, elementsOf, isPlain, Keyed } from "./cell.ts";

export function pathText(locals: readonly Local[], e: Expr): string {
  const text = (x: Expr): string => pathText(locals, x);
  switch (e.kind) {
    case "literal":
      return JSON.stringify(e.value);
    case "undefined":
      return "undefined";
    case "local":
      return locals[e.slot]?.name ?? "local";
    case "state":
      return e.when === "now" ? "State" : "next";
    case "field":
      return /^\d+$/.test(e.name) ? `${text(e.of)}[${e.name}]` : `${text(e.of)}.${e.name}`;
    case "index":
      return `${text(e.of)}[${text(e.key)}]`;
    case "size":
      return `${text(e.of)}.${["set", "map", "bag"].includes(e.of.type.kind) ? "size" : "length"}`;
    case "unary":
      return `${e.op}${text(e.of)}`;
    case "binary":
    case "logical":
      return `${text(e.left)} ${e.op} ${text(e.right)}`;
    case "clone":
      return text(e.of);
    case "seqMethod":
    case "setMethod":
    case "mapMethod":
    case "bagMethod":
      return `${text(e.of)}.${e.op}(…)`;
    case "set":
      return e.type.kind === "set" && !isPlain(e.type) ? "new ValueSet(…)" : "new Set(…)";
    case "map":
      return e.type.kind === "map" && e.type.max === null && isScalar(e.type.key) ? "new Map(…)" : "new ValueMap(…)";
    case "bag":
      return "new Bag(…)";
    case "math":
      return `${e.op}(${e.args.map(text).join(", ")})`;
    default:
      return "…";
  }
}

/** As an author would write it, as far as there is a way. */
export function valueText(c: Cell): string {
  if (isId(c)) return c.text;
  if (c === undefined) return "undefined";
  if (typeof c === "number") return String(c);
  if (typeof c !== "object" || c === null) return JSON.stringify(c);
  if (Array.isArray(c)) return `[${c.map(valueText).join(", ")}]`;
  if (c instanceof Set) return `{${[...c].map(valueText).join(", ")}}`;
  if (c instanceof Keyed) {
    const parts = c.kind === "map" ? entriesText(c) : elementsOf(c).map(valueText);
    return `{${parts.sort().join(", ")}}`;
  }
  return `{ ${Object.entries(c)
    .map(([k, v]) => `${k}: ${valueText(v)}`)
    .join(", ")} }`;
}

const entriesText = (c: Keyed): string[] =>
  [...c.entries.values()].map(({ key, value }) => `${valueText(key)} → ${valueText(value)}`);
