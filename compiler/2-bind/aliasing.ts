/**
 * One object may not stand in two places: which expressions make a new object, and what may be stored.
 * In: bound expressions. Out: `isFresh`; `stored`, which reports an alias; `own`, `giveBack`, `handedOver`.
 * Not here: what is new after branches and loops (`ownership.ts`), references used after their place was replaced (`references.ts`).
 */
import { stateAsValue, storedAlias } from "../../ir/codes/bind.ts";
import { alternatives, isScalar } from "../../ir/domain.ts";
import type { Expr, Stmt, Type } from "../../ir/expr.ts";
import { copiesEnough, elementsAreScalar, holdsCopies, isNew, samePlace, valuesKept } from "../../ir/fresh.ts";
import { isStmt, walk } from "../../ir/walk.ts";
import { report, textAt } from "./context.ts";
import type { Scope } from "./scope.ts";
import { withoutNull } from "./type-reader.ts";
import { isDomain, isReference, setOf } from "./types.ts";

/** True of slots that hold a new object nobody else refers to. */
type Owns = (slot: number) => boolean;

/** True where the value is a new object that nothing else refers to, its parts included. */
export const isFresh = (scope: Scope, e: Expr): boolean => fresh(scope, e, (slot) => ownsOnce(scope, slot));

/** A new object that is stored here is stored once only: not made outside the loop around this place, not stored before. */
const ownsOnce = (scope: Scope, slot: number): boolean =>
  scope.fresh.get(slot) === scope.loop && slot >= scope.lambdaFrom && !scope.stored.has(slot);

function fresh(scope: Scope, e: Expr, owns: Owns): boolean {
  return isNew(e, {
    owns,
    call: (index) => scope.context.functions.info[index]?.fresh ?? false,
    results: (lambda) => resultsFresh(scope, lambda.body),
  });
}

const namesIn = (e: Expr & { kind: "record" }): readonly string[] =>
  e.parts.flatMap((q) => (q.kind === "field" ? [q.name] : []));

/** What a function given to `.map` or `fillWith` returns is made anew each time: only its own locals count. */
function resultsFresh(scope: Scope, body: Stmt): boolean {
  const own = ownSlots(body);
  return resultsOf(body).every((e) =>
    fresh(scope, e, (slot) => own.has(slot) && scope.fresh.has(slot) && !scope.stored.has(slot)),
  );
}

/** Slots that a function declares for new objects. */
function ownSlots(body: Stmt): ReadonlySet<number> {
  const own = new Set<number>();
  walk(body, (n) => {
    if (isStmt(n) && n.kind === "let" && n.value !== null && n.value.kind !== "local") own.add(n.slot);
  });
  return own;
}

export function resultsOf(body: Stmt): readonly Expr[] {
  const results: Expr[] = [];
  walk(body, (n) => {
    if (isStmt(n) && n.kind === "return" && n.value !== null) results.push(n.value);
  });
  return results;
}

/** Methods that give the sequence itself. */
const RETURNING: readonly string[] = ["reverse", "sort", "fill"];
/** Methods that make another sequence of the same elements. */
const SHARING: readonly string[] = ["slice", "filter", "concat", "toSorted", "toReversed"];

/** Locals whose object becomes part of the value, as often as it does. */
function contained(e: Expr): readonly (Expr & { kind: "local" })[] {
  if (!isReference(e.type)) return [];
  switch (e.kind) {
    case "local":
      return [e];
    case "record":
      return e.parts.flatMap((p) =>
        p.kind === "spread" && copiesEnough(p.value, namesIn(e)) ? [] : contained(p.value),
      );
    case "tuple":
      return e.elements.flatMap(contained);
    case "seq":
      return e.parts.flatMap((p) => (p.spread && elementsAreScalar(p.value) ? [] : contained(p.value)));
    case "pick":
      return e.from.kind === "list" ? e.from.items.reduce<ReturnType<typeof contained>>(either, []) : [];
    case "seqMethod":
      if (RETURNING.includes(e.op)) return contained(e.of);
      if (e.op === "with" || e.op === "toSpliced")
        return [...(elementsAreScalar(e.of) ? [] : contained(e.of)), ...e.args.flatMap(contained)];
      return SHARING.includes(e.op) ? [e.of, ...e.args].flatMap((x) => (elementsAreScalar(x) ? [] : contained(x))) : [];
    case "setMethod":
    case "bagMethod":
      return e.op === "add" ? contained(e.of) : [];
    case "mapMethod":
      return e.op === "set" ? contained(e.of) : [];
    case "map":
      return valuesKept(e).flatMap(({ value, spread }) => (spread && elementsAreScalar(value) ? [] : contained(value)));
    case "conditional":
      return either(contained(e.then), e.else);
    case "logical":
      return either(contained(e.left), e.right);
    case "optional":
      return contained(e.rest);
    default:
      return [];
  }
}

/** Of several values only one is taken, so that what is in two of them is contained once. */
const either = (known: ReturnType<typeof contained>, other: Expr): ReturnType<typeof contained> => [
  ...known,
  ...contained(other).filter((x) => known.every((k) => k.slot !== x.slot)),
];

/** Notes that the new objects in the value now stand somewhere. The result is one that would stand there twice. */
function keep(scope: Scope, value: Expr): Expr | null {
  const locals = contained(value).filter((x) => scope.fresh.has(x.slot));
  for (const { slot, at } of locals) {
    scope.stored.set(slot, at);
    scope.kept.add(slot);
  }
  return locals.find((x, i) => locals.findIndex((y) => y.slot === x.slot) < i) ?? null;
}

/** A local takes a value: where that is a new object the local owns it from here on. */
export function own(scope: Scope, slot: number, value: Expr): void {
  if (!isReference(value.type)) return;
  const isNew = value.kind !== "local" && isFresh(scope, value);
  contain(scope, value);
  scope.stored.delete(slot);
  if (isNew) scope.fresh.set(slot, scope.loop);
  else scope.fresh.delete(slot);
  if (isCopy(scope, value)) scope.copies.add(slot);
  else scope.copies.delete(slot);
}

const isCopy = (scope: Scope, value: Expr): boolean =>
  (value.kind === "local" && scope.copies.has(value.slot)) ||
  (value.kind === "pick" && value.from.kind === "collection" && holdsCopies(value.from.of));

/** The slot holds a copy of a member of a set or bag, or of a key: new, but nothing that a write into it would change. */
export function ownsCopy(scope: Scope, slot: number, type: Type): void {
  if (!isReference(type)) return;
  scope.fresh.set(slot, scope.loop);
  scope.stored.delete(slot);
  scope.copies.add(slot);
}

/** A local may take a value (`x ??= value`). */
export function perhapsOwn(scope: Scope, slot: number, value: Expr): void {
  if (!isReference(value.type)) return;
  if (!isFresh(scope, value)) scope.fresh.delete(slot);
  contain(scope, value);
}

/** The parts of the value have found their place. A plain local is a second name, not a place. */
export function contain(scope: Scope, value: Expr): void {
  const twice = value.kind === "local" ? null : keep(scope, value);
  if (twice !== null) refuse(scope, twice);
}

/**
 * What is stored (in the state, in another object, in a collection): reported where it would alias. A new object held by a
 * local may be stored once; `target` is the place written, for `s.q = s.q.filter(…)`, which shares only with what it replaces.
 */
export function stored(scope: Scope, value: Expr, target: Expr | null): Expr {
  if (!isReference(value.type) || value.type.kind === "error") return value;
  const wrong = sharesOnlyWith(scope, value, target) ? null : culprit(scope, value, target);
  const twice = keep(scope, value);
  if (wrong !== null || twice !== null) refuse(scope, wrong ?? twice ?? value);
  return value;
}

/** A result: notes whether it is a new object each time. */
export function giveBack(scope: Scope, value: Expr): void {
  const owns: Owns = (slot) => slot >= scope.lambdaFrom && scope.fresh.has(slot) && !scope.stored.has(slot);
  // A function of the state gives that state or none: a step could not go on with another object.
  if (scope.returns?.kind === "state" && value.type.kind !== "state" && value.type.kind !== "error")
    report(scope.context, stateAsValue(value.at));
  if (!scope.dead) scope.results.push({ type: value.type, fresh: fresh(scope, value, owns) });
  const twice = keep(scope, value);
  if (twice !== null) refuse(scope, twice);
}

/** Says that the object would stand in two places. */
export function refuse(scope: Scope, value: Expr): void {
  if (value.kind === "local" && scope.borrowed.has(value.slot)) scope.kept.add(value.slot);
  else if (!scope.dead)
    report(scope.context, storedAlias(value.at, { text: textAt(scope.context, value.at), copy: copyOf(scope, value) }));
}

/** Arguments that a function may take over: new objects, none of them twice. */
export function handedOver(scope: Scope, args: readonly Expr[]): readonly boolean[] {
  const slots = args.flatMap((a) => contained(a).map((x) => x.slot));
  const once = (slot: number): boolean => slots.indexOf(slot) === slots.lastIndexOf(slot);
  return args.map((a) => isReference(a.type) && isFresh(scope, a) && contained(a).every((x) => once(x.slot)));
}

/** The part of the value that stands elsewhere already. */
function culprit(scope: Scope, value: Expr, target: Expr | null): Expr {
  const among = (parts: readonly Expr[]): Expr => {
    const found = parts.find((p) => !sharesOnlyWith(scope, p, target));
    return found === undefined ? value : culprit(scope, found, target);
  };
  switch (value.kind) {
    case "record":
      return among(
        value.parts.flatMap((p) => (p.kind === "spread" && copiesEnough(p.value, namesIn(value)) ? [] : [p.value])),
      );
    case "tuple":
      return among(value.elements);
    case "seq":
      return among(value.parts.flatMap((p) => (p.spread && elementsAreScalar(p.value) ? [] : [p.value])));
    case "conditional":
      return among([value.then, value.else]);
    case "logical":
      return among([value.left, value.right]);
    case "seqMethod":
      if ((value.op === "map" || value.op === "flatMap") && value.lambda !== null)
        return among(resultsOf(value.lambda.body));
      return value.op === "with" || value.op === "toSpliced" ? among(value.args) : value;
    case "fillWith":
      return among(resultsOf(value.lambda.body));
    case "map":
      return among(valuesKept(value).map((v) => v.value));
    default:
      return value;
  }
}

/** How an author would copy the value. */
function copyOf(scope: Scope, value: Expr): string {
  const text = textAt(scope.context, value.at);
  const set = setOf(value.type);
  if (set !== null) return `new ${isScalar(set.of) ? "Set" : "ValueSet"}(${text})`;
  const place = value.kind === "local" || value.kind === "field" || value.kind === "index";
  const isRecord = isDomain(value.type) && alternatives(withoutNull(value.type)).every((d) => !isScalar(d));
  return place && isRecord && copiesEnough(value, []) ? `{ ...${text} }` : `structuredClone(${text})`;
}

/** The value is new, or made of the target's own elements and new objects: the old collection is dropped by the assignment. */
function sharesOnlyWith(scope: Scope, value: Expr, target: Expr | null): boolean {
  if (isFresh(scope, value)) return true;
  if (target === null) return false;
  const own = (e: Expr): boolean => samePlace(e, target) || sharesOnlyWith(scope, e, target);
  const ownOnce = (parts: readonly { readonly value: Expr; readonly spread: boolean }[]): boolean => {
    const shared = parts.filter((p) => !isFresh(scope, p.value) && !(p.spread && elementsAreScalar(p.value)));
    return shared.length === 0 || (shared.length === 1 && shared.every((p) => p.spread && own(p.value)));
  };
  const spread = (e: Expr) => ({ value: e, spread: true });
  switch (value.kind) {
    case "seqMethod":
      if (RETURNING.includes(value.op)) return own(value.of);
      if (value.op === "with" || value.op === "toSpliced")
        return ownOnce([spread(value.of), ...value.args.map((e) => ({ value: e, spread: false }))]);
      return SHARING.includes(value.op) && ownOnce([value.of, ...value.args].map(spread));
    case "seq":
      return ownOnce(value.parts);
    case "record":
      return value.parts.every((p) => isFresh(scope, p.value) || (p.kind === "spread" && samePlace(p.value, target)));
    case "conditional":
      return own(value.then) && own(value.else);
    default:
      return false;
  }
}
