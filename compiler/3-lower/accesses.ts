/**
 * What one iteration of a loop (or one call of a lambda) reads and writes outside of itself, calls of functions included.
 * In: the code, the slot that is different in every iteration. Out: `Accesses`.
 * Not here: places and what locals stand for (`abstract-values.ts`), whether iterations get in each other's way (`commuting.ts`).
 */
import { alternatives, UNDEFINED } from "../../ir/domain.ts";
import type { Expr, SeqMethod, Type } from "../../ir/expr.ts";
import type { SpecModel } from "../../ir/model.ts";
import type { Span } from "../../ir/span.ts";
import { eachChild, lambdaOf, type Node } from "../../ir/walk.ts";
import {
  type Abstract,
  abstractOf,
  type Frame,
  frameOf,
  type Key,
  keyOf,
  type PlaceOf,
  UNKNOWN,
  valueOf,
} from "./abstract-values.ts";
import { accumulation, type How, isConstant } from "./accumulations.ts";
import type { IsFresh } from "./fresh.ts";
import { mayMiss, mayNotHold, mayNotTake } from "./leaving-domains.ts";
import { isDomain, isReference } from "./types.ts";

export interface Access {
  readonly place: PlaceOf;
  readonly how: How;
  readonly at: Span;
  /** The last part of the place is put into the set, bag or map that the parts before it name, or taken out of it. */
  readonly member: "put" | "taken" | null;
}

export interface Accesses {
  readonly all: Access[];
  pick: Span | null;
  when: Span | null;
  /** An assertion, or a throw. */
  assertion: Span | null;
  /** An operation that may fail by itself. */
  range: Span | null;
}

interface Collecting {
  readonly model: SpecModel;
  readonly isFresh: IsFresh;
  readonly out: Accesses;
  /** Functions being called, against recursion. */
  readonly calling: readonly number[];
}

export function accessesOf(model: SpecModel, isFresh: IsFresh, frame: Frame, code: readonly Node[]): Accesses {
  const out = none();
  for (const n of code) visit({ model, isFresh, out, calling: [] }, frame, n, true);
  return out;
}

const none = (): Accesses => ({ all: [], pick: null, when: null, assertion: null, range: null });

const note = (c: Collecting, place: PlaceOf, how: How, at: Span, member: Access["member"] = null): void =>
  void c.out.all.push({ place, how, at, member });

/** `used`: what becomes of the node's value matters. */
function visit(c: Collecting, f: Frame, n: Node, used: boolean): void {
  switch (n.kind) {
    case "expr":
      return visit(c, f, n.value, false);
    case "let":
      // A reference is no read yet: what is read or written by way of it is.
      if (n.value === null) return;
      return isReference(n.value.type) ? parts(c, f, n.value) : visit(c, f, n.value, true);
    case "when":
      c.out.when ??= n.at;
      return visit(c, f, n.test, true);
    case "assert":
      c.out.assertion ??= n.at;
      return visit(c, f, n.test, true);
    case "throw":
      c.out.assertion ??= n.at;
      return;
    case "local":
    case "state":
    case "field":
    case "index":
      parts(c, f, n);
      return read(c, f, n);
    case "size":
      return visit(c, f, n.of, true);
    case "assign":
      return assigned(c, f, n, used);
    case "update":
      parts(c, f, n.target);
      return wrote(c, f, n.target, "add", n.at, used);
    case "seqMethod":
      return sequence(c, f, n);
    case "setMethod":
    case "mapMethod":
    case "bagMethod":
      return keyed(c, f, n, used);
    case "set":
    case "map":
    case "bag":
      if (mayNotHold(n)) c.out.range ??= n.at;
      return inside(c, f, n);
    case "call":
      return call(c, f, n);
    case "pick":
      c.out.pick ??= n.at;
      c.out.when ??= n.at;
      return inside(c, f, n);
    case "first":
      c.out.range ??= n.at;
      return inside(c, f, n);
    case "binary":
      if (n.op === "/" || n.op === "%") c.out.range ??= n.at;
      return inside(c, f, n);
    default:
      return inside(c, f, n);
  }
}

/** All children; the parameters of a lambda stand for something else in every call. */
function inside(c: Collecting, f: Frame, n: Node): void {
  eachChild(n, (child) => visit(c, f, child, true));
}

/** The parts of a place that are evaluated to find it. */
function parts(c: Collecting, f: Frame, e: Expr): void {
  if (isClaimed(f, e)) c.out.range ??= e.at;
  if (e.kind === "local" || e.kind === "state") return;
  if (e.kind === "field") return parts(c, f, e.of);
  if (e.kind === "index") {
    parts(c, f, e.of);
    if (mayMiss(e)) c.out.range ??= e.at;
    return visit(c, f, e.key, true);
  }
  if (e.kind === "mapMethod" && e.op === "get") {
    parts(c, f, e.of);
    for (const arg of e.args) visit(c, f, arg, true);
    return;
  }
  visit(c, f, e, true);
}

/** `x!`: null or undefined is there to be met, and its type says otherwise. */
function isClaimed(f: Frame, e: Expr): boolean {
  const declared = declaredOf(f, e);
  return declared !== null && mayBeNothing(declared) && !mayBeNothing(e.type);
}

function declaredOf(f: Frame, e: Expr): Type | null {
  if (e.kind === "local") return f.locals[e.slot]?.type ?? null;
  if (e.kind === "mapMethod" && e.op === "get") return UNDEFINED;
  if (e.kind === "index" && e.of.type.kind === "table") return e.of.type.value;
  if (e.kind !== "field" || e.of.type.kind !== "record") return null;
  return e.of.type.fields.find((x) => x.name === e.name)?.domain ?? null;
}

const mayBeNothing = (t: Type): boolean =>
  isDomain(t) && alternatives(t).some((d) => d.kind === "undefined" || (d.kind === "enum" && d.values.includes(null)));

function read(c: Collecting, f: Frame, e: Expr): void {
  const value = abstractOf(c, f, e);
  const place = value.kind === "entry" ? value.value : value;
  if (place.kind === "place") note(c, place, "read", e.at);
}

const CHANGING: ReadonlySet<SeqMethod> = new Set<SeqMethod>([
  ...(["push", "pop", "shift", "unshift", "reverse", "sort", "splice", "fill"] as const),
]);

/** A write, where it concerns anybody outside of the iteration; `how` other than "write" counts on the old value itself. */
function wrote(c: Collecting, f: Frame, target: Expr, how: How, at: Span, used: boolean): void {
  const value = target.kind === "local" ? valueOf(c, f, target, true) : abstractOf(c, f, target);
  if (value.kind !== "place") return;
  note(c, value, how, at);
  if (used && !isConstant(how)) note(c, value, "read", at);
}

function assigned(c: Collecting, f: Frame, e: Expr & { readonly kind: "assign" }, used: boolean): void {
  parts(c, f, e.target);
  const found = accumulation(e);
  const out = none();
  visit({ ...c, out }, f, found.value, true);
  c.out.all.push(...out.all);
  c.out.pick ??= out.pick;
  c.out.when ??= out.when;
  c.out.assertion ??= out.assertion;
  c.out.range ??= out.range;
  // `ok &&= e` leaves e out once the outcome is certain: whatever e does beyond its value then happens or not.
  const stops = (found.how === "and" || found.how === "or") && !onlyAsks(out);
  const same = found.how === "write" && e.op === "=" ? sameEveryTime(abstractOf(c, f, found.value)) : null;
  wrote(c, f, e.target, stops ? "write" : (same ?? found.how), e.at, used);
  if (found.reads || stops) read(c, f, e.target);
}

export const failing = (a: Accesses): Span | null => a.assertion ?? a.range;

/** Nothing is changed, and nothing blocks or fails: it makes no difference whether the code runs. */
const onlyAsks = (a: Accesses): boolean =>
  a.pick === null && a.when === null && failing(a) === null && a.all.every((x) => x.how === "read");

/** A literal, or a variable from outside of the loop; should some iteration change that, the two get in each other's way. */
function sameEveryTime(value: Abstract): How | null {
  if (value.kind === "literal") return `constant ${JSON.stringify(value.value)}`;
  return value.kind === "place" && value.root.kind === "local" && value.path.length === 0
    ? `constant local ${value.root.slot}`
    : null;
}

function sequence(c: Collecting, f: Frame, e: Expr & { readonly kind: "seqMethod" }): void {
  parts(c, f, e.of);
  for (const arg of e.args) visit(c, f, arg, true);
  const of = abstractOf(c, f, e.of);
  const changes = CHANGING.has(e.op);
  if (of.kind === "place") {
    note(c, of, "read", e.at);
    if (changes) note(c, of, "write", e.at);
  }
  if (changes || e.op === "with") c.out.range ??= e.at;
  const lambda = lambdaOf(e);
  if (lambda === null) return;
  const element: Abstract = of.kind === "place" ? { ...of, path: [...of.path, { kind: "key", key: OTHER }] } : UNKNOWN;
  const bound = new Map(f.bound);
  for (const slot of lambda.params)
    if (isReference(f.locals[slot]?.type ?? { kind: "error" })) bound.set(slot, element);
  visit(c, { ...f, bound }, lambda.body, true);
}

const OTHER: Key = { kind: "other" };

type Keyed = Expr & { readonly kind: "setMethod" | "mapMethod" | "bagMethod" };

/** A method of a set, map or bag: what it does to the one member or key that it names, or to the whole. */
function keyed(c: Collecting, f: Frame, e: Keyed, used: boolean): void {
  parts(c, f, e.of);
  for (const arg of e.args) visit(c, f, arg, true);
  if (mayNotTake(e) || isClaimed(f, e)) c.out.range ??= e.at;
  const lambda = lambdaOf(e);
  if (lambda !== null) visit(c, f, lambda.body, true);
  const of = abstractOf(c, f, e.of);
  if (of.kind !== "place") return;
  const [key, value] = e.args;
  const one = (): PlaceOf => ({
    ...of,
    path: [...of.path, { kind: "key", key: key === undefined ? OTHER : keyOf(c, f, key) }],
  });
  switch (e.op) {
    case "add":
      note(c, one(), e.kind === "bagMethod" ? "bag add" : "set add", e.at, "put");
      break;
    case "set":
      note(c, one(), (value && sameEveryTime(abstractOf(c, f, value))) ?? "write", e.at, "put");
      break;
    case "delete":
      note(c, one(), e.kind === "bagMethod" ? "bag delete" : "set delete", e.at, "taken");
      if (used) note(c, one(), "read", e.at);
      break;
    case "has":
    case "get":
    case "count":
      return note(c, one(), "read", e.at);
    case "clear":
      return note(c, of, "write", e.at);
    default:
      return note(c, of, "read", e.at);
  }
  if (isBounded(e.of.type)) note(c, of, e.op === "delete" ? "shrink" : "grow", e.at);
}

const isBounded = (t: Type): boolean =>
  isDomain(t) &&
  alternatives(t).some((d) => d.kind === "bag" || ((d.kind === "set" || d.kind === "map") && d.max !== null));

/** The function's own code, its parameters standing for the arguments. */
function call(c: Collecting, f: Frame, e: Expr & { readonly kind: "call" }): void {
  for (const arg of e.args) isReference(arg.type) ? parts(c, f, arg) : visit(c, f, arg, true);
  const fn = c.model.functions[e.function];
  if (fn === undefined) return;
  if (c.calling.includes(e.function)) {
    note(c, UNKNOWN, "write", e.at);
    c.out.range ??= e.at;
    return;
  }
  const bound = new Map(e.args.map((arg, i): [number, Abstract] => [i, abstractOf(c, f, arg)]));
  visit({ ...c, calling: [...c.calling, e.function] }, frameOf(fn.body, bound, null), fn.body.code, true);
}
