/**
 * What an expression stands for when a loop is judged: a place outside of the iteration, the element at hand, something new.
 * In: an expression in a frame. Out: `Abstract`, places with the keys on their way.
 * Not here: what is done to places (`accesses.ts`).
 */
import type { Literal } from "../../ir/domain.ts";
import type { Expr } from "../../ir/expr.ts";
import type { Body, Local, SpecModel } from "../../ir/model.ts";
import { defines, type Node, walk } from "../../ir/walk.ts";
import type { IsFresh } from "./fresh.ts";
import { stored } from "./references.ts";
import { isReference } from "./types.ts";

/** "own": the element at hand, different in every iteration. */
export type Key =
  | { readonly kind: "own" }
  | { readonly kind: "literal"; readonly value: Literal }
  | { readonly kind: "other" };
export type Part = { readonly kind: "field"; readonly name: string } | { readonly kind: "key"; readonly key: Key };

export interface PlaceOf {
  readonly kind: "place";
  /** Which object the path starts from; "unknown" may be any. */
  readonly root:
    | { readonly kind: "state" }
    | { readonly kind: "local"; readonly slot: number; readonly name: string }
    | { readonly kind: "unknown" };
  readonly path: readonly Part[];
}

export type Abstract =
  | PlaceOf
  | { readonly kind: "own" }
  | { readonly kind: "literal"; readonly value: Literal }
  /** A scalar, or an object that this iteration has made. */
  | { readonly kind: "value" };

export const UNKNOWN: PlaceOf = { kind: "place", root: { kind: "unknown" }, path: [] };
const VALUE: Abstract = { kind: "value" };

/** The slots of one body. */
export interface Frame {
  readonly locals: readonly Local[];
  /** What slots are given, anywhere in the body; null for what is no expression. */
  readonly given: ReadonlyMap<number, readonly (Expr | null)[]>;
  /** Slots that are assigned after they were declared. */
  readonly assigned: ReadonlySet<number>;
  /** Slots whose object is put into another one somewhere. */
  readonly stored: ReadonlySet<number>;
  /** Known from outside: parameters, the element at hand. */
  readonly bound: ReadonlyMap<number, Abstract>;
  /** Slots that the iteration itself declares; null: all of them. */
  readonly inner: ReadonlySet<number> | null;
}

interface Known {
  readonly model: SpecModel;
  readonly isFresh: IsFresh;
}

/** `until`: what is judged, with all loops around it; what happens to objects after it makes no difference to it. */
export function frameOf(
  body: Body,
  bound: ReadonlyMap<number, Abstract>,
  inner: ReadonlySet<number> | null,
  until: Node | null = null,
): Frame {
  const given = new Map<number, (Expr | null)[]>();
  const assigned = new Set<number>();
  const give = (slot: number, value: Expr | null): void => void given.set(slot, [...(given.get(slot) ?? []), value]);
  walk(body.code, (n) => {
    if (n.kind === "assign" || n.kind === "update") for (const slot of defines(n)) assigned.add(slot);
    if (n.kind === "let") give(n.slot, n.value);
    else if (n.kind === "optional") give(n.slot, n.base);
    else if (n.kind === "assign" && n.target.kind === "local") give(n.target.slot, n.op === "=" ? n.value : null);
    else for (const slot of defines(n)) give(slot, null);
  });
  return {
    locals: body.locals,
    given,
    assigned,
    stored: new Set(stored(body.code, until).map((x) => x.slot)),
    bound,
    inner,
  };
}

export function keyOf(known: Known, f: Frame, e: Expr): Key {
  const value = abstractOf(known, f, e);
  return value.kind === "own" || value.kind === "literal" ? value : { kind: "other" };
}

export function abstractOf(known: Known, f: Frame, e: Expr): Abstract {
  switch (e.kind) {
    case "state":
      return { kind: "place", root: { kind: "state" }, path: [] };
    case "literal":
      return { kind: "literal", value: e.value };
    case "local":
      return valueOf(known, f, e, false);
    case "field":
      return below(abstractOf(known, f, e.of), { kind: "field", name: e.name });
    case "index":
      return below(abstractOf(known, f, e.of), { kind: "key", key: keyOf(known, f, e.key) });
    case "optional":
      return abstractOf(known, f, e.rest);
    case "call":
      if (e.type.kind === "state") return { kind: "place", root: { kind: "state" }, path: [] };
      return made(known, f, e);
    default:
      return made(known, f, e);
  }
}

/** A scalar or a new object is the iteration's own; any other object may be anywhere. */
function made(known: Known, f: Frame, e: Expr): Abstract {
  const owns = (slot: number): boolean =>
    valueOf(known, f, { ...e, kind: "local", slot, type: f.locals[slot]?.type ?? e.type }, false).kind === "value";
  return known.isFresh(e, owns) ? VALUE : UNKNOWN;
}

/** A part of what the iteration has made is its own too: what is stored twice was refused. */
const below = (of: Abstract, part: Part): Abstract =>
  of.kind !== "place" ? VALUE : of.root.kind === "unknown" ? of : { ...of, path: [...of.path, part] };

/** What a local stands for; `itself`: the variable rather than the object that it refers to. */
export function valueOf(known: Known, f: Frame, e: Expr & { readonly kind: "local" }, itself: boolean): Abstract {
  const { slot } = e;
  const bound = f.bound.get(slot);
  if (bound !== undefined && !itself && !f.assigned.has(slot)) return bound;
  const given = f.given.get(slot) ?? [];
  const [only] = given;
  const local = f.locals[slot];
  const inner = f.inner === null || f.inner.has(slot);
  const variable: PlaceOf = { kind: "place", root: { kind: "local", slot, name: local?.name ?? "it" }, path: [] };
  if (itself) return inner || bound !== undefined ? VALUE : variable;
  if (!isReference(local?.type ?? { kind: "error" })) {
    if (!inner) return variable;
    if (given.length !== 1 || only === null || only === undefined) return VALUE;
    const value = only.kind === "local" || only.kind === "literal" ? abstractOf(known, f, only) : VALUE;
    return value.kind === "place" ? VALUE : value;
  }
  if (given.length === 1 && only !== null && only !== undefined) {
    const value = abstractOf(known, f, only);
    if (value.kind === "place") return value;
  }
  const ownObject =
    given.length > 0 && given.every((x) => x !== null && known.isFresh(x, () => false)) && !f.stored.has(slot);
  if (!ownObject)
    return inner && given.length === 1 && only !== null && only !== undefined && known.isFresh(only, () => false)
      ? VALUE
      : UNKNOWN;
  return inner ? VALUE : variable;
}
