/**
 * Expressions of a lowered model as packed values.
 * In: `Expr`, the run, the frame. Out: `expression`.
 * Not here: statements (`statements.ts`), going through domains and picks (`domains.ts`), new objects (`literals.ts`).
 */

import { alternatives } from "../../../ir/domain.ts";
import type { Expr, Place as Target } from "../../../ir/expr.ts";
import type { AssignOp } from "../../../ir/syntax.ts";
import { completed } from "./completed.ts";
import { and, type Cond, FALSE, narrowed, or, TRUE } from "./condition.ts";
import { eachValue, first, pick, quantifier } from "./domains.ts";
import type { Val } from "./forms.ts";
import { assignSlot, declareSlot, type Frame, newFrame, readSlot, typeDomain } from "./frame.ts";
import { filled, filledWith, recordLiteral, seqLiteral, setLiteral, tupleLiteral } from "./literals.ts";
import { mapMethod, mapSize } from "./maps.ts";
import { binary, math, typeOf, unary } from "./operators.ts";
import { boxed, fieldOf, indexOf, opened, sameValue, writeElement, writeField } from "./parts.ts";
import { placeOf } from "./place.ts";
import { isPureLambda } from "./purity.ts";
import type { Run } from "./run.ts";
import { elementOrNothing, lengthOf, overElements, seqMethod } from "./sequences.ts";
import { overMembers } from "./set-callbacks.ts";
import { setMethod, setSize } from "./sets.ts";
import { unsupported } from "./unsupported.ts";
import { bool, constant, either, equal, isBoolean, isScalarVal, truth } from "./value.ts";

/** Calls inside each other that are unrolled. */
const DEEPEST = 12;

export function expression(run: Run, f: Frame, e: Expr): Val {
  const value = (x: Expr): Val => f.knot.expr(run, f, x);
  switch (e.kind) {
    case "literal":
      return constant(e.value === 0 ? 0 : e.value);
    case "undefined":
      return constant(undefined);
    case "local":
      return readSlot(run, f, e.slot);
    case "state": {
      const words = e.when === "now" ? run.now : (run.next ?? unsupported("a next state"));
      return { kind: "place", place: placeOf(f.layout.state, words) };
    }
    case "field":
      return fieldOf(run, value(e.of), e.name);
    case "index": {
      const base = opened(run, value(e.of), ["table", "seq"]);
      const key = value(e.key);
      const isSeq = base.kind === "list" || (base.kind === "place" && base.place.packing.kind === "seq");
      const domain = typeDomain(e.type);
      if (isSeq && domain !== null && alternatives(domain).some((d) => d.kind === "undefined"))
        return elementOrNothing(run, base, key, domain);
      return indexOf(run, base, key);
    }
    case "size": {
      const of = opened(run, value(e.of), ["set", "seq", "map"]);
      if (of.kind === "place" && of.place.packing.kind === "map") return mapSize(run, of);
      const isSet = of.kind === "set" || (of.kind === "place" && of.place.packing.kind === "set");
      return isSet ? setSize(run, of) : lengthOf(run, of);
    }
    case "optional": {
      const base = run.bindVal(value(e.base));
      const nothing = run.bindCond(nullish(base));
      if (nothing === TRUE) return constant(undefined);
      declareSlot(run, f, e.slot, base);
      const rest = run.under(narrowed(run.path, nothing, false), () => value(e.rest));
      return either(nothing, constant(undefined), rest, typeDomain(e.type));
    }
    case "unary":
      return unary(run, e.op, value(e.of));
    case "typeof":
      return typeOf(value(e.of));
    case "binary": {
      const left = run.bindVal(value(e.left));
      return binary(run, e.op, left, value(e.right));
    }
    case "logical":
      return logical(run, f, e);
    case "conditional": {
      const test = run.bindCond(truth(value(e.test)));
      if (test === TRUE) return value(e.then);
      if (test === FALSE) return value(e.else);
      const then = run.bindVal(run.under(narrowed(run.path, test, true), () => value(e.then)));
      const otherwise = run.bindVal(run.under(narrowed(run.path, test, false), () => value(e.else)));
      return either(test, then, otherwise, typeDomain(e.type));
    }
    case "assign":
      return assign(run, f, e);
    case "update": {
      const place = spot(run, f, e.target);
      const old = run.bindVal(place.read());
      const made = run.bindVal(binary(run, e.op === "++" ? "+" : "-", old, constant(1)));
      place.write(made);
      return e.prefix ? made : old;
    }
    case "record":
      return recordLiteral(run, f, e);
    case "tuple":
      return tupleLiteral(run, f, e);
    case "seq":
      return seqLiteral(run, f, e);
    case "set":
      return setLiteral(run, f, e);
    case "map":
    case "bag":
    case "bagMethod":
    case "enabled":
      return unsupported(e.kind);
    case "fill":
      return filled(run, f, e);
    case "fillWith":
      return filledWith(run, f, e);
    case "each":
      return eachValue(e.domain);
    case "quantifier":
      return quantifier(run, f, e);
    case "seqMethod": {
      const of = opened(run, value(e.of), ["seq"]);
      const type = typeDomain(e.type);
      const { lambda } = e;
      if (e.op === "reduce" && lambda !== null) {
        const items = of.kind === "list" ? of.items : unsupported("reduce over a sequence of the state");
        const [start] = e.args.map(value);
        return items.reduce<Val>(
          (sum, x, i) => f.knot.lambda(run, f, lambda, [sum, x, constant(i)]),
          start ?? constant(undefined),
        );
      }
      if (lambda !== null)
        return overElements(run, e.op, of, (x, i) => f.knot.lambda(run, f, lambda, [x, constant(i)]), {
          type,
          isPure: isPureLambda(f, lambda),
        });
      return seqMethod(
        run,
        e.op,
        of,
        e.args.map((a) => run.bindVal(value(a))),
        type,
      );
    }
    case "mapMethod": {
      const of = opened(run, value(e.of), ["map"]);
      return mapMethod(
        run,
        e.op,
        of,
        e.args.map((a) => run.bindVal(value(a))),
        typeDomain(e.type),
      );
    }
    case "setMethod": {
      const of = opened(run, value(e.of), ["set"]);
      if (e.lambda !== null) return overMembers(run, f, e.op, of, e.lambda);
      return setMethod(
        run,
        e.op,
        of,
        e.args.map((a) => run.bindVal(value(a))),
      );
    }
    case "math":
      return math(run, e.op, e.args.map(value));
    case "call":
      return call(run, f, e);
    case "pick":
      return pick(run, f, e);
    case "first":
      return first(run, f, e);
    case "same": {
      const left = value(e.left);
      return bool(sameValue(run, left, value(e.right)));
    }
    case "clone":
      return boxed(run, value(e.of));
    case "at":
    case "done":
    case "error":
      throw new Error(`an expression "${e.kind}" in a lowered model`);
  }
}

const nullish = (v: Val): Cond =>
  isScalarVal(v) || v.kind === "place" ? or(equal(v, constant(undefined)), equal(v, constant(null))) : FALSE;

function logical(run: Run, f: Frame, e: Expr & { kind: "logical" }): Val {
  const left = run.bindVal(f.knot.expr(run, f, e.left));
  if (e.op === "??") {
    const nothing = run.bindCond(nullish(left));
    if (nothing === FALSE) return left;
    const right = run.under(narrowed(run.path, nothing, true), () => f.knot.expr(run, f, e.right));
    return nothing === TRUE ? right : either(nothing, right, left, typeDomain(e.type));
  }
  const test = truth(left);
  const goesOn = e.op === "&&";
  if (test === TRUE || test === FALSE) return (test === TRUE) === goesOn ? f.knot.expr(run, f, e.right) : left;
  const right = run.under(narrowed(run.path, test, goesOn), () => f.knot.expr(run, f, e.right));
  if (isBoolean(left) && isBoolean(right)) return bool(goesOn ? and(test, truth(right)) : or(test, truth(right)));
  return goesOn
    ? either(run.bindCond(test), right, left, typeDomain(e.type))
    : either(run.bindCond(test), left, right, typeDomain(e.type));
}

/** Where a place is: base and key are evaluated once. */
interface Spot {
  read(): Val;
  write(v: Val): void;
}

function spot(run: Run, f: Frame, e: Target): Spot {
  if (e.kind === "local") return { read: () => readSlot(run, f, e.slot), write: (v) => assignSlot(run, f, e.slot, v) };
  const base = f.knot.expr(run, f, e.of);
  if (e.kind === "field")
    return { read: () => fieldOf(run, base, e.name), write: (v) => writeField(run, base, e.name, v) };
  const of = opened(run, base, ["table", "seq"]);
  const key = run.bindVal(f.knot.expr(run, f, e.key));
  return { read: () => indexOf(run, of, key), write: (v) => writeElement(run, of, key, v) };
}

function assign(run: Run, f: Frame, e: Expr & { kind: "assign" }): Val {
  const place = spot(run, f, e.target);
  if (e.op === "=") {
    const made = run.bindVal(f.knot.expr(run, f, e.value));
    place.write(made);
    return made;
  }
  const old = run.bindVal(place.read());
  const op: AssignOp = e.op;
  if (op === "&&" || op === "||" || op === "??") {
    const goesOn = op === "??" ? nullish(old) : truth(old);
    const path = narrowed(run.path, run.bindCond(goesOn), op !== "||");
    if (path === FALSE) return old;
    return run.under(path, () => {
      const made = run.bindVal(f.knot.expr(run, f, e.value));
      place.write(made);
      return either(path, made, old, typeDomain(e.type));
    });
  }
  const made = run.bindVal(binary(run, op, old, f.knot.expr(run, f, e.value)));
  place.write(made);
  return made;
}

function call(run: Run, f: Frame, e: Expr & { kind: "call" }): Val {
  const fn = f.model.functions[e.function] ?? unsupported("a function that is not there");
  if (run.depth >= DEEPEST) return unsupported("calls that go deep");
  const args = e.args.map((a) => run.bindVal(f.knot.expr(run, f, a)));
  const own = newFrame(f, fn.body.locals);
  for (const [i, a] of args.entries()) declareSlot(run, own, i, a);
  if (--run.patience < 0) return unsupported("a long body");
  run.depth++;
  const result = completed(run, own, fn.body.code, typeDomain(fn.returns));
  run.depth--;
  return result;
}
