/**
 * Expressions, compiled to code.
 * In: `Expr` of a lowered model. Out: `cell`, its value as an i64; `run`, its effects.
 * Not here: truth (`truth.ts`), statements (`statements.ts`), the kinds that have a file of their own.
 */
import { callWeight } from "../../../../ir/call-weight.ts";
import type { Expr } from "../../../../ir/expr.ts";
import type { Fn } from "../../../../ir/model.ts";
import { block, type Code, call, choose, drop, get, i32, i32c, i64, i64c, select, set, when } from "../../wasm/code.ts";
import type { Local } from "../../wasm/module.ts";
import { FALSE_CELL, isNumber, isObject, objectCell, TRUE_CELL, truthCell, UNDEFINED_CELL } from "../atoms.ts";
import { lengthOf } from "../lists.ts";
import { binaryCell, mathCell, operand, unaryCell } from "./arithmetic.ts";
import { effectOf, valueOf } from "./assignments.ts";
import { bagMethod } from "./bags.ts";
import { copied } from "./budget.ts";
import { newCollection } from "./collections.ts";
import { each, fill, fillWith, record, sequence, tuple } from "./literals.ts";
import { mapMethod } from "./maps.ts";
import { logical, optional } from "./optional.ts";
import { pick } from "./picks.ts";
import { field, index, memberOfKind, objectOf } from "./places.ts";
import { first, quantifierCell } from "./quantifiers.ts";
import { leaveWith, type Scope, slotOf } from "./scope.ts";
import { seqMethod } from "./sequences.ts";
import { setMethod, setMethodEffect } from "./sets.ts";
import { naturalTest } from "./truth.ts";

/** i64: the value. */
export function cell(s: Scope, e: Expr): Code {
  const { atoms, families, now, next } = s.shared.objects;
  switch (e.kind) {
    case "literal":
      return i64c(atoms.literal(e.value));
    case "undefined":
      return i64c(UNDEFINED_CELL);
    case "local":
      return get(slotOf(s, e.slot));
    case "state":
      return objectCell("record", get(e.when === "now" ? now : next), families.of(e.type).fields.length);
    case "field":
      return field(s, e);
    case "index":
      return index(s, e);
    case "size": {
      const cells = lengthOf(objectOf(s, e.of));
      return i64.extend_u(memberOfKind(e.of.type, "map") === null ? cells : i32.shr_u(cells, i32c(1)));
    }
    case "optional":
      return optional(s, e);
    case "unary":
      return e.op === "!" ? truth(s, e) : unaryCell(s, e.op, operand(s, e.of));
    case "typeof":
      return typeText(s, e.of);
    case "binary":
      return binaryCell(s, e.op, operand(s, e.left), operand(s, e.right));
    case "logical":
      return naturalTest(s, e) === null ? logical(s, e) : truth(s, e);
    case "conditional":
      return choose("i64", s.knot.test(s, e.test), [s.knot.cell(s, e.then)], [s.knot.cell(s, e.else)]);
    case "assign":
    case "update":
      return valueOf(s, e);
    case "record":
      return record(s, e);
    case "tuple":
      return tuple(s, e);
    case "seq":
      return sequence(s, e);
    case "set":
    case "map":
    case "bag":
      return newCollection(s, e);
    case "fill":
      return fill(s, e);
    case "fillWith":
      return fillWith(s, e);
    case "each":
      return each(s, e);
    case "quantifier":
      return e.op === "every" || e.op === "some" ? truth(s, e) : quantifierCell(s, e, e.op);
    case "seqMethod":
      return seqMethod(s, e);
    case "setMethod":
      return setMethod(s, e);
    case "mapMethod":
      return mapMethod(s, e);
    case "bagMethod":
      return bagMethod(s, e);
    case "math":
      return mathCell(
        s,
        e.op,
        e.args.map((a) => operand(s, a)),
      );
    case "call": {
      const { result } = s.shared.objects;
      return block(null, [...callCode(s, e), get(result)], "i64");
    }
    case "pick":
      return pick(s, e);
    case "first":
      return first(s, e);
    case "same":
    case "enabled":
      return truth(s, e);
    case "clone":
      return copied(s, s.knot.cell(s, e.of));
    case "at":
    case "done":
    case "error":
      throw new Error(`an expression "${e.kind}" in a lowered model`);
  }
}

/** The value of an expression that is true or false by its kind. */
function truth(s: Scope, e: Expr): Code {
  const test = naturalTest(s, e);
  if (test === null) throw new Error(`${e.kind} is no condition`);
  return truthCell(test);
}

/** For its effects only. */
export function run(s: Scope, e: Expr): readonly Code[] {
  switch (e.kind) {
    case "assign":
    case "update":
      return effectOf(s, e);
    case "call":
      return callCode(s, e);
    case "setMethod":
      return [setMethodEffect(s, e)];
    case "conditional":
      return [when(s.knot.test(s, e.test), s.knot.run(s, e.then), s.knot.run(s, e.else))];
    default:
      return [drop(s.knot.cell(s, e))];
  }
}

/** The callee counts itself; its result is in the machine afterwards. */
function callCode(s: Scope, e: Expr & { kind: "call" }): readonly Code[] {
  const { calls } = s.shared.objects;
  const ended = s.temps.take("i32");
  const callee = s.shared.callee(e.function);
  const weight = callWeight(s.shared.emission.model.functions[e.function] as Fn);
  const args = callee.params.map((_, i) => {
    const a = e.args[i];
    return a === undefined ? i64c(UNDEFINED_CELL) : s.knot.cell(s, a);
  });
  return [
    set(ended, call(callee, args)),
    when(get(ended), leaveWith(ended)),
    set(calls, i32.sub(get(calls), i32c(weight))),
  ];
}

/** Identities are symbols to TypeScript; they come before the texts among the atoms. */
function typeText(s: Scope, of: Expr): Code {
  const { atoms } = s.shared.objects;
  const t: Local = s.temps.take("i64");
  const text = (name: string): Code => i64c(atoms.literal(name));
  const isText = i64.ge_s(get(t), i64c(atoms.firstText));
  const isAny = (...cells: bigint[]): Code => cells.map((c) => i64.eq(get(t), i64c(c))).reduce((a, b) => i32.or(a, b));
  const choices: readonly (readonly [Code, Code])[] = [
    [isNumber(get(t)), text("number")],
    [isObject(get(t)), text("object")],
    [isText, text("string")],
    [isAny(FALSE_CELL, TRUE_CELL), text("boolean")],
    [isAny(UNDEFINED_CELL), text("undefined")],
    [isAny(atoms.literal(null)), text("object")],
  ];
  return block(
    null,
    [
      set(t, s.knot.cell(s, of)),
      choices.reduceRight<Code>((rest, [test, then]) => select(then, rest, test), text("symbol")),
    ],
    "i64",
  );
}
