/**
 * What an expression stands for when a loop is judged: a place outside of the iteration, the element at hand, something new.
 * In: an expression in a frame. Out: `Abstract`, places with the keys on their way.
 * Not here: what is done to places (`accesses.ts`).
 */
import type { Literal } from "../../ir/domain.ts";
import type { Expr, Type } from "../../ir/expr.ts";
import type { Body, Local, SpecModel } from "../../ir/model.ts";
import { defines, lambdaOf, type Node, walk } from "../../ir/walk.ts";
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
  /**
   * Which object the path starts from; "own" is the element at hand, a new object in every iteration; "given" is what a function
   * was handed, any object but those that it has made itself; "unknown" may be any.
   */
  readonly root:
    | { readonly kind: "state" }
    | { readonly kind: "local"; readonly slot: number; readonly name: string }
    | { readonly kind: "own" }
    | { readonly kind: "given" }
    | { readonly kind: "unknown" };
  readonly path: readonly Part[];
}

export type Abstract =
  | PlaceOf
  | { readonly kind: "own" }
  | { readonly kind: "literal"; readonly value: Literal }
  /** A scalar, or an object that this iteration has made. */
  | { readonly kind: "value" }
  /** The pair that a loop over a map makes of an entry: a copy of its key, its value itself. */
  | { readonly kind: "entry"; readonly key: Abstract; readonly value: Abstract };

export const UNKNOWN: PlaceOf = { kind: "place", root: { kind: "unknown" }, path: [] };
export const GIVEN: PlaceOf = { kind: "place", root: { kind: "given" }, path: [] };
export const VALUE: Abstract = { kind: "value" };
const OTHER: Key = { kind: "other" };

/** An element that is there once only: a scalar, or an object of which the loop has a copy of its own. */
export const ownOf = (type: Type): Abstract =>
  isReference(type) ? { kind: "place", root: { kind: "own" }, path: [] } : { kind: "own" };

/** What a slot is given: a value, an element of a collection, something new each time; null where that is not known. */
type Given =
  | { readonly kind: "value"; readonly value: Expr }
  | { readonly kind: "element"; readonly of: Expr }
  | { readonly kind: "copy" }
  | null;

/** The slots of one body. */
export interface Frame {
  readonly locals: readonly Local[];
  /** What slots are given, anywhere in the body. */
  readonly given: ReadonlyMap<number, readonly Given[]>;
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
  const given = new Map<number, Given[]>();
  const assigned = new Set<number>();
  const give = (slot: number, what: Given): void => void given.set(slot, [...(given.get(slot) ?? []), what]);
  const value = (slot: number, e: Expr | null): void => give(slot, e === null ? null : { kind: "value", value: e });
  walk(body.code, (n) => {
    if (n.kind === "assign" || n.kind === "update") for (const slot of defines(n)) assigned.add(slot);
    if (n.kind === "let") value(n.slot, n.value);
    else if (n.kind === "optional") value(n.slot, n.base);
    else if (n.kind === "assign" && n.target.kind === "local") value(n.target.slot, n.op === "=" ? n.value : null);
    else if (n.kind === "forOf") give(n.slot, { kind: "element", of: n.of });
    else {
      const what: Given = makesCopies(n) ? { kind: "copy" } : null;
      for (const slot of defines(n)) give(slot, what);
    }
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

/** Its function is called with values of a domain, or with copies of members. */
const makesCopies = (n: Node): boolean =>
  (n.kind === "quantifier" ||
    n.kind === "first" ||
    n.kind === "fillWith" ||
    n.kind === "pick" ||
    n.kind === "setMethod") &&
  lambdaOf(n) !== null;

export function keyOf(known: Known, f: Frame, e: Expr): Key {
  const value = abstractOf(known, f, e);
  if (value.kind === "literal" || value.kind === "own") return value;
  return value.kind === "place" && value.root.kind === "own" && value.path.length === 0 ? { kind: "own" } : OTHER;
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
    case "mapMethod": {
      const [key] = e.args;
      if (e.op === "set") return abstractOf(known, f, e.of);
      if (e.op !== "get" || key === undefined) return made(known, f, e);
      return below(abstractOf(known, f, e.of), { kind: "key", key: keyOf(known, f, key) });
    }
    case "setMethod":
    case "bagMethod":
      return e.op === "add" ? abstractOf(known, f, e.of) : made(known, f, e);
    case "optional":
      return abstractOf(known, f, e.rest);
    case "logical":
      // `m.get(k) ?? []`: what is there, or something new.
      if (e.op !== "&&" && known.isFresh(e.right, () => false)) return abstractOf(known, f, e.left);
      return made(known, f, e);
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
export function below(of: Abstract, part: Part): Abstract {
  if (of.kind === "entry" && part.kind === "field") return part.name === "0" ? of.key : of.value;
  if (of.kind === "entry") return UNKNOWN;
  return of.kind !== "place" ? VALUE : of.root.kind === "unknown" ? of : { ...of, path: [...of.path, part] };
}

/** An element of a collection that another loop goes through; `copy` stands for what that loop has made. */
function elementOf(known: Known, f: Frame, of: Expr, copy: Abstract): Abstract {
  const inside = (): Abstract => below(abstractOf(known, f, of), { kind: "key", key: OTHER });
  switch (of.type.kind) {
    case "set":
    case "bag":
      return copy;
    case "map":
      return { kind: "entry", key: below(copy, { kind: "field", name: "0" }), value: inside() };
    case "seq":
      return of.kind === "each" ? copy : inside();
    default:
      return UNKNOWN;
  }
}

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
    if (given.length !== 1 || only?.kind !== "value") return VALUE;
    const { value } = only;
    const what = value.kind === "literal" || isPath(value) ? abstractOf(known, f, value) : VALUE;
    return what.kind === "own" || what.kind === "literal" ? what : VALUE;
  }
  if (given.length === 1 && only?.kind === "value") {
    const value = abstractOf(known, f, only.value);
    if (value.kind === "place" || value.kind === "entry") return value;
  }
  if (given.length === 1 && (only?.kind === "element" || only?.kind === "copy")) {
    const copy = inner ? VALUE : f.stored.has(slot) ? UNKNOWN : variable;
    return only.kind === "copy" ? copy : elementOf(known, f, only.of, copy);
  }
  const isMade = (x: Given): boolean => x?.kind === "value" && known.isFresh(x.value, () => false);
  const ownObject = given.length > 0 && given.every(isMade) && !f.stored.has(slot);
  if (!ownObject) return inner && given.length === 1 && isMade(only ?? null) ? VALUE : UNKNOWN;
  return inner ? VALUE : variable;
}

/** A local, or a part of one: `const [k, v] = entry`. */
function isPath(e: Expr): boolean {
  return e.kind === "local" || (e.kind === "field" && isPath(e.of));
}
