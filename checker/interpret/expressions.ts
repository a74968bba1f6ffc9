/**
 * Expressions, compiled to closures.
 * In: `Expr` of a lowered model. Out: `Code`.
 * Not here: statements (`statements.ts`); the kinds that have a file of their own: places, methods, literals, quantifiers.
 */
import { callWeight } from "../../ir/call-weight.ts";
import type { Expr } from "../../ir/expr.ts";
import type { Fn } from "../../ir/model.ts";
import { type Cell, equal, type Keyed, sizeOf } from "./cell.ts";
import { BLOCK, type Code, type Frame, RETURN, type Scope } from "./code.ts";
import { bag, bagMethod, map, mapMethod, set } from "./collections.ts";
import { copied, fill, fillWith, record, sequence, tuple } from "./literals.ts";
import { BLOCKED, bottomless, MOST_CALLS } from "./machine.ts";
import { binary, decides, math, type Site, typeOf, unary } from "./operators.ts";
import { pathText } from "./path-text.ts";
import { assign, field, index, object, update } from "./places.ts";
import { each, first, pick, quantifier } from "./quantifiers.ts";
import { seqMethod } from "./seq-methods.ts";
import { setMethod } from "./set-methods.ts";

export function expression(scope: Scope, e: Expr): Code {
  const { machine } = scope;
  switch (e.kind) {
    case "literal": {
      const value = e.value === 0 ? 0 : e.value;
      return () => value;
    }
    case "undefined":
      return () => undefined;
    case "local": {
      const { slot } = e;
      return (f) => f[slot];
    }
    case "state":
      return e.when === "now" ? () => machine.now : () => machine.next;
    case "field":
      return field(scope, e);
    case "index":
      return index(scope, e);
    case "size":
      return size(scope, e);
    case "optional":
      return optional(scope, e);
    case "unary": {
      const of = scope.knot.expr(scope, e.of);
      const apply = unary(e.op, siteOf(scope, e));
      return (f) => apply(of(f));
    }
    case "typeof": {
      const of = scope.knot.expr(scope, e.of);
      return (f) => typeOf(of(f));
    }
    case "binary":
      return twoSided(scope, e);
    case "logical": {
      const left = scope.knot.expr(scope, e.left);
      const right = scope.knot.expr(scope, e.right);
      const isDecided = decides(e.op);
      return (f) => {
        const l = left(f);
        return isDecided(l) ? l : right(f);
      };
    }
    case "conditional": {
      const test = scope.knot.expr(scope, e.test);
      const then = scope.knot.expr(scope, e.then);
      const otherwise = scope.knot.expr(scope, e.else);
      return (f) => (test(f) ? then(f) : otherwise(f));
    }
    case "assign":
      return assign(scope, e);
    case "update":
      return update(scope, e);
    case "record":
      return record(scope, e);
    case "tuple":
      return tuple(scope, e);
    case "seq":
      return sequence(scope, e);
    case "set":
      return set(scope, e);
    case "map":
      return map(scope, e);
    case "bag":
      return bag(scope, e);
    case "fill":
      return fill(scope, e);
    case "fillWith":
      return fillWith(scope, e);
    case "each":
      return each(scope, e);
    case "quantifier":
      return quantifier(scope, e);
    case "seqMethod":
      return seqMethod(scope, e);
    case "setMethod":
      return setMethod(scope, e);
    case "mapMethod":
      return mapMethod(scope, e);
    case "bagMethod":
      return bagMethod(scope, e);
    case "math": {
      const args = e.args.map((a) => scope.knot.expr(scope, a));
      const apply = math(e.op, siteOf(scope, e));
      return (f) => apply(args.map((a) => a(f) as number));
    }
    case "call":
      return call(scope, e);
    case "pick":
      return pick(scope, e);
    case "first":
      return first(scope, e);
    case "same": {
      const left = scope.knot.expr(scope, e.left);
      const right = scope.knot.expr(scope, e.right);
      return (f) => {
        const l = left(f);
        return equal(l, right(f));
      };
    }
    case "clone": {
      const of = scope.knot.expr(scope, e.of);
      return (f) => copied(machine, of(f), e.at);
    }
    case "enabled":
      return enabled(scope, e);
    case "at":
    case "done":
    case "error":
      throw new Error(`an expression "${e.kind}" in a lowered model`);
  }
}

const siteOf = (scope: Scope, e: Expr): Site => ({ path: () => pathText(scope.locals, e), at: e.at });

function size(scope: Scope, e: Expr & { kind: "size" }): Code {
  const of = object(scope, e.of) as (f: Frame) => Cell[] | Set<Cell> | Keyed;
  return (f) => sizeOf(of(f));
}

function optional(scope: Scope, e: Expr & { kind: "optional" }): Code {
  const base = scope.knot.expr(scope, e.base);
  const rest = scope.knot.expr(scope, e.rest);
  const { slot } = e;
  return (f) => {
    const found = base(f);
    if (found === undefined || found === null) return undefined;
    f[slot] = found;
    return rest(f);
  };
}

/** Comparisons of scalars are the bulk of every guard: they have no operator function between them and their sides. */
function twoSided(scope: Scope, e: Expr & { kind: "binary" }): Code {
  const left = scope.knot.expr(scope, e.left);
  const right = scope.knot.expr(scope, e.right);
  if (e.op === "===" || e.op === "!==") {
    const wanted = e.op === "===";
    if (e.right.kind === "literal") {
      const value = e.right.value;
      return (f) => (left(f) === value) === wanted;
    }
    return (f) => (left(f) === right(f)) === wanted;
  }
  const apply = binary(e.op, siteOf(scope, e));
  return (f) => {
    const l = left(f);
    return apply(l, right(f));
  };
}

function enabled({ knot, machine, ...scope }: Scope, e: Expr & { kind: "enabled" }): Code {
  const { target, when } = e;
  if (target.kind === "process") throw new Error("a process in a lowered model");
  const args = e.args.map((a) => knot.expr({ knot, machine, ...scope }, a));
  return (f) => {
    const given = args.map((a) => a(f));
    return machine.isEnabled(target.actions, given, when === "now" ? machine.now : machine.next, e.at);
  };
}

function call(scope: Scope, e: Expr & { kind: "call" }): Code {
  const { machine } = scope;
  const args = e.args.map((a) => scope.knot.expr(scope, a));
  const callee = scope.knot.callee(e.function);
  const weight = callWeight(scope.functions[e.function] as Fn);
  return (f) => {
    const frame: Frame = new Array(callee.size).fill(undefined);
    for (const [i, a] of args.entries()) frame[i] = a(f);
    machine.calls += weight;
    if (machine.calls > MOST_CALLS) bottomless(callee.name, e.at);
    const ended = callee.run(frame);
    machine.calls -= weight;
    if (ended === BLOCK) throw BLOCKED;
    return ended === RETURN ? machine.returned : undefined;
  };
}
