/**
 * What is certain of a value whatever the step did before: static types may lie within a step (`x!`, a range left for a moment), so
 * only what an expression computes itself counts, and locals that nothing else is put in.
 * In: bodies, expressions. Out: `certainSlots`, `rangeOf`, `isBoolean`, `certainDomain`.
 * Not here: what is done with it (`arithmetic.ts`, `truth.ts`, `places.ts`).
 */
import { type Domain, isScalar, NUMBER } from "../../../../ir/domain.ts";
import type { Expr } from "../../../../ir/expr.ts";
import type { Body } from "../../../../ir/model.ts";
import { defines, eachChild, isStmt, type Node, walk } from "../../../../ir/walk.ts";
import { MOST } from "./numbers.ts";

type Certain = readonly (Domain | null)[];

export interface Range {
  readonly lo: bigint;
  readonly hi: bigint;
}
const ANY: Range = { lo: -MOST, hi: MOST };

/** By slot: a domain that every value of the slot is in. `params`: slots that are given; `trusted`: each from its domain, as actions are. */
export function certainSlots(body: Body, params: readonly number[], trusted: boolean): Certain {
  const definitions = new Map<number, Definition[]>();
  const note = (slot: number, d: Definition): void => {
    definitions.set(slot, [...(definitions.get(slot) ?? []), d]);
  };
  for (const slot of params) note(slot, trusted ? typeDomain(body, slot) : UNKNOWN);
  walk(body.code, (n) => {
    for (const { slot, by } of definitionsOf(n)) note(slot, by);
  });
  const early = readEarly(body, params);
  const certain: (Domain | null)[] = body.locals.map((_, slot) =>
    early.has(slot) ? null : agreed(definitions.get(slot) ?? []),
  );
  // Numbers that are only computed from numbers: assumed first, taken back until nothing speaks against it.
  for (let changed = true; changed; ) {
    changed = false;
    for (const [slot, all] of definitions) {
      if (certain[slot]?.kind !== "number") continue;
      if (all.every((d) => isNumberBy(certain, d))) continue;
      certain[slot] = null;
      changed = true;
    }
  }
  return certain;
}

/** Slots that are read, going through the code in its order, before they have a value. */
function readEarly(body: Body, params: readonly number[]): ReadonlySet<number> {
  const early = new Set<number>();
  const defined = new Set(params);
  const visit = (n: Node): void => {
    if (n.kind === "local" && !defined.has(n.slot)) early.add(n.slot);
    // A `let` has its value after that is evaluated, parameters of lambdas and loops have it before.
    if (n.kind !== "let" && n.kind !== "assign" && n.kind !== "update")
      for (const slot of defines(n)) defined.add(slot);
    eachChild(n, visit);
    if (n.kind === "let") defined.add(n.slot);
  };
  visit(body.code);
  return early;
}

/** What a slot is given: a value of a domain, an expression's, always a number, or something else. */
type Definition = Domain | { readonly kind: "value"; readonly value: Expr } | { readonly kind: "unknown" };
const UNKNOWN: Definition = { kind: "unknown" };

function typeDomain(body: Body, slot: number): Definition {
  const type = body.locals[slot]?.type;
  return type === undefined || type.kind === "state" || type.kind === "void" || type.kind === "error" ? UNKNOWN : type;
}

function definitionsOf(n: Node): readonly { readonly slot: number; readonly by: Definition }[] {
  if (isStmt(n)) {
    if (n.kind === "let") return [{ slot: n.slot, by: n.value === null ? UNKNOWN : { kind: "value", value: n.value } }];
    if (n.kind === "forOf") return [{ slot: n.slot, by: n.of.kind === "each" ? n.of.domain : UNKNOWN }];
    return [];
  }
  switch (n.kind) {
    case "quantifier":
      return n.lambda.params.map((slot, i) => ({ slot, by: n.domains[i] ?? UNKNOWN }));
    case "first":
      return n.lambda.params.map((slot, i) => ({ slot, by: i === 0 ? n.domain : UNKNOWN }));
    case "fillWith":
      return n.lambda.params.map((slot, i) => ({
        slot,
        by: i === 0 && n.type.kind === "table" ? n.type.key : UNKNOWN,
      }));
    case "pick":
      if (n.from.kind !== "domain" || n.from.where === null) return [];
      return n.from.where.params.map((slot, i) => ({
        slot,
        by: i === 0 && n.from.kind === "domain" ? n.from.domain : UNKNOWN,
      }));
    case "assign":
      if (n.target.kind !== "local") return [];
      if (n.op === "=") return [{ slot: n.target.slot, by: { kind: "value", value: n.value } }];
      return [{ slot: n.target.slot, by: n.op === "&&" || n.op === "||" || n.op === "??" ? UNKNOWN : NUMBER }];
    case "update":
      return n.target.kind === "local" ? [{ slot: n.target.slot, by: NUMBER }] : [];
    default:
      return defines(n).map((slot) => ({ slot, by: UNKNOWN }));
  }
}

/** One domain for all, or a number as far as can be seen without asking about other slots. */
function agreed(all: readonly Definition[]): Domain | null {
  const [only, ...more] = all;
  if (only === undefined) return null;
  if (more.length === 0 && only.kind !== "value" && only.kind !== "unknown") return isScalar(only) ? only : null;
  return all.some((d) => d.kind !== "value" && d.kind !== "int" && d.kind !== "number") ? null : NUMBER;
}

const isNumberBy = (certain: Certain, d: Definition): boolean =>
  d.kind === "int" || d.kind === "number" || (d.kind === "value" && rangeOf(certain, d.value) !== null);

/** Where the value is a number for certain: where it lies. */
export function rangeOf(certain: Certain, e: Expr): Range | null {
  switch (e.kind) {
    case "literal":
      return typeof e.value === "number" ? { lo: BigInt(e.value), hi: BigInt(e.value) } : null;
    case "local": {
      const domain = certain[e.slot] ?? null;
      if (domain?.kind === "int") return { lo: BigInt(domain.lo), hi: BigInt(domain.hi) };
      return domain?.kind === "number" ? ANY : null;
    }
    case "size":
      return { lo: 0n, hi: 1n << 32n };
    case "binary":
      return binaryRange(certain, e);
    case "unary":
      return e.op === "!" ? null : e.op === "~" ? INT32 : ANY;
    case "math":
      return mathRange(certain, e);
    case "quantifier":
      return e.op === "count" || e.op === "sum" ? ANY : null;
    case "seqMethod":
      switch (e.op) {
        case "push":
        case "unshift":
        case "indexOf":
        case "lastIndexOf":
        case "findIndex":
        case "findLastIndex":
          return { lo: -1n, hi: 1n << 32n };
        default:
          return null;
      }
    case "bagMethod":
      return e.op === "count" ? { lo: 0n, hi: 1n << 32n } : null;
    case "update":
      return e.prefix ? ANY : rangeOf(certain, e.target);
    case "assign":
      if (e.op === "=") return rangeOf(certain, e.value);
      return e.op === "&&" || e.op === "||" || e.op === "??" ? null : ANY;
    case "conditional":
      return hull(rangeOf(certain, e.then), rangeOf(certain, e.else));
    default:
      return null;
  }
}

const INT32: Range = { lo: -(1n << 31n), hi: (1n << 32n) - 1n };

function hull(a: Range | null, b: Range | null): Range | null {
  if (a === null || b === null) return null;
  return { lo: a.lo < b.lo ? a.lo : b.lo, hi: a.hi > b.hi ? a.hi : b.hi };
}

const within = (r: Range): Range => (r.lo >= -MOST && r.hi <= MOST ? r : ANY);

function binaryRange(certain: Certain, e: Expr & { kind: "binary" }): Range | null {
  switch (e.op) {
    case "+":
    case "-": {
      const a = rangeOf(certain, e.left);
      const b = rangeOf(certain, e.right);
      if (a === null || b === null) return ANY;
      return within(e.op === "+" ? { lo: a.lo + b.lo, hi: a.hi + b.hi } : { lo: a.lo - b.hi, hi: a.hi - b.lo });
    }
    case "%": {
      const a = rangeOf(certain, e.left) ?? ANY;
      const b = rangeOf(certain, e.right) ?? ANY;
      const most = (b.hi > -b.lo ? b.hi : -b.lo) - 1n;
      return { lo: a.lo >= 0n ? 0n : -most, hi: most };
    }
    case "*":
    case "/":
    case "**":
      return ANY;
    case "&":
    case "|":
    case "^":
    case "<<":
    case ">>":
    case ">>>":
      return INT32;
    case "<":
    case "<=":
    case ">":
    case ">=":
    case "===":
    case "!==":
      return null;
  }
}

function mathRange(certain: Certain, e: Expr & { kind: "math" }): Range | null {
  if (e.op === "sign") return { lo: -1n, hi: 1n };
  if (e.op !== "min" && e.op !== "max") return ANY;
  return e.args.map((a) => rangeOf(certain, a) ?? ANY).reduce((a, b) => hull(a, b) ?? ANY);
}

/** Where the value is true or false for certain. */
export function isBoolean(certain: Certain, e: Expr): boolean {
  switch (e.kind) {
    case "literal":
      return typeof e.value === "boolean";
    case "local": {
      const domain = certain[e.slot] ?? null;
      return domain?.kind === "enum" && domain.values.every((v) => typeof v === "boolean");
    }
    case "unary":
      return e.op === "!";
    case "binary":
      return ["<", "<=", ">", ">=", "===", "!=="].includes(e.op);
    case "logical":
      return e.op === "??" ? isBoolean(certain, e.left) : isBoolean(certain, e.left) && isBoolean(certain, e.right);
    case "conditional":
      return isBoolean(certain, e.then) && isBoolean(certain, e.else);
    case "quantifier":
      return e.op === "every" || e.op === "some";
    case "same":
      return true;
    case "seqMethod":
      return e.op === "includes" || e.op === "some" || e.op === "every";
    case "setMethod":
      return ["delete", "has", "isSubsetOf", "isSupersetOf", "isDisjointFrom", "some", "every"].includes(e.op);
    case "mapMethod":
    case "bagMethod":
      return e.op === "has" || e.op === "delete";
    case "enabled":
      return true;
    default:
      return false;
  }
}

/** The domain that the value of an expression is certainly in, where that is known of a whole domain. */
export const certainDomain = (certain: Certain, e: Expr): Domain | null =>
  e.kind === "local" ? (certain[e.slot] ?? null) : null;
